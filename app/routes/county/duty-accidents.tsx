import { ACCIDENTS, ACCIDENTS_FIELD, dutiesIn, dutiesShown } from '~/domain/county/duty-table';
import type { DutyData } from '~/services/county/duty.server';
import { Select } from '~/ui/select';
import { dutiesWords } from '~/words/county/duties';
import type { Lang } from '~/words/language';
import { DutyForm } from './duty-form';
import { nowStands, unitChoices } from './duty-matrix';

/** The unit that the county names to verify deaths and concealed accidents. */
export function DutyAccidents({ lang, page }: { lang: Lang; page: DutyData }) {
  const words = dutiesWords[lang].accidents;
  const [first] = dutiesIn(page.rules, ACCIDENTS);
  return (
    <DutyForm
      lang={lang}
      act="accidents"
      title={words.title}
      text={words.text}
      submit={words.save}
      shown={dutiesShown(page.rules, [ACCIDENTS_FIELD])}
      say={(_, value) => nowStands(words.unit, value, lang, page)}
    >
      {(error) => (
        <Select
          name="unitId"
          id="accidents-unitId"
          label={words.unit}
          error={error('unitId')}
          choices={unitChoices(lang, page, first?.unitId)}
          defaultValue={first?.unitId}
        />
      )}
    </DutyForm>
  );
}
