import { Warning } from '~/ui/warning';
import { stampWords } from '~/words/keys/stamp';
import { dateLocale, formatDate, type Lang } from '~/words/language';

export type FreshFacts = { version: number; madeOn: string; seenOn: string | null; lapsed: boolean };

/** Version and date of the county's key list, and the risk where two guardians did not confirm it in time. */
export function ListFreshness({ lang, fresh }: { lang: Lang; fresh: FreshFacts }) {
  const words = stampWords[lang];
  const { version, madeOn, seenOn, lapsed } = fresh;
  return (
    <section id="list-freshness" aria-live="polite" data-lapsed={lapsed}>
      <p className="govuk-body-s">{words.reporter(String(version), formatDate(madeOn, lang))}</p>
      {lapsed && (
        <>
          <Warning>{words.staleTitle}</Warning>
          <p className="govuk-body">
            {seenOn === null ? words.staleNever : words.staleOn(formatDate(seenOn, lang))} {words.staleRisk}
          </p>
        </>
      )}
    </section>
  );
}

/** A template that the report page's island fills with what it has checked itself. */
export function ListFreshnessTemplate({ lang }: { lang: Lang }) {
  const words = stampWords[lang];
  return (
    <template id="list-freshness-template" data-locale={dateLocale(lang)}>
      <div>
        <p className="govuk-body-s" data-part="list">
          {words.reporter('{version}', '{date}')}
        </p>
        <div data-part="stale">
          <Warning>{words.staleTitle}</Warning>
          <p className="govuk-body">
            <span data-part="staleOn">{words.staleOn('{date}')}</span>
            <span data-part="staleNever">{words.staleNever}</span> {words.staleRisk}
          </p>
        </div>
      </div>
    </template>
  );
}
