import { dutiesIn } from '~/domain/duty-table';
import { Select } from '~/ui/select';
import { dutiesWords } from '~/words/duties';
import type { Lang } from '~/words/language';
import type { DutyData } from './duties';
import { DutyForm } from './duty-form';
import { unitChoices } from './duty-matrix';

/** Which unit is nearest to what happens in a town. */
export function DutyNearest({ lang, page }: { lang: Lang; page: DutyData }) {
  const words = dutiesWords[lang].nearest;
  if (page.towns.length === 0) return null;
  return (
    <DutyForm lang={lang} act="nearest" title={words.title} text={words.text} submit={words.save}>
      {(error) =>
        page.towns.map(({ value: area, ...town }, order) => {
          const [first] = dutiesIn(page.rules, { sector: '*', matter: '*', duty: 'nearest', area });
          return (
            <Select
              key={area}
              name={`town.${area}`}
              id={order === 0 ? 'nearest-unitId' : `nearest-${area}`}
              label={town[lang]}
              error={order === 0 ? error('unitId') : undefined}
              choices={unitChoices(lang, page, first?.unitId)}
              defaultValue={first?.unitId}
              placeholder={words.none}
            />
          );
        })
      }
    </DutyForm>
  );
}
