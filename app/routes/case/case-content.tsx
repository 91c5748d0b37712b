import type { OpenedCase, OpenedReport, WorkspaceNote } from '~/browser/case/case-workspace';
import type { Narrative } from '~/contract/sealed/report-bundle';
import { textIn } from '~/domain/localized';
import { NARRATIVE_ANSWERS } from '~/domain/report/report-fields';
import type { Matter, Sector } from '~/domain/vocabulary';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { listedName, shortLabel } from '~/ui/report/report-answered';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { Warning } from '~/ui/warning';
import { caseWords } from '~/words/case/case';
import { formatDate, type Lang, labelled } from '~/words/language';
import { newerVersionWords } from '~/words/newer-version';
import { reportWords } from '~/words/report/report';
import { vocabularyWords } from '~/words/vocabulary';
import { Files } from './case-files';

/** Names for the ids that opened parts hold. */
export type Names = {
  members: Record<string, string>;
  units: Record<string, string>;
  areas: Record<string, string>;
};

type Props = { lang: Lang; opened: OpenedCase; names: Names };

/** What the browser opened of a case: narratives, files, messages, notes. */
export function CaseContent({ lang, opened, names }: Props) {
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
          <NarrativeFacts
            lang={lang}
            narrative={report.narrative}
            newer={opened.newer > 0}
            names={names}
            directory={opened.directory}
          />
          <Files lang={lang} opened={opened} report={report} />
          <h2 className="govuk-heading-m">{t.messages}</h2>
          <Messages lang={lang} report={report} names={names} />
        </section>
      ))}
      <h2 className="govuk-heading-m">{t.notes}</h2>
      <Notes lang={lang} notes={opened.notes} names={names} />
    </div>
  );
}

type FactsProps = { lang: Lang; narrative: Narrative | null; newer: boolean; names: Names } & Pick<
  OpenedCase,
  'directory'
>;

function NarrativeFacts({ lang, narrative, newer, names, directory }: FactsProps) {
  const t = caseWords[lang];
  if (narrative === null) return <p className="govuk-body">{newer ? newerVersionWords[lang].part : t.narrativeNone}</p>;
  const said = (text: string | null) => text || t.notSaid;
  const { matters, sectors } = vocabularyWords[lang];
  // By the signed list: a row could call another office so.
  const accused = directory?.units.find(({ id }) => id === narrative.accusedUnit);
  return (
    <SummaryList
      rows={[
        { key: t.description, value: <span data-narrative>{narrative.description}</span> },
        { key: t.matter, value: `${matters[narrative.matter as Matter]} · ${sectors[narrative.sector as Sector]}` },
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
  );
}

/** What the form asks besides, as it stands in the list of its fields. */
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

function Messages({ lang, report, names }: { lang: Lang; report: OpenedReport; names: Names }) {
  const t = caseWords[lang];
  if (report.messages.length === 0) return <p className="govuk-body">{t.noMessages}</p>;
  return (
    <ol className="anshao-messages" aria-label={t.messages}>
      {report.messages.map(({ id, from, text, memberId, former, madeOn }) => (
        <li className={`anshao-message${from === 'staff' ? ' anshao-message--ours' : ''}`} data-from={from} key={id}>
          <p className="anshao-message__meta">
            {from === 'staff' ? t.fromStaff(names.members[memberId ?? ''] ?? '–') : t.fromReporter} ·{' '}
            {formatDate(madeOn, lang)} {text === null && <Tag tone="bad">{t.unverified}</Tag>}
            {former && <Tag tone="neutral">{t.leftSince}</Tag>}
          </p>
          {text ?? (from === 'staff' ? t.unverifiedWhy : t.notReporterWhy)}
        </li>
      ))}
    </ol>
  );
}

function Notes({ lang, notes, names }: { lang: Lang; notes: WorkspaceNote[]; names: Names }) {
  const t = caseWords[lang];
  if (notes.length === 0) return <p className="govuk-body">{t.noNotes}</p>;
  const kinds: Record<string, string> = t.kinds;
  return (
    <ol className="anshao-messages" aria-label={t.notes}>
      {notes.map((note) => (
        <li className="anshao-message" key={note.id} data-note={note.about}>
          <p className="anshao-message__meta">
            <strong>{kinds[note.about] ?? kinds[note.kind]}</strong> · {names.members[note.authorId ?? ''] ?? '–'} ·{' '}
            {formatDate(note.madeOn, lang)}
          </p>
          {note.kind === 'penalty' ? <Penalty lang={lang} content={note.content} /> : note.content.text}
          {note.content.unvisited && (
            <p className="govuk-body">
              {labelled(t.unvisitedText, lang)}
              {note.content.unvisited}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

const PENALTY_SHOWN = [
  'decisionNumber',
  'decidedOn',
  'offender',
  'creditCode',
  'offence',
  'legalBasis',
  'amountYuan',
] as const;

function Penalty({ lang, content }: { lang: Lang; content: Record<string, string> }) {
  const t = caseWords[lang];
  return <SummaryList plain rows={PENALTY_SHOWN.map((field) => ({ key: t[field], value: content[field] || '–' }))} />;
}
