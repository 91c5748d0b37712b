import type { NoReward } from '~/domain/follow/news';
import { isStepProblem, type StepProblem } from '~/domain/follow/step-problem';
import type { AccountCheck } from '~/domain/reward/payee';
import type { ExplainedReward } from '~/domain/reward/reward-order';
import { inGroupsOfFour } from '~/domain/typed/number';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import { Details } from '~/ui/details';
import { Radios } from '~/ui/radios';
import { StepsList } from '~/ui/steps-list';
import { SummaryList, type SummaryRow } from '~/ui/summary-list';
import { TextInput } from '~/ui/text-input';
import { Warning } from '~/ui/warning';
import { limitText } from '~/words/case/limit';
import { type FollowWords, followWords } from '~/words/follow/follow';
import { followAnswerWords } from '~/words/follow/follow-answers';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { rewardStepText } from '~/words/vocabulary';
import { type CashCounter, cashState, FollowCash } from './follow-cash';
import { type SealingMode, StepForm } from './follow-form';

export type FollowRewardFacts = {
  /** The proposal, which the form posts back: nobody gives up another than was shown. */
  id: string;
  state: 'approved' | 'claimed' | 'batched' | 'released' | 'paid' | 'returned' | 'waived';
  /** The number of the reward, by which a public notice names it. */
  order: number;
  /** Digits of fen; null where only the sealed steps tell it. */
  amountFen: string | null;
  claimUntil: string | null;
  claimProvisional: boolean;
  method: 'bank' | 'cash' | null;
  paidOn: string | null;
  cashCode: string | null;
  /** Is a code alone enough to fetch cash? Otherwise whoever fetches it shows an identity document, too. */
  cashByCode: boolean;
  counter: CashCounter | null;
  explained: ExplainedReward | null;
};
export type ClaimField = 'claimMethod' | 'payeeName' | 'bankName' | 'bankAccount' | 'consent' | 'waiveSure';
/** What was typed, and the one thing that is wrong with it. */
export type RewardForm = {
  typed: Partial<Record<ClaimField, string>>;
  error: { field: ClaimField; code: ClaimField | AccountCheck | 'receiptCode' | StepProblem } | null;
  /** The account shown back in groups of four, which is what will be sealed next. */
  shownAccount?: string;
};

type Props = { reward: FollowRewardFacts | null; none: NoReward; form: RewardForm; lang: Lang; mode: SealingMode };

/** The reward with its computation, and the claim. */
export function FollowReward({ reward, none, form, lang, mode }: Props) {
  const words = followWords[lang].reward;
  return (
    <>
      <h2 className="govuk-heading-m" id="reward" tabIndex={-1}>
        {words.title}
      </h2>
      {reward ? (
        <Facts reward={reward} words={words} lang={lang} mode={mode} />
      ) : (
        <p className="govuk-body">{words.noReward[none]}</p>
      )}
      {reward?.state === 'approved' && (
        <ClaimForm id={reward.id} byCode={reward.cashByCode} form={form} words={words} lang={lang} mode={mode} />
      )}
    </>
  );
}

type Words = FollowWords['reward'];
type FactsProps = { reward: FollowRewardFacts; words: Words; lang: Lang; mode: SealingMode };

function Facts({ reward, words, lang, mode }: FactsProps) {
  const rows: SummaryRow[] = [
    { key: words.number, value: reward.order },
    { key: words.state, value: reward.cashCode === null ? words.states[reward.state] : cashState(reward, lang) },
    ...amountRow(reward, words, lang, mode),
    ...(reward.state === 'approved' && reward.claimUntil
      ? [{ key: words.claimUntil, value: limitText(reward.claimUntil, reward.claimProvisional, lang) }]
      : []),
    ...(reward.paidOn ? [{ key: words.states.paid, value: formatDate(reward.paidOn, lang) }] : []),
  ];
  return (
    <>
      <SummaryList rows={rows} />
      {reward.cashCode && <FollowCash reward={reward} code={reward.cashCode} lang={lang} />}
      <Details summary={words.steps} open={reward.state === 'approved'}>
        {mode === 'sealed' ? (
          <SealedExplanation amountFen={reward.amountFen} words={words} lang={lang} />
        ) : (
          <Explanation reward={reward} words={words} lang={lang} />
        )}
      </Details>
    </>
  );
}

