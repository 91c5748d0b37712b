import { Form } from '@remix-run/react';
import { freeRuns, type YearTable } from '~/domain/county/holiday-table';
import { DraftForm } from '~/routes/staff/draft-form';
import type { CheckedYear } from '~/services/county/calendar-change.server';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { Details } from '~/ui/details';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { ShownField } from '~/ui/shown-field';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { holidaysWords } from '~/words/county/holidays';
import type { Lang } from '~/words/language';
import { YearChanges, YearDays } from './calendar-days';
import { errorIn } from './register-errors';

type Props = {
  lang: Lang;
  year: number;
  table: YearTable | null;
  /** The county's own table stands, so that one can go back to the program's. */
  own: boolean;
  shown: string;
  checked: CheckedYear | null;
  errors: readonly FormError[];
  answer: object | null | undefined;
  busy: boolean;
};

/** A year's holidays as a notice says them: looked at first, then asked for. */
export function CalendarForm({ lang, year, table, own, shown, checked, errors, answer, busy }: Props) {
  const { form } = holidaysWords[lang];
  const words = holidaysWords[lang];
  const error = errorIn(errors);
  return (
    <section aria-labelledby="calendar-form-title">
      <h2 className="govuk-heading-m" id="calendar-form-title">
        {form.title(year)}
      </h2>
      {errors.length > 0 && <ErrorSummary told={answer} errors={[...errors]} />}
      <DraftForm place={`calendar/${year}`} id="calendar-form">
        <input type="hidden" name="year" value={year} />
        <ShownField loaded={shown} />
        <TextArea
          name="text"
          label={form.text}
          hint={form.textHint}
          error={error('text')}
          rows={12}
          maxLength={20_000}
          defaultValue={table === null ? '' : words.asNotice(freeRuns(table), table.working)}
        />
        <TextInput name="notice" label={form.notice} hint={form.noticeHint} error={error('notice')} maxLength={120} />
        {checked && <Checked lang={lang} checked={checked} />}
        <ButtonGroup>
          <Button variant="secondary" name="act" value="check" disabled={busy}>
            {form.check}
          </Button>
          <Button name="act" value="ask" disabled={busy}>
            {form.ask}
          </Button>
        </ButtonGroup>
      </DraftForm>
      {own && (
        <Details summary={form.revert}>
          <Form method="post">
            <p className="govuk-body">{form.revertHint}</p>
            <input type="hidden" name="year" value={year} />
            <Button variant="warning" name="act" value="revert" disabled={busy}>
              {form.ask}
            </Button>
          </Form>
        </Details>
      )}
    </section>
  );
}

function Checked({ lang, checked: { table, changes, moves } }: { lang: Lang; checked: CheckedYear }) {
  const words = holidaysWords[lang].checked;
  const same = changes.off.length + changes.on.length === 0;
  return (
    <div className="anshao-card" data-checked role="status">
      <h3 className="govuk-heading-s">{words.title}</h3>
      <YearDays lang={lang} table={table} />
      {same ? <p className="govuk-body">{words.unchanged}</p> : <YearChanges lang={lang} {...{ changes, moves }} />}
    </div>
  );
}
