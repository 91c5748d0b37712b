import { textIn } from '~/domain/localized';
import type { DutyData } from '~/services/county/duty.server';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import { dutiesWords } from '~/words/county/duties';
import type { Lang } from '~/words/language';
import { changedText } from '~/words/meanwhile';
import { DutyForm } from './duty-form';
import { nowStands } from './duty-matrix';

/** Intake, the next level up, and the term of stamps. */
export function DutyTerms({ lang, page }: { lang: Lang; page: DutyData }) {
  const { terms, intakes, uppers } = page;
  const words = dutiesWords[lang].terms;
  const named = (list: DutyData['intakes']) => list.map(({ value, names }) => ({ value, label: textIn(names, lang) }));
  return (
    <DutyForm
      lang={lang}
      act="terms"
      title={words.title}
      submit={words.save}
      shown={terms}
      say={(field, value) =>
        field === 'stampDays'
          ? changedText(words.stampDays, value, lang)
          : nowStands(field === 'intakeUnitId' ? words.intake : words.upper, value, lang, page)
      }
    >
      {(error) => (
        <>
          <Select
            name="intakeUnitId"
            id="terms-intakeUnitId"
            label={words.intake}
            error={error('intakeUnitId')}
            choices={named(intakes)}
            defaultValue={terms.intakeUnitId}
          />
          <Select
            name="upperUnitId"
            id="terms-upperUnitId"
            label={words.upper}
            error={error('upperUnitId')}
            choices={named(uppers)}
            defaultValue={terms.upperUnitId}
          />
          <TextInput
            name="stampDays"
            id="terms-stampDays"
            label={words.stampDays}
            hint={words.stampHint}
            error={error('stampDays')}
            defaultValue={terms.stampDays}
            inputMode="numeric"
            width={5}
          />
        </>
      )}
    </DutyForm>
  );
}
