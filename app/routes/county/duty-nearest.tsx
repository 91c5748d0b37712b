import { dutiesIn, dutiesShown, nearestFields } from '~/domain/county/duty-table';
import { textIn } from '~/domain/localized';
import type { DutyData } from '~/services/county/duty.server';
import { Select } from '~/ui/select';
import { dutiesWords } from '~/words/county/duties';
import type { Lang } from '~/words/language';
import { DutyForm, fieldId } from './duty-form';
import { nowStands, unitChoices } from './duty-matrix';

/** Which unit is nearest to what happens in a town. */
export function DutyNearest({ lang, page }: { lang: Lang; page: DutyData }) {
  const words = dutiesWords[lang].nearest;
  if (page.towns.length === 0) return null;
  const fields = nearestFields(page.towns.map(({ value }) => value));
  const labelOf = (field: string) =>
    textIn(page.towns.find(({ value }) => field === `town.${value}`)?.names ?? {}, lang);
  return (
    <DutyForm
      lang={lang}
      act="nearest"
      title={words.title}
      text={words.text}
      submit={words.save}
      shown={dutiesShown(page.rules, fields)}
      unitField={fields[0]?.field}
      say={(field, value) => nowStands(labelOf(field), value, lang, page)}
    >
      {(error) =>
        fields.map(({ field, cell }) => {
          const [first] = dutiesIn(page.rules, cell);
          return (
            <Select
              key={field}
              name={field}
              id={fieldId('nearest', field)}
              label={labelOf(field)}
              error={error(field)}
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
