import { Form } from '@remix-run/react';
import { ACTS, type Act } from '~/domain/acts/table';
import type { LogFilter } from '~/services/log/log-page.server';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import { actName } from '~/words/acts';
import { dateLocale, type Lang } from '~/words/language';
import { logWords } from '~/words/log/log';

type Props = { lang: Lang; filter: LogFilter; members: { id: string; name: string }[] };

/** When, what, who and about which case. */
export function LogFilters({ lang, filter, members }: Props) {
  const words = logWords[lang];
  const acts = (Object.keys(ACTS) as Act[])
    .map((value) => ({ value, label: actName(value, lang) }))
    .sort((a, b) => a.label.localeCompare(b.label, dateLocale(lang)));
  const people = [
    ...members.map(({ id, name }) => ({ value: id, label: name })),
    ...Object.entries(words.actors).map(([value, label]) => ({ value, label })),
  ];
  return (
    <Form method="get" className="anshao-filters" aria-label={words.filters}>
      <DateInput name="from" label={words.from} defaultValue={filter.from} />
      <DateInput name="until" label={words.to} defaultValue={filter.to} />
      <Select name="act" label={words.act} placeholder={words.anyAct} choices={acts} defaultValue={filter.act} />
      <Select name="by" label={words.by} placeholder={words.anybody} choices={people} defaultValue={filter.by} />
      <TextInput
        name="case"
        label={words.caseField}
        defaultValue={filter.case?.toString()}
        inputMode="numeric"
        width={5}
      />
      <Button variant="secondary">{words.apply}</Button>
    </Form>
  );
}
