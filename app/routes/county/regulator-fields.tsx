import { type EnteredRegulator, MAX_REGULATORS } from '~/domain/county/register-entry';
import { textIn } from '~/domain/localized';
import type { RegisterChoices } from '~/services/county/register-choices.server';
import { Checkboxes } from '~/ui/checkboxes';
import { Details } from '~/ui/details';
import { Fieldset } from '~/ui/fieldset';
import { allSectorChoices } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { registerWords } from '~/words/county/register';
import { formatList, type Lang, parenthesised } from '~/words/language';
import { sectorNames } from '~/words/sectors';

type Entered = { unitId: string; duty: EnteredRegulator['duty']; sectors: readonly string[] };
type Props = {
  lang: Lang;
  choices: RegisterChoices;
  regulators: readonly Entered[];
  error: (field: string) => string | undefined;
};

/** Who regulates an employer or a site: by trade first, then special ones. */
export function RegulatorFields({ lang, choices, regulators, error }: Props) {
  const words = registerWords[lang].regulators;
  // An entry that has more shows them all, so that saving refuses them instead of leaving them out.
  const places = Array.from({ length: Math.max(MAX_REGULATORS, regulators.length) }, (_, place) => place);
  const isOpen = (place: number) => place === 0 || regulators[place] !== undefined || error(`regulator${place}`);
  return (
    <Fieldset name="regulators" label={words.title} hint={words.hint} labelSize="m">
      {places.map((place) => {
        const fields = (
          <OneRegulator
            lang={lang}
            choices={choices}
            place={place}
            entered={regulators[place]}
            error={error(`regulator${place}`)}
          />
        );
        if (isOpen(place)) return <div key={place}>{fields}</div>;
        return (
          <Details key={place} summary={words.one(place + 1)}>
            {fields}
          </Details>
        );
      })}
    </Fieldset>
  );
}

type OneProps = {
  lang: Lang;
  choices: RegisterChoices;
  place: number;
  entered: Entered | undefined;
  error: string | undefined;
};

function OneRegulator({ lang, choices, place, entered, error }: OneProps) {
  const words = registerWords[lang].regulators;
  const name = `regulator${place}`;
  const duties = words.duties;
  return (
    <>
      <Select
        name={name}
        label={words.one(place + 1)}
        error={error}
        choices={choices.units.map(({ value, names }) => ({ value, label: textIn(names, lang) }))}
        defaultValue={entered?.unitId}
        placeholder={words.nobody}
      />
      <Select
        name={`${name}.duty`}
        label={`${words.one(place + 1)} ${words.duty}`}
        choices={[
          { value: 'trade', label: duties.trade },
          { value: 'special', label: duties.special },
        ]}
        defaultValue={entered?.duty ?? (place === 0 ? 'trade' : 'special')}
        placeholder={false}
      />
      <Details summary={words.sectors} open={(entered?.sectors.length ?? 0) > 0}>
        <Checkboxes
          name={`${name}.sectors`}
          label={<span className="govuk-visually-hidden">{`${words.one(place + 1)} ${words.sectors}`}</span>}
          choices={allSectorChoices(choices.sectors, lang)}
          defaultValues={entered?.sectors ?? []}
        />
      </Details>
    </>
  );
}

/** Regulators in a list, special ones with their sectors. */
export function regulatorList(regulators: readonly Entered[], lang: Lang, { units, sectors }: RegisterChoices): string {
  const names = sectorNames(lang, sectors);
  const told = regulators.map(({ unitId, sectors: codes }) => {
    const known = units.find(({ value }) => value === unitId);
    const unit = known ? textIn(known.names, lang) : unitId;
    const named = formatList(
      codes.map((code) => names[code] ?? code),
      lang,
    );
    return named === '' ? unit : parenthesised(unit, named, lang);
  });
  return formatList(told, lang);
}

/** Towns and villages; a village's name follows its town's. */
export const areaChoices = ({ areas }: RegisterChoices, lang: Lang) =>
  areas.map(({ value, town, names }) => ({ value, label: `${town ? '' : '　'}${textIn(names, lang)}` }));
