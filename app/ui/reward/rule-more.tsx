import type { RewardRule } from '~/domain/county/reward-tiers';
import { BulletList } from '~/ui/bullet-list';
import { policyWords } from '~/words/county/policy';
import { formatMoney, type Lang } from '~/words/language';
import { ruleMoreWords } from '~/words/reward/rule-more';

type Range = { minFen: bigint | null; maxFen: bigint | null };

/** What else the rule in force says, in plain words; nothing where it says no more. */
export function RuleMore({ lang, lines }: { lang: Lang; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">{ruleMoreWords[lang].title}</h2>
      <BulletList items={[...lines]} />
    </>
  );
}

export function ruleLines(rule: RewardRule, lang: Lang): string[] {
  const words = ruleMoreWords[lang];
  const { penaltyShare, concealedInjury, special, early, monthly, payer, insider, approval, lowersUnclaimed } = rule;
  const within = ({ minFen, maxFen }: Range, say: (least: string, most: string) => string) =>
    minFen === null || maxFen === null ? [] : [say(formatMoney(minFen, lang), formatMoney(maxFen, lang))];
  const { secondBasisPoints } = penaltyShare;
  return [
    ...(secondBasisPoints === null ? [] : [words.secondClass(`${secondBasisPoints / 100} %`)]),
    ...within(concealedInjury, words.concealedInjury),
    ...within(special, words.special),
    ...within(early, words.early),
    ...(monthly.perPersonFen === null ? [] : [words.monthly(formatMoney(monthly.perPersonFen, lang))]),
    ...(insider?.realName ? [words.realName] : []),
    ...(insider?.formerCounts === false ? [words.noFormer] : []),
    ...(approval.leadUpToFen === null ? [] : [words.approval(formatMoney(approval.leadUpToFen, lang))]),
    ...(lowersUnclaimed === true ? [words.lowersUnclaimed] : []),
    ...(payer === null ? [] : [policyWords[lang].payers[payer]]),
  ];
}
