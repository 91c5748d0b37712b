import type { StepProblem } from '~/domain/follow/step-problem';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import { Details } from '~/ui/details';
import { Warning } from '~/ui/warning';
import { followActWords } from '~/words/follow/follow-acts';
import { followAnswerWords } from '~/words/follow/follow-answers';
import type { Lang } from '~/words/language';
import { type SealingMode, StepForm } from './follow-form';

export type WithdrawProblem = 'sure' | StepProblem;
type Props = {
  lang: Lang;
  mode: SealingMode;
  accepted: boolean;
  /** What a withdrawal would lead to now. */
  outcome: 'closed' | 'goesOn';
  problem: WithdrawProblem | null;
};

/** Withdrawing the report: the consequences are stated first, and it takes a tick and a button. */
export function FollowWithdraw({ lang, mode, accepted, outcome, problem }: Props) {
  const words = followActWords[lang].withdraw;
  const told = outcome === 'closed' ? words.before : accepted ? words.after : words.kept;
  return (
    <Details summary={words.summary} open={problem !== null}>
      <p className="govuk-body">{told}</p>
      <Warning>{words.pressed}</Warning>
      <StepForm mode={mode} lang={lang} step="withdraw">
        <Checkboxes
          name="sure"
          label={words.label}
          error={problem ? withdrawError(problem, lang) : undefined}
          choices={[{ value: 'yes', label: words.sure }]}
        />
        <Button name="step" value="withdraw" variant="warning">
          {words.button}
        </Button>
      </StepForm>
    </Details>
  );
}

export const withdrawError = (problem: WithdrawProblem, lang: Lang): string =>
  problem === 'sure' ? followActWords[lang].withdraw.errors.sure : followAnswerWords[lang].withdraw[problem];
