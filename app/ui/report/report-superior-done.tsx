import { Panel } from '~/ui/panel';
import type { Lang } from '~/words/language';
import { reportSuperiorWords } from '~/words/report/report-superior';
import type { OfficeShown } from './report-shown';
import { SuperiorReach, superiorName } from './report-superior';

type Props = { lang: Lang; office: OfficeShown; number: string | null };

/** The receipt of a report that was sealed to the level above; in the island the number is written in. */
export function ReportSuperiorDone({ lang, office, number }: Props) {
  const words = reportSuperiorWords[lang].done;
  return (
    <>
      <Panel title={words.title} />
      <div className="anshao-receipt">
        <p className="anshao-receipt__label" id="receipt-number-label">
          {words.number}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: as in ReceiptCode */}
        <p
          className="anshao-receipt__code"
          role="group"
          aria-labelledby="receipt-number-label"
          data-part="number"
          data-receipt-number={number ?? undefined}
        >
          {number}
        </p>
      </div>
      <ul className="govuk-list govuk-list--bullet">
        {words.keep.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2 className="govuk-heading-m">{words.reach(superiorName(office, lang))}</h2>
      <SuperiorReach lang={lang} office={office} />
    </>
  );
}
