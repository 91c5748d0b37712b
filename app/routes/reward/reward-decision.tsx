import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import type { OpenedCase } from '~/browser/case/case-workspace';
import { workspaceKeyring } from '~/browser/case/use-case-workspace';
import { agrees, claimantFor, openProposal } from '~/browser/reward/reward-workspace';
import { grantedWith } from '~/domain/reward/revision';
import { needsHigher, type ProposedReward, REWARD_REFUSAL_REASONS } from '~/domain/reward/reward-order';
import { isNewer } from '~/envelope/errors';
import type { RewardForCase, RewardOfCase } from '~/services/reward/reward-page.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { RewardSteps } from '~/ui/reward/reward-steps';
import { Select } from '~/ui/select';
import { Warning } from '~/ui/warning';
import { formatMoney, type Lang } from '~/words/language';
import { newerVersionWords } from '~/words/newer-version';
import { fundWords } from '~/words/reward/fund';
import { higherWords } from '~/words/reward/higher';
import { refusalText, rewardWords } from '~/words/reward/reward';
import type { action } from './rewards';
import { useEarlier } from './use-earlier';

type Props = { lang: Lang; opened: OpenedCase; reward: RewardForCase; standing: RewardOfCase };

/**
 * The approver's part: the sealed steps opened and computed again here, the funds' balances, and approving or sending
 * back.
 */
export function RewardDecision({ lang, opened, reward, standing }: Props) {
  const t = rewardWords[lang];
  const fetcher = useFetcher<typeof action>();
  const proposed = useProposal(opened, standing);
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  const busy = fetcher.state !== 'idle';
  const amount = standing.amount ?? 0n;
  const steps = typeof proposed === 'string' ? null : proposed;
  const earlier = useEarlier(opened, reward.earlier);
  const before = reward.earlier === null || earlier !== null;
  const sound = steps !== null && before && agrees(reward, steps, amount, earlier);
  const limit = reward.policy.approval.leadUpToFen;
  // A difference is the last part of a whole, and the level above is asked by the whole.
  const higher = !reward.lost && needsHigher(steps === null ? amount : grantedWith(steps), limit);
  const { reportId } = standing;
  const known = opened.reports.some((report) => report.reportId === reportId && report.signingKey !== null);
  const approve = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    form.set('act', higher ? 'forward' : 'approve');
    // The payment's own id stands beside the proposal only in this request.
    const rewardId = crypto.randomUUID();
    form.set('rewardId', rewardId);
    // What is approved is what was computed here from the opened steps.
    form.set('amount', String(amount));
    form.set('claimant', claimantFor(opened, { rewardId, reportId }, workspaceKeyring));
    fetcher.submit(form, { method: 'post', action: `/${lang}/staff/rewards` });
  };
  const funds = reward.funds.map((fund) => ({
    value: fund.id,
    label: t.balance(`${fundWords[lang].source[fund.source]} ${fund.year}`, formatMoney(fund.balance, lang)),
  }));
  if (standing.own) return <p className="govuk-body">{t.ownProposal}</p>;
  return (
    <div data-reward-decision>
      <h3 className="govuk-heading-s">{t.decideTitle}</h3>
      {reward.lost && <Warning>{t.lost}</Warning>}
      {proposed === 'lost' && <Warning>{t.unreadable}</Warning>}
      {proposed === 'newer' && <Warning>{newerVersionWords[lang].part}</Warning>}
      {steps !== null && (
        <>
          <RewardSteps steps={steps.steps} amount={amount} lang={lang} />
          {sound ? <p className="govuk-body">{t.recomputed}</p> : <Warning>{t.differs}</Warning>}
        </>
      )}
      {!known && <Warning>{t.noClaimant}</Warning>}
      <fetcher.Form method="post" action={`/${lang}/staff/rewards`} onSubmit={approve}>
        <input type="hidden" name="proposalId" value={standing.id} />
        {funds.length === 0 ? (
          <p className="govuk-body">{t.noFund}</p>
        ) : (
          <Select
            name="fundId"
            id="reward-fundId"
            label={t.fund}
            choices={funds}
            placeholder={false}
            defaultValue={funds[0]?.value}
          />
        )}
        <ErrorMessage id="reward-decide-error" message={refused ? refusalText(lang, refused) : undefined} />
        {higher && limit !== null && <p className="govuk-body">{higherWords[lang].needed(formatMoney(limit, lang))}</p>}
        <Button name="act" value={higher ? 'forward' : 'approve'} disabled={!sound || !known || busy}>
          {higher ? higherWords[lang].forward(formatMoney(amount, lang)) : t.approve(formatMoney(amount, lang))}
        </Button>
      </fetcher.Form>
      {!reward.lost && <SendBack lang={lang} proposalId={standing.id} fetcher={fetcher} />}
    </div>
  );
}

/** Proposed by a verdict that no longer stands, or that is under review: it can only be sent back. */
export function RewardOutdated({ lang, standing }: Pick<Props, 'lang' | 'standing'>) {
  const t = rewardWords[lang];
  const fetcher = useFetcher<typeof action>();
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  if (standing.own) return <p className="govuk-body">{t.outdatedOwn}</p>;
  return (
    <div data-reward-outdated>
      <Warning>{t.outdated}</Warning>
      <ErrorMessage id="reward-outdated-error" message={refused ? refusalText(lang, refused) : undefined} />
      <SendBack lang={lang} proposalId={standing.id} fetcher={fetcher} />
    </div>
  );
}

type BackProps = { lang: Lang; proposalId: string; fetcher: ReturnType<typeof useFetcher<typeof action>> };

function SendBack({ lang, proposalId, fetcher }: BackProps) {
  const t = rewardWords[lang];
  return (
    <Details summary={t.refuse}>
      <fetcher.Form method="post" action={`/${lang}/staff/rewards`}>
        <input type="hidden" name="proposalId" value={proposalId} />
        <Select
          name="reason"
          id="reward-reason"
          label={t.reason}
          choices={choicesFrom(REWARD_REFUSAL_REASONS, t.reasons)}
          required
        />
        <Button name="act" value="refuse" variant="secondary" disabled={fetcher.state !== 'idle'}>
          {t.refuse}
        </Button>
      </fetcher.Form>
    </Details>
  );
}

type Proposed = ProposedReward | 'lost' | 'newer';

function useProposal(opened: OpenedCase, { id, stepsForCase }: RewardOfCase): Proposed | null {
  const [proposed, setProposed] = useState<Proposed | null>(null);
  useEffect(() => {
    let here = true;
    const show = (found: Proposed) => here && setProposed(found);
    openProposal(opened, { id, stepsForCase }).then(show, (error: unknown) => show(isNewer(error) ? 'newer' : 'lost'));
    return () => {
      here = false;
    };
  }, [opened, id, stepsForCase]);
  return proposed;
}
