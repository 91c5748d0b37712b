import { Warning } from '~/ui/warning';
import type { ReportWords } from '~/words/report/report';

/** Tells somebody who said that lives are in danger what helps faster than a report. */
export function ReportDanger({ words: { urgentNow } }: { words: ReportWords }) {
  return (
    <Warning>
      {urgentNow.title}
      <br />
      {urgentNow.text}
      <br />
      {urgentNow.alert}
    </Warning>
  );
}
