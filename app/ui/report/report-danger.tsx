import { Warning } from '~/ui/warning';
import type { ReportWords } from '~/words/report/report';

type Props = {
  words: ReportWords;
  /** Whether somebody on duty is told at once. */
  told: boolean;
};

/** Tells somebody who said that lives are in danger what helps faster than a report, and who learns of this one. */
export function ReportDanger({ words: { urgentNow }, told }: Props) {
  return (
    <Warning>
      {urgentNow.title}
      <br />
      {urgentNow.text}
      <br />
      {told ? urgentNow.told : urgentNow.nobody}
    </Warning>
  );
}
