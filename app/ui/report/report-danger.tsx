import { Warning } from '~/ui/warning';
import type { ReportWords } from '~/words/report/report';

/** Whoever said that lives are in danger is told at once what helps faster than a report. */
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
