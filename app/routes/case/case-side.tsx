import { Link } from '@remix-run/react';
import { caseActNamed } from '~/domain/acts/table';
import { type DeletionReason, isDeletionReason } from '~/domain/case/retention';
import { textIn } from '~/domain/localized';
import type { Channel, Matter, NotAcceptedReason, Verdict } from '~/domain/vocabulary';
import type { CaseForStaff, TimelineEntry } from '~/services/case/case-page.server';
import type { UnitName } from '~/services/case/case-transfer.server';
import { DueTag } from '~/ui/due-tag';
import { useSectors } from '~/ui/sectors';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { Timeline } from '~/ui/timeline';
import { actName } from '~/words/acts';
import { actFieldWords } from '~/words/case/act-fields';
import { caseWords } from '~/words/case/case';
import { deletionWords } from '~/words/case/deletion';
import { extensionWords } from '~/words/case/extension';
import { markWords } from '~/words/case/mark';
import { formatDate, formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { fieldTexts } from './act-field-text';

type Props = { lang: Lang; page: CaseForStaff; areas: Record<string, string> };

const nameOf = (unit: UnitName | null | undefined, lang: Lang) => (unit && textIn(unit.names, lang)) ?? '–';

/** The clear facts of a case, why it came here, and what has happened. */
export function CaseSide({ lang, page, areas }: Props) {
  const t = caseWords[lang];
  const w = vocabularyWords[lang];
  const { facts } = page;
  const { nameOf: sectorOf } = useSectors(lang);
  return (
    <>
      <h2 className="govuk-heading-m">{t.facts}</h2>
      <SummaryList
        rows={[
          { key: t.stage, value: <Tag tone="progress">{w.stages[facts.stage]}</Tag> },
          { key: t.due, value: <DueTag {...facts} /> },
          ...(facts.extensions > 0 || facts.extensionAsked
            ? [{ key: extensionWords[lang].key, value: extensionText(facts, lang) }]
            : []),
          { key: t.unit, value: nameOf(facts.unit, lang) },
          { key: t.officer, value: facts.officer?.name ?? t.nobody },
          ...(facts.verdict ? [{ key: t.verdict, value: w.verdicts[facts.verdict] }] : []),
          ...(facts.refusalReason
            ? [
                {
                  key: actFieldWords[lang].refuse.reason.label,
                  value: w.notAcceptedReasons[facts.refusalReason as NotAcceptedReason],
                },
              ]
            : []),
          { key: t.matter, value: w.matters[facts.matter as Matter] },
          { key: t.sector, value: sectorOf(facts.sector) },
          { key: t.town, value: areas[facts.town ?? ''] ?? t.wholeCounty },
          { key: t.channel, value: w.channels[facts.channel as Channel] },
          { key: t.received, value: formatDate(facts.receivedOn, lang) },
        ]}
      />
      <h2 className="govuk-heading-m">{t.reasons}</h2>
      <ul className="govuk-list" data-reasons>
        {page.reasons.map(({ rule, unit }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of reasons is their meaning and never changes
          <li key={index}>{reasonText(rule, nameOf(unit, lang), lang)}</li>
        ))}
      </ul>
      <h2 className="govuk-heading-m">{t.timeline}</h2>
      <Timeline label={t.timeline} events={page.timeline.map((entry) => eventOf(entry, page, lang))} />
      {page.mayMark && (
        <p className="govuk-body-s">
          <Link className="govuk-link" to={`/${lang}/staff/cases/${facts.id}/accused`} data-mark-link>
            {markWords[lang].link}
          </Link>
        </p>
      )}
      {page.mayAskDeletion && (
        <p className="govuk-body-s">
          <Link className="govuk-link" to={`/${lang}/staff/cases/${facts.id}/delete`}>
            {deletionWords[lang].askLink}
          </Link>
        </p>
      )}
    </>
  );
}

function extensionText({ extensions, extensionAsked }: CaseForStaff['facts'], lang: Lang): string {
  const t = extensionWords[lang];
  const said = [...(extensions > 0 ? [t.times(extensions)] : []), ...(extensionAsked ? [t.asked] : [])];
  return formatList(said, lang);
}

function reasonText(rule: string, unit: string, lang: Lang): string {
  if (rule === 'transfer') return caseWords[lang].ruleTransfer(unit);
  const rules: Record<string, (unit: string) => string> = vocabularyWords[lang].routing;
  return rules[rule]?.(unit) ?? unit;
}

function eventOf(entry: TimelineEntry, page: CaseForStaff, lang: Lang) {
  const by = [entry.memberName, entry.memberName && nameOf(entry.unit, lang)].filter(Boolean).join(' · ');
  return {
    key: String(entry.number),
    title: actName(entry.act, lang),
    date: entry.onDay,
    by: by || undefined,
    body: detailOf(entry, page, lang),
  };
}

function detailOf({ act, data }: TimelineEntry, page: CaseForStaff, lang: Lang): string | undefined {
  const w = vocabularyWords[lang];
  const unitOf = (id: unknown) =>
    nameOf(
      page.units.find((unit) => unit.unitId === id),
      lang,
    );
  if (isDeletionReason(String(data.reason))) return deletionWords[lang].reasons[data.reason as DeletionReason];
  const known = caseActNamed(act);
  const given = known ? fieldTexts(data, { act: known, lang, members: page.names }) : [];
  if (given.length > 0) return given.map(({ text }) => text).join(' · ');
  if (typeof data.verdict === 'string') return w.verdicts[data.verdict as Verdict];
  if (typeof data.to === 'string') return caseWords[lang].transferredTo(unitOf(data.from), unitOf(data.to));
  return undefined;
}
