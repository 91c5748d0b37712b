import { Form } from '@remix-run/react';
import { situationHeading } from '~/domain/county/situation-table';
import type { BadSituation, CheckedSituations } from '~/services/county/situation-import.server';
import { Button } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { DateInput } from '~/ui/date-input';
import { SituationTable } from '~/ui/reward/situation-table';
import { SiteLanguage } from '~/ui/site-language';
import { TextInput } from '~/ui/text-input';
import { importWords } from '~/words/county/employer-import';
import { policyWords } from '~/words/county/policy';
import { situationWords } from '~/words/county/situations';
import type { Lang } from '~/words/language';

type Props = {
  lang: Lang;
  checked: CheckedSituations;
  /** What of the form was refused. */
  error: { field: string; message: string } | null;
  busy: boolean;
};

/** What can be taken of a list, each cell that cannot, and the form that asks for the list once nothing is wrong. */
export function SituationResult({ lang, checked: { good, bad, problems }, error, busy }: Props) {
  const words = situationWords[lang];
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined);
  const fields = policyWords[lang].fields;
  return (
    <section aria-labelledby="situations-result" data-situations={`${good.length} ${problems}`}>
      <div role="status">
        <h2 className="govuk-heading-m" id="situations-result">
          {words.result(good.length, problems)}
        </h2>
      </div>
      {bad.length > 0 && (
        <DataTable
          caption={importWords[lang].problem}
          columns={[
            { key: 'row', title: importWords[lang].row, head: true, cell: ({ number }: BadSituation) => number },
            { key: 'problem', title: importWords[lang].problem, cell: (one: BadSituation) => problemOf(one, lang) },
          ]}
          rows={bad}
          rowKey={({ number, column }) => `${number} ${column}`}
          dense
        />
      )}
      {problems > bad.length && <p className="govuk-body">{importWords[lang].more(problems - bad.length)}</p>}
      {problems > 0 || good.length === 0 ? (
        <p className="govuk-body">{words.notYet}</p>
      ) : (
        <>
          <SituationTable lang={lang} items={good.map((one) => ({ ...one, amountFen: BigInt(one.amountFen) }))} />
          <Form method="post" noValidate>
            <input type="hidden" name="items" value={JSON.stringify(good)} />
            <DateInput name="effectiveFrom" label={fields.effectiveFrom} error={errorOf('effectiveFrom')} />
            <TextInput name="legalBasis" label={fields.legalBasis} maxLength={200} error={errorOf('legalBasis')} />
            <TextInput
              name="checkedBy"
              label={fields.checkedBy}
              maxLength={100}
              width={20}
              error={errorOf('checkedBy')}
            />
            <Button name="act" value="confirm" disabled={busy}>
              {words.confirm(good.length)}
            </Button>
          </Form>
        </>
      )}
    </section>
  );
}

function problemOf({ column, problem, cell, otherRow }: BadSituation, lang: Lang) {
  const words = importWords[lang];
  return (
    <>
      <strong>{situationHeading(column, lang)}</strong>{' '}
      <SiteLanguage>{cell === '' ? words.empty : words.quoted(cell)}</SiteLanguage>{' '}
      {situationWords[lang].problems[problem]} {problem === 'repeated' && otherRow !== null && words.otherRow(otherRow)}
    </>
  );
}
