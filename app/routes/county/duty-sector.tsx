import { Link } from '@remix-run/react';
import { COUNTY_WIDE, dutiesIn, dutiesShown, sectorFields } from '~/domain/county/duty-table';
import { textIn } from '~/domain/localized';
import type { Sector } from '~/domain/vocabulary';
import type { DutyData } from '~/services/county/duty.server';
import { Details } from '~/ui/details';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { dutiesWords } from '~/words/county/duties';
import type { Lang } from '~/words/language';
import { DutyForm, fieldId } from './duty-form';
import { nowStands, unitChoices } from './duty-matrix';

type Props = { lang: Lang; page: DutyData; sector: Sector };

/** Who regulates one sector. */
export function DutySector({ lang, page, sector }: Props) {
  const words = dutiesWords[lang].edit;
  const { nameOf } = useSectors(lang);
  const inPlace = (area: string) => dutiesIn(page.rules, { sector, ...COUNTY_WIDE, area })[0]?.unitId;
  const ofTowns = page.towns.map((town) => ({ ...town, unitId: inPlace(town.value) }));
  const labelOf = (field: string) =>
    textIn(page.towns.find(({ value }) => field === `town.${value}`)?.names ?? {}, lang) || words.county;
  return (
    <>
      <DutyForm
        lang={lang}
        act="sector"
        title={words.title(nameOf(sector))}
        submit={words.save}
        shown={dutiesShown(
          page.rules,
          sectorFields(
            sector,
            page.towns.map(({ value }) => value),
          ),
        )}
        unitField="county"
        say={(field, value) => nowStands(labelOf(field), value, lang, page)}
      >
        {(error) => (
          <>
            <input type="hidden" name="sector" value={sector} />
            <Select
              name="county"
              label={words.county}
              error={error('county')}
              id={fieldId('sector', 'county')}
              choices={unitChoices(lang, page, inPlace('*'))}
              defaultValue={inPlace('*')}
              placeholder={words.none}
            />
            <Details
              summary={words.townsTitle}
              open={ofTowns.some(({ unitId, value }) => unitId !== undefined || error(`town.${value}`) !== undefined)}
            >
              <p className="govuk-body">{words.townsHint}</p>
              {ofTowns.map(({ value, unitId, names }) => (
                <Select
                  key={value}
                  name={`town.${value}`}
                  id={fieldId('sector', `town.${value}`)}
                  error={error(`town.${value}`)}
                  label={textIn(names, lang)}
                  choices={unitChoices(lang, page, unitId)}
                  defaultValue={unitId}
                  placeholder={words.asCounty}
                />
              ))}
            </Details>
          </>
        )}
      </DutyForm>
      <p className="govuk-body">
        <Link className="govuk-link" to=".">
          {words.back}
        </Link>
      </p>
    </>
  );
}
