import { useFetcher } from '@remix-run/react';
import { DUTIES, dutiesShown, otherDuties } from '~/domain/county/duty-table';
import { textIn } from '~/domain/localized';
import type { RoutingRule } from '~/domain/report/routing';
import { shownText } from '~/domain/shown-entry';
import { MATTERS } from '~/domain/vocabulary';
import type { DutyData } from '~/services/county/duty.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { type Column, DataTable } from '~/ui/data-table';
import { ErrorMessage } from '~/ui/error-message';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { ShownField } from '~/ui/shown-field';
import type { dutyAction } from '~/web/county/duty-acts.server';
import { dutiesWords } from '~/words/county/duties';
import { refusedText } from '~/words/follow/access';
import { dutyPlace, routingWords } from '~/words/keys/routing';
import type { Lang } from '~/words/language';
import { changedMeanwhile } from '~/words/meanwhile';
import { vocabularyWords } from '~/words/vocabulary';
import { DutyForm } from './duty-form';
import { nowStands, unitChoices, unitNamed } from './duty-matrix';

type Props = { lang: Lang; page: DutyData };

/**
 * Duties for single matters, and duties of those who do most of the work, which the table by sector and town does not
 * show.
 */
export function DutyOthers({ lang, page }: Props) {
  const words = dutiesWords[lang].others;
  const rows = otherDuties(page.rules);
  return (
    <>
      <DutyForm
        lang={lang}
        act="add"
        title={words.title}
        text={words.text}
        submit={words.save}
        // A duty is added where nobody has it yet; whoever has it is named before their place is taken.
        shown={{ unitId: '' }}
        say={(_, value) => nowStands(words.unit, value, lang, page)}
      >
        {(error) => <Fields lang={lang} page={page} error={error} />}
      </DutyForm>
      {rows.length === 0 ? <p className="govuk-body">{words.none}</p> : <Listed lang={lang} page={page} rows={rows} />}
    </>
  );
}

function Fields({ lang, page, error }: Props & { error: (field: string) => string | undefined }) {
  const words = dutiesWords[lang].others;
  const { any, duties } = routingWords[lang];
  const { matters } = vocabularyWords[lang];
  const sectors = useSectors(lang).all;
  return (
    <>
      <Select
        name="sector"
        id="add-sector"
        label={words.sector}
        error={error('sector')}
        choices={[{ value: '*', label: any.sector }, ...sectors]}
      />
      <Select
        name="area"
        id="add-area"
        label={words.area}
        choices={page.towns.map(({ value, names }) => ({ value, label: textIn(names, lang) }))}
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
      acts: true,
      cell: (rule) => <Remove lang={lang} page={page} rule={rule} place={placeOf(rule, lang, page)} />,
    },
  ];
  return <DataTable caption={words.title} captionHidden columns={columns} rows={rows} rowKey={({ id }) => id} dense />;
}

/** The place of a duty in words. */
export function placeOf({ area, ...rule }: RoutingRule, lang: Lang, { towns, sectors }: DutyData): string {
  const where = textIn(towns.find(({ value }) => value === area)?.names ?? {}, lang) || area;
  return dutyPlace({ ...rule, where: area === '*' ? routingWords[lang].any.area : where }, lang, sectors);
}

function Remove({ lang, rule, place, page }: Props & { rule: RoutingRule; place: string }) {
  const fetcher = useFetcher<typeof dutyAction>({ key: `remove-${rule.id}` });
  const words = dutiesWords[lang].others;
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const [now] = (refused && changedMeanwhile(refused)) ?? [];
  const message = now ? nowStands(words.unit, now.value, lang, page) : refused && refusedText(refused, lang);
  return (
    <fetcher.Form method="post">
      {message && <ErrorMessage id={`remove-${rule.id}`} message={message} />}
      <ShownField
        loaded={shownText(dutiesShown(page.rules, [{ field: 'unitId', cell: rule }]))}
        told={refused?.data?.shown}
      />
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
