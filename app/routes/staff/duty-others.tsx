import { useFetcher } from '@remix-run/react';
import { DUTIES, otherDuties } from '~/domain/duty-table';
import type { RoutingRule } from '~/domain/routing';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { type Column, DataTable } from '~/ui/data-table';
import { Select } from '~/ui/select';
import { dutiesWords } from '~/words/duties';
import type { Lang } from '~/words/language';
import { dutyPlace, routingWords } from '~/words/routing';
import { vocabularyWords } from '~/words/vocabulary';
import type { DutyData } from './duties';
import { DutyForm } from './duty-form';
import { unitChoices, unitNamed } from './duty-matrix';

type Props = { lang: Lang; page: DutyData };

/** Duties for single matters, and of who does most of the work: what the table by sector and town does not show. */
export function DutyOthers({ lang, page }: Props) {
  const words = dutiesWords[lang].others;
  const rows = otherDuties(page.rules);
  return (
    <>
      <DutyForm lang={lang} act="add" title={words.title} text={words.text} submit={words.save}>
        {(error) => <Fields lang={lang} page={page} error={error} />}
      </DutyForm>
      {rows.length === 0 ? <p className="govuk-body">{words.none}</p> : <Listed lang={lang} page={page} rows={rows} />}
    </>
  );
}

function Fields({ lang, page, error }: Props & { error: (field: string) => string | undefined }) {
  const words = dutiesWords[lang].others;
  const { any, duties } = routingWords[lang];
  const { sectors, matters } = vocabularyWords[lang];
  return (
    <>
      <Select
        name="sector"
        id="add-sector"
        label={words.sector}
        error={error('sector')}
        choices={[{ value: '*', label: any.sector }, ...choicesFrom(SECTORS, sectors)]}
      />
      <Select
        name="area"
        id="add-area"
        label={words.area}
        choices={page.towns.map(({ value, ...town }) => ({ value, label: town[lang] }))}
        placeholder={any.area}
      />
      <Select
        name="matter"
        id="add-matter"
        label={words.matter}
        choices={[{ value: '*', label: any.matter }, ...choicesFrom(MATTERS, matters)]}
        placeholder={false}
        defaultValue="*"
      />
      <Select
        name="duty"
        id="add-duty"
        label={words.duty}
        choices={choicesFrom(DUTIES, duties)}
        placeholder={false}
        defaultValue="regulates"
      />
      <Select
        name="unitId"
        id="add-unitId"
        label={words.unit}
        error={error('unitId')}
        choices={unitChoices(lang, page, '')}
      />
    </>
  );
}

function Listed({ lang, page, rows }: Props & { rows: readonly RoutingRule[] }) {
  const words = dutiesWords[lang].others;
  const columns: Column<RoutingRule>[] = [
    { key: 'place', title: words.place, head: true, cell: (rule) => placeOf(rule, lang, page) },
    { key: 'unit', title: words.unit, cell: ({ unitId }) => unitNamed(unitId, lang, page) },
    {
      key: 'remove',
      title: words.remove,
      cell: (rule) => <Remove lang={lang} rule={rule} place={placeOf(rule, lang, page)} />,
    },
  ];
  return <DataTable caption={words.title} captionHidden columns={columns} rows={rows} rowKey={({ id }) => id} dense />;
}

function placeOf({ area, ...rule }: RoutingRule, lang: Lang, { towns }: DutyData): string {
  const where = towns.find(({ value }) => value === area)?.[lang] ?? area;
  return dutyPlace({ ...rule, where: area === '*' ? routingWords[lang].any.area : where }, lang);
}

function Remove({ lang, rule, place }: { lang: Lang; rule: RoutingRule; place: string }) {
  const fetcher = useFetcher({ key: `remove-${rule.id}` });
  const words = dutiesWords[lang].others;
  return (
    <fetcher.Form method="post">
      {(['sector', 'area', 'matter', 'duty'] as const).map((part) => (
        <input key={part} type="hidden" name={part} value={rule[part]} />
      ))}
      <Button name="act" value="remove" variant="secondary" disabled={fetcher.state !== 'idle'}>
        {words.remove}
        <span className="govuk-visually-hidden"> {place}</span>
      </Button>
    </fetcher.Form>
  );
}
