import type { DecisionKind } from '~/domain/follow/decision';
import { type Localized, textIn } from '~/domain/localized';
import type { RoutingReason } from '~/domain/report/routing';
import type { NotAcceptedReason, ReviewOutcome, Verdict } from '~/domain/vocabulary';
import { Phone } from '~/ui/county/board-page';
import { LimitsLink } from '~/ui/limits-link';
import { SummaryList, type SummaryRow } from '~/ui/summary-list';
import { Timeline } from '~/ui/timeline';
import { hourText, limitText } from '~/words/case/limit';
import { followWords } from '~/words/follow/follow';
import { followActWords } from '~/words/follow/follow-acts';
import { formatDate, formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import type { FollowPageFacts } from './follow-facts';

type Part = { page: FollowPageFacts; lang: Lang };

/** Stage, department and limit. */
export function Progress({ page, lang }: Part) {
  const words = followWords[lang];
  const acts = followActWords[lang];
  const due =
    page.dueOn === null
      ? words.page.noDue
      : page.dueHour === null
        ? limitText(page.dueOn, page.dueProvisional, lang)
        : hourText(page.dueOn, page.dueHour, lang);
  const rows: SummaryRow[] = [
    { key: words.page.stage, value: <strong>{stageText(page, lang)}</strong> },
    ...(page.withdrawn ? [{ key: acts.withdraw.on, value: formatDate(page.withdrawn.on, lang) }] : []),
    { key: words.page.unit, value: textIn(page.unit, lang) },
    { key: words.page.why, value: <Reasons page={page} lang={lang} /> },
    ...(page.assisting.length > 0
      ? [
          {
            key: words.page.assisting,
            value: formatList(
              page.assisting.map((unit) => textIn(unit, lang)),
              lang,
            ),
          },
        ]
      : []),
    ...(page.askedUnit ? [{ key: words.page.askedUnit, value: textIn(page.askedUnit, lang) }] : []),
    ...(page.unitPhone ? [{ key: words.page.phone, value: <Phone number={page.unitPhone} /> }] : []),
    ...(page.unitAddress ? [{ key: words.page.unitAddress, value: textIn(page.unitAddress, lang) }] : []),
    ...(page.unitHours ? [{ key: words.page.unitHours, value: textIn(page.unitHours, lang) }] : []),
    { key: words.page.received, value: formatDate(page.receivedOn, lang) },
    { key: words.page.due, value: page.late ? `${due}（${words.page.dueLate}）` : due },
  ];
  return (
    <>
      <h2 className="govuk-heading-m">{words.page.standing}</h2>
      <SummaryList rows={rows} />
      <LimitsLink />
    </>
  );
}

export function stageText({ stage, withdrawn }: FollowPageFacts, lang: Lang): string {
  const withdrew = stage === 'closed' && withdrawn?.outcome === 'closed';
  return followWords[lang].stages[withdrew ? 'withdrawn' : stage];
}

function Reasons({ page, lang }: Part) {
  return (
    <ul className="govuk-list">
      {page.reasons.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of reasons is their meaning and never changes
        <li key={index}>{reasonText(reason, lang)}</li>
      ))}
    </ul>
  );
}

function reasonText({ rule, unit }: { rule: string; unit: Localized | null }, lang: Lang): string {
  const name = textIn(unit ?? {}, lang);
  const texts: Record<string, (unit: string) => string> = vocabularyWords[lang].routing;
  const text = Object.hasOwn(texts, rule) ? texts[rule as RoutingReason['rule']] : undefined;
  return text ? text(name) : followWords[lang].transferred(name);
}

/** What was decided, with its reasons. */
export function Decisions({ page, lang }: Part) {
  const words = followWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m" id="decisions" tabIndex={-1}>
        {words.page.decisions}
      </h2>
      {page.decisions.length === 0 ? (
        <p className="govuk-body">{words.page.noDecisions}</p>
      ) : (
        <Timeline
          label={words.page.decisions}
          events={page.decisions.map(({ kind, on, detail }) => ({
            key: kind,
            title: words.decisionLabels[kind],
            date: on,
            body: detailText(kind, detail, lang),
          }))}
        />
      )}
    </>
  );
}

/** A decision in one line, with its day. */
export function decisionText({ kind, on, detail }: FollowPageFacts['decisions'][number], lang: Lang): string {
  const more = detailText(kind, detail, lang);
  const label = followWords[lang].decisionLabels[kind];
  const day = on === null ? null : formatDate(on, lang);
  return followWords[lang].page.news.decided(label, more ?? null, day);
}

function detailText(kind: DecisionKind, detail: string | null, lang: Lang): string | undefined {
  if (detail === null) return undefined;
  if (kind === 'verdict') return followWords[lang].verdicts[detail as Verdict];
  if (kind === 'reviewed') return followWords[lang].reviews[detail as ReviewOutcome];
  return kind === 'notAccepted' ? vocabularyWords[lang].notAcceptedReasons[detail as NotAcceptedReason] : undefined;
}
