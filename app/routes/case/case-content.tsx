import type { OpenedCase } from '~/browser/case/case-workspace';
import type { Narrative } from '~/contract/sealed/report-bundle';
import { textIn } from '~/domain/localized';
import { NARRATIVE_ANSWERS } from '~/domain/report/report-fields';
import type { Matter } from '~/domain/vocabulary';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { listedName, shortLabel } from '~/ui/report/report-answered';
import { useSectors } from '~/ui/sectors';
import { SiteLanguage } from '~/ui/site-language';
import { SummaryList } from '~/ui/summary-list';
import { Warning } from '~/ui/warning';
import { caseWords } from '~/words/case/case';
import { formatDate, type Lang } from '~/words/language';
import { newerVersionWords } from '~/words/newer-version';
import { reportWords } from '~/words/report/report';
import { vocabularyWords } from '~/words/vocabulary';
import { Files } from './case-files';

/** Names for the ids in opened parts. */
export type Names = {
  members: Record<string, string>;
  units: Record<string, string>;
  areas: Record<string, string>;
};

type Props = { lang: Lang; opened: OpenedCase; names: Names };

/** What reports of the case say, with their files; it is read before anything is done about them. */
export function CaseReports({ lang, opened, names }: Props) {
  const t = caseWords[lang];
  const several = opened.reports.length > 1;
  return (
    <div data-opened>
      {opened.newer > 0 && <ErrorMessage id="newer" message={newerVersionWords[lang].parts(opened.newer)} />}
      {opened.unreadable > 0 && <ErrorMessage id="unreadable" message={t.unreadable(opened.unreadable)} />}
      {opened.reports.map((report, index) => (
        <section className="anshao-case-section" aria-label={t.narrative} key={report.reportId}>
          <h2 className="govuk-heading-m">
            {t.narrative}
            {several && ` ${index + 1}`}
          </h2>
          {report.withdrawal === 'forged' && <Warning>{t.withdrawalForged}</Warning>}
          {report.withdrawal === 'signed' && <Inset>{t.withdrawalSigned}</Inset>}
          {report.objection === 'forged' && <Warning>{t.objectionForged}</Warning>}
          {report.objection === 'signed' && <Inset>{t.objectionSigned}</Inset>}
          <NarrativeFacts
            lang={lang}
            narrative={report.narrative}
            newer={opened.newer > 0}
            names={names}
            directory={opened.directory}
          />
          <Files lang={lang} opened={opened} report={report} />
        </section>
      ))}
    </div>
  );
}

type FactsProps = { lang: Lang; narrative: Narrative | null; newer: boolean; names: Names } & Pick<
  OpenedCase,
  'directory'
>;

function NarrativeFacts({ lang, narrative, newer, names, directory }: FactsProps) {
  const t = caseWords[lang];
  const { nameOf } = useSectors(lang);
  if (narrative === null) return <p className="govuk-body">{newer ? newerVersionWords[lang].part : t.narrativeNone}</p>;
  const said = (text: string | null) => text || t.notSaid;
  const { matters } = vocabularyWords[lang];
  // The name comes from the signed list, because a row could give it to another office.
  const accused = directory?.units.find(({ id }) => id === narrative.accusedUnit);
  return (
    <>
      <h3 className="govuk-visually-hidden">{t.description}</h3>
      <p className="govuk-body anshao-lines" data-narrative>
        <SiteLanguage>{narrative.description}</SiteLanguage>
      </p>
      <SummaryList
        rows={[
          { key: t.matter, value: `${matters[narrative.matter as Matter]} · ${nameOf(narrative.sector)}` },
          ...moreAnswers(narrative, lang),
          { key: t.employer, value: said(narrative.employer) },
          { key: t.place, value: said(placeOf(narrative, names)) },
          { key: t.occurredOn, value: narrative.occurredOn ? formatDate(narrative.occurredOn, lang) : t.notSaid },
          ...(narrative.siteCode ? [{ key: t.site, value: narrative.siteCode }] : []),
          ...(narrative.deaths > 0 ? [{ key: t.deaths, value: narrative.deaths }] : []),
          ...(narrative.accusedUnit
            ? [{ key: t.accusedUnit, value: textIn(accused?.names ?? { zh: narrative.accusedUnit }, lang) }]
            : []),
          { key: t.insider, value: narrative.insider ? t.insiderYes : t.insiderNo },
          {
            key: t.anonymity,
            value: narrative.anonymity === 'named' ? t.named : narrative.phoneLeft ? t.phoneLeft : t.anonymous,
          },
          { key: t.wantsReward, value: narrative.wantsReward ? t.yes : t.no },
        ]}
      />
    </>
  );
}

/** What else the form asks, in the order of the list of its fields. */
function moreAnswers({ answers }: Narrative, lang: Lang) {
  const words = reportWords[lang];
  return NARRATIVE_ANSWERS.flatMap((field) => {
    const answer = answers[field];
    return answer ? [{ key: shortLabel(field, words), value: listedName(field, answer, words) ?? answer }] : [];
  });
}

/** The chosen area before what was typed, unless that names it already. */
function placeOf({ area, place }: Narrative, names: Names): string {
  const name = names.areas[area] ?? '';
  return place.includes(name) ? place : `${name} ${place}`.trim();
}
