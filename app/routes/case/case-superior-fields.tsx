import { useState } from 'react';
import { askedFields } from '~/browser/case/act-form';
import { receiptNumber } from '~/domain/typed/receipt-number';
import { randomDigits } from '~/envelope/outside-file';
import { superiorParts } from '~/routes/keys/superior-parts';
import { FileInput } from '~/ui/file-input';
import { SummaryList } from '~/ui/summary-list';
import { Warning } from '~/ui/warning';
import { caseSuperiorWords } from '~/words/case/superior';
import { ActField, type ActFormProps, fieldOf } from './case-act-field';

/** How the level above is reached, as the signed list says, the receipt number, and what is asked of it. */
export function SendUpFields(props: ActFormProps) {
  const { act, lang, opened, page } = props;
  const words = caseSuperiorWords[lang];
  const [number] = useState(() => receiptNumber(randomDigits()));
  const superior = opened?.directory?.superior ?? null;
  return (
    <>
      {superior === null ? (
        <Warning>{words.none}</Warning>
      ) : (
        <>
          <p className="govuk-body">{words.how}</p>
          <SummaryList
            plain
            rows={superiorParts(superior, lang)
              .filter(({ key }) => !key.startsWith('other'))
              .map(({ label, text }) => ({ key: label, value: text }))}
          />
        </>
      )}
      <p className="govuk-body" data-receipt-number={number}>
        {words.number(number)}
      </p>
      <input type="hidden" name="receiptNumber" value={number} />
      {askedFields(act, page.facts).map(([name, field]) => (
        <ActField key={name} name={name} field={field} {...props} />
      ))}
      <p className="govuk-hint">{words.what}</p>
    </>
  );
}

/** Number, date and text of the answer, and a scan of it. */
export function AnswerFields(props: ActFormProps) {
  const words = caseSuperiorWords[props.lang];
  return (
    <>
      {askedFields(props.act, props.page.facts).map(([name, field]) => (
        <ActField key={name} name={name} field={field} {...props} />
      ))}
      <FileInput
        {...fieldOf(props, 'scan')}
        label={props.act === 'enterReview' ? words.reviewScan : words.scan}
        hint={words.scanHint}
        accept="application/pdf,image/jpeg,image/png"
      />
    </>
  );
}
