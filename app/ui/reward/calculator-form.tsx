import type { ReactNode } from 'react';
import { ASKED_KINDS, type AskedAnswers, type AskedField, type AskedProblem } from '~/domain/reward/asked-reward';
import { ACCIDENT_GRADES, ANONYMITY } from '~/domain/vocabulary';
import { choicesFrom, yesNo } from '~/ui/choice';
import { ErrorSummary } from '~/ui/error-summary';
import { useCommon } from '~/ui/language';
import { Radios } from '~/ui/radios';
import { type ChoiceGroup, Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import type { Lang } from '~/words/language';
import { calculatorWords } from '~/words/reward/calculator';
import { vocabularyWords } from '~/words/vocabulary';

type Props = {
  lang: Lang;
  /** What was asked; null before anything was. */
  asked: { answers: AskedAnswers; problems: readonly AskedProblem[] } | null;
  /** The county's list of situations by trade, to choose from. */
  situations: readonly ChoiceGroup[];
  /** The form's own beginning and end: further fields, and its button. */
  before?: ReactNode;
  children: ReactNode;
  /** Errors of the further fields. */
  more?: readonly { field: string; message: string }[];
};

/** The fields of the calculator, which need no script: what does not concern the chosen kind is passed over. */
export function CalculatorFields({ lang, asked, situations, before, children, more = [] }: Props) {
  const words = calculatorWords[lang];
  const names = vocabularyWords[lang];
  const common = useCommon();
  const problems = asked?.problems ?? [];
  const errors = [...more, ...problems.map(({ field, problem }) => ({ field, message: words.problems[problem] }))];
  const of = (name: AskedField) => ({
    name,
    error: errors.find(({ field }) => field === name)?.message,
    defaultValue: asked?.answers[name] || undefined,
  });
  // The list is asked for only where the county has one.
  const kinds = ASKED_KINDS.filter((kind) => kind !== 'situation' || situations.length > 0);
  const people = { inputMode: 'numeric', width: 3, maxLength: 40 } as const;
  const money = { inputMode: 'decimal', width: 10, maxLength: 40, suffix: words.yuan } as const;
  return (
    <>
      <ErrorSummary told="page" errors={errors} />
      {before}
      <Radios {...of('kind')} label={words.kind} hint={words.kindHint} choices={choicesFrom(kinds, words.kinds)} />
      {situations.length > 0 && (
        <div className="anshao-calculator__for anshao-calculator__for--situation">
          <Select {...of('situation')} label={words.situation} choices={situations} />
        </div>
      )}
      <div className="anshao-calculator__for anshao-calculator__for--penalty">
        <TextInput {...of('penalty')} {...money} label={words.penalty} hint={words.penaltyHint} />
      </div>
      <div className="anshao-calculator__for anshao-calculator__for--range">
        <TextInput {...of('chosen')} {...money} label={words.chosen} hint={words.chosenHint} />
      </div>
      <div className="anshao-calculator__for anshao-calculator__for--deaths">
        <TextInput {...of('deaths')} {...people} label={words.deaths} />
        <TextInput {...of('allDeaths')} {...people} label={words.allDeaths} hint={words.allDeathsHint} />
        <Select {...of('grade')} label={words.grade} choices={choicesFrom(ACCIDENT_GRADES, names.accidentGrades)} />
      </div>
      <Radios {...of('insider')} label={words.insider} choices={yesNo(common)} inline />
      <Radios {...of('reporter')} label={words.reporter} choices={choicesFrom(ANONYMITY, names.anonymity)} inline />
      <TextInput {...of('signatories')} {...people} label={words.signatories} hint={words.signatoriesHint} />
      {children}
    </>
  );
}
