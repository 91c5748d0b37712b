import { type Localized, textIn } from '~/domain/localized';
import { inGroupsOfFour } from '~/domain/typed/number';
import { SummaryList } from '~/ui/summary-list';
import { followCashWords } from '~/words/follow/follow-cash';
import type { Lang } from '~/words/language';

/** Where and when cash is paid out. */
export type CashCounter = { places: Localized; hours: Localized };
type Claimed = { state: string; cashByCode: boolean; counter: CashCounter | null };

/** May the claimant go to the counter now? */
const isReady = ({ state }: Pick<Claimed, 'state'>): boolean => state === 'released';

export function cashState(reward: Pick<Claimed, 'state'>, lang: Lang): string {
  const words = followCashWords[lang];
  return isReady(reward) ? words.stateReady : words.stateWaiting;
}

type Props = { reward: Claimed; code: string; lang: Lang };

/** Whether to go to the counter, where and when, and the code to tell there. */
export function FollowCash({ reward, code, lang }: Props) {
  const words = followCashWords[lang];
  const ready = isReady(reward);
  const { counter } = reward;
  return (
    <div className="govuk-inset-text" data-cash={ready ? 'go' : 'wait'}>
      <h3 className="govuk-heading-s">{ready ? words.go : words.wait}</h3>
      <p className="govuk-body">{ready ? (reward.cashByCode ? words.goHint : words.goHintNamed) : words.waitHint}</p>
      {counter ? (
        <SummaryList
          rows={[
            { key: words.where, value: textIn(counter.places, lang) },
            { key: words.when, value: textIn(counter.hours, lang) },
          ]}
        />
      ) : (
        <p className="govuk-body">{words.whereUnknown}</p>
      )}
      <h3 className="govuk-heading-s">{words.code}</h3>
      <p className="govuk-body-l" data-cash-code={code}>
        <strong>{inGroupsOfFour(code)}</strong>
      </p>
      <p className="govuk-body">{words.codeHint}</p>
    </div>
  );
}
