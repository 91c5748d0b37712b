import type { OpenedCase } from '~/browser/case/case-workspace';
import { recordedPenalty } from '~/browser/reward/reward-workspace';
import { ClaimExtension } from '~/routes/reward/claim-extension';
import { RewardDecision, RewardOutdated } from '~/routes/reward/reward-decision';
import { RewardFiling } from '~/routes/reward/reward-filing';
import { RewardNotice } from '~/routes/reward/reward-notice';
import { RewardPaid } from '~/routes/reward/reward-paid';
import { RewardProposal } from '~/routes/reward/reward-proposal';
import { RewardRevision } from '~/routes/reward/reward-revision';
import type { RewardForCase, RewardOfCase } from '~/services/reward/reward-page.server';
import { SiteLanguage } from '~/ui/site-language';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { limitText } from '~/words/case/limit';
import { formatDate, formatMoney, type Lang, labelled } from '~/words/language';
import { rewardWords } from '~/words/reward/reward';
import { vocabularyWords } from '~/words/vocabulary';

type Props = {
  lang: Lang;
  caseId: string;
  /** Null while the keys are locked. */
  opened: OpenedCase | null;
  /** Name of the responsible unit, which the filing form says. */
  unit: string;
  /** Null before a confirmed verdict that the report is true. */
  reward: RewardForCase | null;
};

/** The reward section of the case page: the rule, the present reward, and the form for whoever has the next act. */
export function RewardSection({ lang, caseId, opened, unit, reward }: Props) {
  if (reward === null) return null;
  const t = rewardWords[lang];
  const acts = reward.may.propose || reward.may.decide;
  const standing = reward.reward;
  return (
    <section className="anshao-case-section" aria-labelledby="reward-title" data-reward-section>
      <h2 className="govuk-heading-m" id="reward-title">
        {t.heading}
      </h2>
      {standing && <Standing reward={standing} lang={lang} />}
      {standing?.state === 'paid' && standing.amount === null && (
        <RewardPaid lang={lang} opened={opened} reward={standing} />
      )}
      {standing && reward.may.notify && <RewardNotice lang={lang} reward={standing} />}
      {standing && reward.may.extend && <ClaimExtension lang={lang} reward={standing} />}
      {standing && reward.may.file && opened !== null && (
        <RewardFiling lang={lang} opened={opened} reward={standing} matter={reward.matter} unit={unit} />
      )}
      {acts && <Rule policy={reward.policy} lang={lang} />}
      {acts && opened === null && <p className="govuk-body">{t.locked}</p>}
      {reward.may.propose && opened !== null && (
        // A penalty recorded meanwhile starts the form afresh, so that the reward is computed from what is shown.
        <RewardProposal key={recordedPenalty(opened)} lang={lang} caseId={caseId} opened={opened} reward={reward} />
      )}
      {reward.may.revise && opened !== null && (
        <RewardRevision key={recordedPenalty(opened)} lang={lang} caseId={caseId} opened={opened} reward={reward} />
      )}
      {standing && reward.may.sendBack && !reward.may.decide && <RewardOutdated lang={lang} standing={standing} />}
      {standing && reward.may.decide && opened !== null && (
        <RewardDecision lang={lang} opened={opened} reward={reward} standing={standing} />
      )}
    </section>
  );
}

function Standing({ reward, lang }: { reward: RewardOfCase; lang: Lang }) {
  const t = rewardWords[lang];
  const tone =
    reward.state === 'refused' || reward.state === 'returned' || reward.state === 'waived'
      ? 'bad'
      : reward.state === 'paid'
        ? 'good'
        : 'progress';
  const when = reward.paidOn
    ? t.paidOn(formatDate(reward.paidOn, lang))
    : reward.claimUntil && t.claimBy(limitText(reward.claimUntil, reward.claimProvisional, lang));
  return (
    <>
      <SummaryList
        rows={[
          { key: t.number, value: reward.order },
          ...(reward.amount === null
            ? []
            : [{ key: t.amount, value: <strong data-reward-amount>{formatMoney(reward.amount, lang)}</strong> }]),
          {
            key: t.state,
            value: (
              <>
                <Tag tone={tone}>{vocabularyWords[lang].rewardStates[reward.state]}</Tag> {when}
              </>
            ),
          },
          { key: t.proposedOn, value: formatDate(reward.proposedOn, lang) },
          ...(reward.noticedOn && reward.noticedBy
            ? [{ key: t.notice.title, value: t.notice.given[reward.noticedBy](formatDate(reward.noticedOn, lang)) }]
            : []),
        ]}
      />
      {reward.refusedFor && <p className="govuk-body">{t.refusedFor(t.reasons[reward.refusedFor])}</p>}
    </>
  );
}

function Rule({ policy, lang }: { policy: RewardForCase['policy']; lang: Lang }) {
  const t = rewardWords[lang];
  return (
    <>
      <p className="govuk-body">
        {labelled(t.rule, lang)}
        <SiteLanguage>{policy.legalBasis}</SiteLanguage>{' '}
        <Tag tone={policy.checked ? 'good' : 'attention'}>{policy.checked ? t.checked : t.unchecked}</Tag>
      </p>
      {!policy.checked && <p className="govuk-hint">{t.uncheckedHint}</p>}
    </>
  );
}
