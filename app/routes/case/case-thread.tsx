import { safeFileName } from '~/browser/case/case-files';
import type { OpenedCase, OpenedReport, WorkspaceNote } from '~/browser/case/case-workspace';
import { saveBytes } from '~/browser/case/save-bytes';
import { actOfPart } from '~/domain/acts/case-fields';
import { fromBase64 } from '~/envelope/bytes';
import { Button } from '~/ui/button';
import { SiteLanguage } from '~/ui/site-language';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { caseWords } from '~/words/case/case';
import { caseSuperiorWords } from '~/words/case/superior';
import { formatDate, type Lang, labelled } from '~/words/language';
import { fieldTexts } from './act-field-text';
import type { Names } from './case-content';
import { AccidentSaid } from './case-verdict-fields';

type Props = { lang: Lang; opened: OpenedCase; names: Names };

/** What has been written since: messages with each reporter, and the department's own notes. */
export function CaseThread({ lang, opened, names }: Props) {
  const t = caseWords[lang];
  const several = opened.reports.length > 1;
  return (
    <>
      {opened.reports.map((report, index) => (
        <section className="anshao-case-section" aria-label={t.messages} key={report.reportId}>
          <h2 className="govuk-heading-m">
            {t.messages}
            {several && ` ${index + 1}`}
          </h2>
          <Messages lang={lang} report={report} names={names} />
        </section>
      ))}
      <h2 className="govuk-heading-m">{t.notes}</h2>
      <Notes lang={lang} notes={opened.notes} names={names} />
    </>
  );
}

function Messages({ lang, report, names }: { lang: Lang; report: OpenedReport; names: Names }) {
  const t = caseWords[lang];
  if (report.messages.length === 0) return <p className="govuk-body">{t.noMessages}</p>;
  return (
    <ol className="anshao-messages" aria-label={t.messages}>
      {report.messages.map(({ id, from, text, memberId, about, former, madeOn }) => (
        <li className={`anshao-message${from === 'staff' ? ' anshao-message--ours' : ''}`} data-from={from} key={id}>
          <p className="anshao-message__meta">
            <SiteLanguage>
              {from === 'staff' ? t.fromStaff(names.members[memberId ?? ''] ?? '–') : t.fromReporter}
            </SiteLanguage>{' '}
            · {formatDate(madeOn, lang)} {text === null && <Tag tone="bad">{t.unverified}</Tag>}
            {about === 'objection' && <Tag tone="attention">{t.objection}</Tag>}
            {former && <Tag tone="neutral">{t.leftSince}</Tag>}
          </p>
          <SiteLanguage>{text ?? (from === 'staff' ? t.unverifiedWhy : t.notReporterWhy)}</SiteLanguage>
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
            <strong>{kinds[note.about] ?? kinds[note.kind]}</strong> ·{' '}
            <SiteLanguage>{names.members[note.authorId ?? ''] ?? '–'}</SiteLanguage> · {formatDate(note.madeOn, lang)}
          </p>
          {note.kind === 'penalty' ? (
            <Penalty lang={lang} content={note.content} />
          ) : (
            <Written lang={lang} note={note} members={names.members} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** The text of a note, and what else its form asked for. */
function Written({ lang, note, members }: { lang: Lang; note: WorkspaceNote; members: Names['members'] }) {
  const act = actOfPart(note.kind, note.content.about);
  const given = act ? fieldTexts(note.content, { act, lang, members }) : [];
  return (
    <>
      <SiteLanguage>{note.content.text}</SiteLanguage>
      {given
        .filter(({ name }) => name !== 'text')
        .map(({ name, label, text }) => (
          <p className="govuk-body" key={name} data-given={name}>
            {labelled(label, lang)}
            <SiteLanguage>{text}</SiteLanguage>
          </p>
        ))}
      <AccidentSaid lang={lang} content={note.content} />
      <WithSuperior lang={lang} content={note.content} />
    </>
  );
}

/** What was sent up, by number and fingerprint, and the scan of what came back. */
function WithSuperior({ lang, content }: { lang: Lang; content: Record<string, string> }) {
  const words = caseSuperiorWords[lang];
  const { receiptNumber, fingerprint, scan, scanKind, answerNumber = '' } = content;
  return (
    <>
      {receiptNumber && <p className="govuk-body">{words.file.number(receiptNumber)}</p>}
      {fingerprint && <p className="govuk-body">{words.fingerprint(fingerprint)}</p>}
      {scan && (
        <Button
          type="button"
          variant="secondary"
          onClick={() =>
            saveBytes(
              new Uint8Array(fromBase64(scan)),
              `${safeFileName(words.scanName(answerNumber), 'scan')}.${scanKind}`,
            )
          }
        >
          {words.saveScan}
        </Button>
      )}
    </>
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
