import { Warning } from '~/ui/warning';
import type { ReportWords } from '~/words/report/report';

/** Danger to life comes before any report; whoever said that lives are in danger is told so at once. */
export function ReportDanger({ words, urgent }: { words: ReportWords; urgent: boolean }) {
  const { title, text } = urgent ? words.urgentNow : words.danger;
  return (
    <Warning>
      {title}
      <br />
      {text}
      {urgent && (
        <>
          <br />
          {words.urgentNow.alert}
        </>
      )}
    </Warning>
  );
}
