import { ButtonLink } from '~/ui/button-link';
import { Inset } from '~/ui/inset';
import { Panel } from '~/ui/panel';
import { ReceiptCode } from '~/ui/receipt-code';
import { Warning } from '~/ui/warning';
import type { Lang } from '~/words/language';
import { formatList } from '~/words/language';
import { reportWords } from '~/words/report/report';

type Props = {
  lang: Lang;
  code: string;
  replaced: boolean;
  urgent: boolean;
  /** Whether somebody on duty is told at once. */
  told: boolean;
  named: boolean;
  /** What was removed, from how many files. */
  removed: { files: number; what: (keyof ReportWords['done']['removedWhat'])[] } | null;
  /** Names of files that were sent as they were. */
  stays: string[];
};
type ReportWords = (typeof reportWords)[Lang];

/** Shown once after sending: the receipt code, how to keep it, and what comes next. Prints on one sheet. */
export function ReportDone({ lang, code, replaced, urgent, told, named, removed, stays }: Props) {
  const words = reportWords[lang].done;
  return (
    <>
      <Panel title={words.title} />
      {urgent && <Warning>{told ? words.urgentTold : words.urgentNobody}</Warning>}
      {replaced && <Warning>{words.replaced}</Warning>}
      <ReceiptCode code={code} />
      {removed && (
        <Inset>
          {words.removed(
            removed.files,
            formatList(
              removed.what.map((one) => words.removedWhat[one]),
              lang,
            ),
          )}
        </Inset>
      )}
      {stays.length > 0 && <Inset>{words.stays(formatList(stays, lang))}</Inset>}
      <h2 className="govuk-heading-m">{words.keepTitle}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {[...words.keep, named ? words.lostNamed : words.lostAnonymous].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2 className="govuk-heading-m">{words.next}</h2>
      <ol className="govuk-list govuk-list--number">
        {words.nextSteps.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <ButtonLink href={`/${lang}/follow`}>{words.follow}</ButtonLink>
      <p className="govuk-body">{words.leave}</p>
    </>
  );
}