/** Once it was paid, only the sealed steps tell the amount, and the script writes it in. */
function amountRow({ amountFen }: FollowRewardFacts, words: Words, lang: Lang, mode: SealingMode): SummaryRow[] {
  if (amountFen !== null) return [{ key: words.amount, value: formatMoney(BigInt(amountFen), lang) }];
  return mode === 'sealed' ? [{ key: words.amount, value: <span data-sealed-amount>…</span> }] : [];
}

const amountText = (amountFen: string | null, lang: Lang) =>
  amountFen === null ? '…' : formatMoney(BigInt(amountFen), lang);

function Explanation({ reward, words, lang }: Omit<FactsProps, 'mode'>) {
  const { explained } = reward;
  if (!explained) return <p className="govuk-body">{words.noSteps}</p>;
  return (
    <StepsList
      steps={explained.steps.map((step, index) => ({
        key: `${index} ${step.code}`,
        text: rewardStepText(step, lang),
        amount: formatMoney(BigInt(step.resultFen), lang),
        basis: step.legalBasis,
      }))}
      total={{ label: words.amount, amount: amountText(reward.amountFen, lang) }}
    />
  );
}

/** The list of steps for the script to fill: a step's text comes from the words with gaps. */
function SealedExplanation({ amountFen, words, lang }: { amountFen: string | null; words: Words; lang: Lang }) {
  return (
    <>
      <p className="govuk-body" data-no-steps hidden>
        {words.noSteps}
      </p>
      <div data-steps hidden>
        <StepsList
          steps={[{ key: 'step', text: '…', amount: '…', basis: '…' }]}
          total={{ label: words.amount, amount: amountText(amountFen, lang) }}
        />
      </div>
    </>
  );
}

/** What is wrong with the claim, in a sentence; '' for nothing. */
export function claimError({ error, shownAccount = '' }: RewardForm, lang: Lang): string {
  if (error === null) return '';
  if (isStepProblem(error.code)) return followAnswerWords[lang].claim[error.code];
  return followWords[lang].reward.errors[error.code].replace('{account}', inGroupsOfFour(shownAccount));
}

type ClaimProps = { id: string; byCode: boolean; form: RewardForm; words: Words; lang: Lang; mode: SealingMode };

function ClaimForm({ id, byCode, form, words, lang, mode }: ClaimProps) {
  const of = (field: ClaimField) => ({
    name: field,
    error: form.error?.field === field ? claimError(form, lang) : undefined,
    defaultValue: field === 'bankAccount' && form.shownAccount ? inGroupsOfFour(form.shownAccount) : form.typed[field],
  });
  return (
    <StepForm mode={mode} lang={lang} step="claim">
      <input type="hidden" name="shownReward" value={id} />
      <h3 className="govuk-heading-s">{words.claimTitle}</h3>
      <Warning>
        {words.warnTitle}
        {[words.warnAmount, byCode ? words.warnCash : words.warnCashNamed, words.warnBank].map((line) => (
          <span className="anshao-block" key={line}>
            <br />
            {line}
          </span>
        ))}
      </Warning>
      <Radios
        {...of('claimMethod')}
        label={words.method}
        choices={[
          { value: 'cash', label: byCode ? words.cash : words.cashNamed, hint: words.cashHint },
          { value: 'bank', label: words.bank, hint: words.bankHint },
          { value: 'waive', label: words.waive, hint: words.waiveHint },
        ]}
      />
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{words.onlyBank}</legend>
        <TextInput {...of('payeeName')} label={words.payeeName} maxLength={60} width={20} />
        <TextInput {...of('bankName')} label={words.bankName} hint={words.bankNameHint} maxLength={80} />
        {form.shownAccount && <input type="hidden" name="shownAccount" value={form.shownAccount} />}
        <TextInput {...of('bankAccount')} label={words.bankAccount} inputMode="numeric" maxLength={60} width={20} />
        <Checkboxes
          name="consent"
          error={of('consent').error}
          label={words.consentTitle}
          choices={[{ value: 'yes', label: words.consent, hint: words.consentHint }]}
          defaultValues={form.typed.consent === 'yes' ? ['yes'] : []}
        />
      </fieldset>
      <Checkboxes
        name="waiveSure"
        error={of('waiveSure').error}
        label={words.onlyWaive}
        choices={[{ value: 'yes', label: words.waiveSure }]}
        defaultValues={form.typed.waiveSure === 'yes' ? ['yes'] : []}
      />
      <Button name="step" value="claim">
        {words.claim}
      </Button>
    </StepForm>
  );
}
