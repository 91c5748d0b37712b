import { Link } from '@remix-run/react';
import { COUNTY_WIDE, dutiesIn } from '~/domain/duty-table';
import type { Sector } from '~/domain/vocabulary';
import { Details } from '~/ui/details';
import { Select } from '~/ui/select';
import { dutiesWords } from '~/words/duties';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import type { DutyData } from './duties';
import { DutyForm } from './duty-form';
import { unitChoices } from './duty-matrix';

type Props = { lang: Lang; page: DutyData; sector: Sector };

/** Who regulates one sector. */
export function DutySector({ lang, page, sector }: Props) {
  const words = dutiesWords[lang].edit;
  const inPlace = (area: string) => dutiesIn(page.rules, { sector, ...COUNTY_WIDE, area })[0]?.unitId;
  const ofTowns = page.towns.map((town) => ({ ...town, unitId: inPlace(town.value) }));
  return (
    <>
      <DutyForm lang={lang} act="sector" title={words.title(vocabularyWords[lang].sectors[sector])} submit={words.save}>
        {(error) => (
          <>
            <input type="hidden" name="sector" value={sector} />
            <Select
              name="county"
              label={words.county}
              error={error('unitId')}
              id="sector-unitId"
              choices={unitChoices(lang, page, inPlace('*'))}
              defaultValue={inPlace('*')}
              placeholder={words.none}
            />
            <Details summary={words.townsTitle} open={ofTowns.some(({ unitId }) => unitId !== undefined)}>
              <p className="govuk-body">{words.townsHint}</p>
              {ofTowns.map(({ value, unitId, ...town }) => (
                <Select
                  key={value}
                  name={`town.${value}`}
                  label={town[lang]}
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
