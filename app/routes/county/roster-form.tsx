import { DUTY_EVENTS, DUTY_ROLES, type DutyWay, LAST_RANK, type RosterEntry, WEEKDAYS } from '~/domain/county/roster';
import { timeText } from '~/domain/county/roster-entry';
import { type Localized, textIn } from '~/domain/localized';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { Select } from '~/ui/select';
import { ShownField } from '~/ui/shown-field';
import { TextInput } from '~/ui/text-input';
import { rosterWords } from '~/words/county/roster';
import type { Lang } from '~/words/language';
import { errorIn } from './register-errors';

type Props = {
  lang: Lang;
  entry: RosterEntry | null;
  units: readonly { value: string; names: Localized }[];
  ways: readonly DutyWay[];
  shown: string;
  told: unknown;
  errors: readonly FormError[];
  answer: object | null | undefined;
  busy: boolean;
};

/** One entry of the roster: told of what, who, when, in which order, and how. */
export function RosterForm({ lang, entry, units, ways, shown, told, errors, answer, busy }: Props) {
  const { fields, form, events, roles, weekdays, order } = rosterWords[lang];
  const error = errorIn(errors);
  const days = WEEKDAYS.map((one) => ({ value: String(one), label: weekdays[one] ?? '' }));
  const ranks = Array.from({ length: LAST_RANK }, (_, at) => ({ value: String(at + 1), label: order(at + 1) }));
  const hint = (way: DutyWay, text: string) => (ways.includes(way) ? text : `${text} ${form.notSet}`);
  const of = (name: keyof typeof fields) => ({ name, label: fields[name], error: error(name) });
  const own = errors.filter(({ field }) => field !== 'endDay');
  return (
    <DraftForm place={`roster/${entry?.id ?? 'new'}`} id="roster-form" ticks>
      {own.length > 0 && <ErrorSummary told={answer} errors={own} />}
      <ShownField loaded={shown} told={told} />
      <Select
        {...of('event')}
        choices={choicesFrom(DUTY_EVENTS, events)}
        defaultValue={entry?.event ?? 'danger'}
        placeholder={false}
      />
      <Select
        {...of('unitId')}
        hint={form.unitHint}
        placeholder={rosterWords[lang].wholeCounty}
        choices={units.map(({ value, names }) => ({ value, label: textIn(names, lang) }))}
        defaultValue={entry?.unitId ?? ''}
      />
      <Select
        {...of('role')}
        choices={choicesFrom(DUTY_ROLES, roles)}
        defaultValue={entry?.role ?? 'officer'}
        placeholder={false}
      />
      <Select
        {...of('rank')}
        hint={form.rankHint}
        choices={ranks}
        defaultValue={String(entry?.rank ?? 1)}
        placeholder={false}
      />
      <Checkboxes {...of('days')} choices={days} defaultValues={(entry?.days ?? WEEKDAYS).map(String)} />
      <TextInput
        {...of('from')}
        hint={form.timeHint}
        width={5}
        maxLength={20}
        defaultValue={timeText(entry?.from ?? 0)}
      />
      <TextInput {...of('to')} width={5} maxLength={20} defaultValue={timeText(entry?.to ?? 1440)} />
      <TextInput {...of('mail')} hint={hint('mail', form.mailHint)} maxLength={200} defaultValue={entry?.mail ?? ''} />
      <TextInput
        {...of('target')}
        hint={hint('webhook', form.targetHint)}
        width={20}
        maxLength={80}
        defaultValue={entry?.target ?? ''}
      />
      <DateInput {...of('fromDay')} hint={form.fromHint} />
      <Button name="act" value="save" disabled={busy}>
        {form.save}
      </Button>
    </DraftForm>
  );
}
