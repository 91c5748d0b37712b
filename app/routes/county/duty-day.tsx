import type { DutyData } from '~/services/county/duty.server';
import { DateInput } from '~/ui/date-input';
import { dutiesWords } from '~/words/county/duties';
import type { Lang } from '~/words/language';
import { changedText } from '~/words/meanwhile';
import { DutyForm } from './duty-form';

/** From which day all that is drafted shall hold. */
export function DutyDay({ lang, page }: { lang: Lang; page: DutyData }) {
  const words = dutiesWords[lang].day;
  return (
    <DutyForm
      lang={lang}
      act="day"
      title={words.title}
      text={words.text}
      submit={words.save}
      savedText={words.saved}
      shown={page.day}
      say={(_field, value) => changedText(words.fromDay, value, lang)}
    >
      {(error) => (
        <DateInput
          name="fromDay"
          id="day-fromDay"
          label={words.fromDay}
          hint={words.hint}
          error={error('fromDay')}
          defaultValue={page.day.fromDay}
        />
      )}
    </DutyForm>
  );
}
