import { useCommon } from './language';

/**
 * The receipt code, large, in five groups of four that wrap only between groups; `data-receipt-code` holds the bare
 * digits. Screen readers read the groups one after another.
 */
export function ReceiptCode({ code }: { code: string }) {
  const words = useCommon();
  const digits = code.replace(/\D/g, '');
  const groups = digits.match(/\d{4}/g) ?? [];
  return (
    <div className="anshao-receipt">
      <p className="anshao-receipt__label" id="receipt-label">
        {words.receipt.title}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: `output` would be announced again on every change */}
      <p className="anshao-receipt__code" role="group" aria-labelledby="receipt-label" data-receipt-code={digits}>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal groups may repeat and never move
          <span className="anshao-receipt__group" key={index}>
            {group}{' '}
          </span>
        ))}
      </p>
      <p className="anshao-receipt__hint">{words.receipt.printHint}</p>
    </div>
  );
}
