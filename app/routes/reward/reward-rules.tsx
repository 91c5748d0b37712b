import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { RewardRule } from '~/domain/county/reward-tiers';
import { rulingTiers } from '~/domain/county/reward-tiers';
import type { GradeTable } from '~/domain/report/accident-grade';
import { asksReward } from '~/domain/reward/asked-reward';
import { askedReward } from '~/domain/reward/calculated-reward';
import { computeReward } from '~/domain/reward/reward';
import type { RewardFacts } from '~/domain/reward/reward-facts';
import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import { publicRewardRule } from '~/services/county/policies.server';
import { BulletList } from '~/ui/bullet-list';
import { DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { Layout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { RuleMore, ruleLines } from '~/ui/reward/rule-more';
import { RuleTiers } from '~/ui/reward/rule-tiers';
import { SituationTable } from '~/ui/reward/situation-table';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { titleOf } from '~/words/common';
import { situationWords } from '~/words/county/situations';
import { DEFAULT_LANG, formatMoney, type Lang, parenthesised } from '~/words/language';
import { publicWords } from '~/words/publication/public';
import { noticeWords } from '~/words/reward/notices';
import { vocabularyWords } from '~/words/vocabulary';
import { PublicCalculator } from './public-calculator';

/** Fines in fen that show floor, share and cap. */
const EXAMPLE_FINES = [1_000_000n, 2_000_000n, 10_000_000n, 50_000_000n, 200_000_000n, 500_000_000n];

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const query = new URL(request.url).searchParams;
  const { policy, claimDays, grades, departments } = await publicRewardRule(context.ctx);
  const department = asksReward(query) ? departments.find(({ code }) => code === query.get('unit')) : undefined;
  // A question about a department's matter is answered by that department's rule.
  const rule = department ? await publicRewardRule(context.ctx, undefined, department.unitId) : { policy, grades };
  const asked = askedReward(rule, query);
  const tiers = rulingTiers(policy);
  const situations = policy.situations ?? null;
  const common = {
    lang,
    display: displayOf(request),
    claimDays,
    asked,
    tiers,
    situations,
    departments,
    unit: department?.code,
  };
  return { ...common, ...wordedPolicy(policy, grades, lang) };
}

/** The rule as the page states it; amounts that nobody has entered are left out. */
function wordedPolicy(policy: RewardRule, grades: GradeTable, lang: Lang) {
  const { penaltyShare, concealedDeath, checked, checkedBy, legalBasis, anonymousEligible } = policy;
  const money = (fen: bigint | null) => (fen === null ? null : formatMoney(fen, lang));
  return {
    legalBasis,
    checkedBy: checked ? checkedBy : null,
    anonymousEligible: anonymousEligible === true,
    share: {
      percent: penaltyShare.basisPoints === null ? null : percent(penaltyShare.basisPoints),
      floor: money(penaltyShare.floorFen),
      cap: money(penaltyShare.capFen),
    },
    deaths: ACCIDENT_GRADES.map((grade) => ({ grade, amount: money(concealedDeath.perDeathFen[grade]) })),
    deathsCap: money(concealedDeath.capFen),
    general: GENERAL.map((kind) => ({ kind, least: money(policy[kind].minFen), most: money(policy[kind].maxFen) })),
    insider: wordedUplift(policy, money),
    lines: ruleLines(policy, lang),
    examples: EXAMPLE_FINES.map((fine) => ({
      fine: formatMoney(fine, lang),
      reward: formatMoney(computeReward(policy, example(fine), grades).amountFen, lang),
    })),
  };
}

/** What is rewarded only by local rules. */
const GENERAL = ['generalHazard', 'generalViolation'] as const;

const percent = (basisPoints: number) => `${basisPoints / 100} %`;

/** The insider's uplift; its cap is the ordinary one unless the province raises it. */
function wordedUplift({ insider, penaltyShare }: RewardRule, money: (fen: bigint | null) => string | null) {
  const cap = money(insider?.capFen ?? penaltyShare.capFen);
  if (insider === null || cap === null) return null;
  return {
    percent: percent(insider.basisPoints),
    minimum: money(insider.minimumFen),
    cap,
    family: insider.familyCounts,
    legalBasis: insider.legalBasis,
  };
}

const example = (penaltyFen: bigint): RewardFacts => ({
  matter: 'violation',
  verdict: 'substantiated',
  penaltyFen,
  concealedDeaths: 0,
  totalDeaths: 0,
  accidentGrade: null,
  insider: false,
  anonymity: 'named',
  majorHazard: false,
  unlawfulProduction: true,
  excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
  provesByCode: false,
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && publicWords[data.lang].rewards.title) },
];

export default function Rewards() {
  const rule = useLoaderData<typeof loader>();
  const { lang, share } = rule;
  const words = publicWords[lang].rewards;
  return (
    <Layout lang={lang} path={`/${lang}/rewards`} section="rewards" display={rule.display}>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <h2 className="govuk-heading-m">{words.howTitle}</h2>
      {share.percent && share.floor && share.cap && (
        <p className="govuk-body">{words.how(share.percent, share.floor, share.cap)}</p>
      )}
      <DataTable
        caption={words.examples}
        columns={[
          { key: 'fine', title: words.fine, head: true, cell: (row) => row.fine },
          { key: 'reward', title: words.reward, numeric: true, cell: (row) => row.reward },
        ]}
        rows={rule.examples}
        rowKey={(row) => row.fine}
      />
      <PublicCalculator
        lang={lang}
        asked={rule.asked}
        situations={rule.situations?.items ?? []}
        departments={rule.departments}
        unit={rule.unit}
      />
      <h2 className="govuk-heading-m">{words.deathsTitle}</h2>
      <p className="govuk-body">{words.deaths}</p>
      <DataTable
        caption={words.perDeath}
        captionHidden
        columns={[
          {
            key: 'grade',
            title: words.grade,
            head: true,
            cell: (row) => vocabularyWords[lang].accidentGrades[row.grade],
          },
          { key: 'amount', title: words.perDeath, numeric: true, cell: (row) => row.amount },
        ]}
        rows={rule.deaths}
        rowKey={(row) => row.grade}
      />
      {rule.deathsCap && <p className="govuk-body">{words.deathsCap(rule.deathsCap)}</p>}
      <h2 className="govuk-heading-m">{words.localTitle}</h2>
      <LocalRule words={words} rule={rule} />
      <RuleMore lang={lang} lines={rule.lines} />
      <h2 className="govuk-heading-m">{words.whoTitle}</h2>
      <BulletList items={[...words.who, rule.anonymousEligible ? words.anonymousYes : words.anonymousNo]} />
      <h2 className="govuk-heading-m">{words.claimTitle}</h2>
      <BulletList
        items={[words.claimDays(rule.claimDays), rule.anonymousEligible ? words.byCode : words.byName, ...words.claim]}
      />
      {rule.situations && (
        <Details summary={situationWords[lang].listShort(rule.situations.items.length)}>
          <p className="govuk-body">
            <SiteLanguage>{rule.situations.legalBasis}</SiteLanguage>{' '}
            {!rule.situations.checked && <Tag tone="attention">{words.notChecked}</Tag>}
          </p>
          <SituationTable lang={lang} items={rule.situations.items} />
        </Details>
      )}
      <RuleTiers lang={lang} tiers={rule.tiers} departments={rule.departments} />
      <h2 className="govuk-heading-m">{words.basis}</h2>
      <p className="govuk-body">
        <SiteLanguage>{rule.legalBasis}</SiteLanguage>{' '}
        <Tag tone={rule.checkedBy ? 'good' : 'attention'}>
          {rule.checkedBy ? words.checked(rule.checkedBy) : words.notChecked}
        </Tag>
      </p>
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/notices`}>
          {noticeWords[lang].link}
        </a>
      </p>
    </Layout>
  );
}

type Rule = ReturnType<typeof wordedPolicy> & { lang: Lang };

/** What county and province add to the national rule; it is shown as missing where nobody has entered it. */
function LocalRule({ words, rule }: { words: (typeof publicWords)[Lang]['rewards']; rule: Rule }) {
  const { general, insider, lang } = rule;
  return (
    <>
      {general.map(({ kind, least, most }) => (
        <p className="govuk-body" key={kind}>
          {least && most
            ? words.general(words.generalNames[kind], least, most)
            : words.noGeneral(words.generalNames[kind])}
        </p>
      ))}
      {insider ? (
        <p className="govuk-body">
          {words.insider(insider.percent, insider.minimum, insider.cap)} {insider.family && words.insiderFamily}{' '}
          <SiteLanguage>{parenthesised('', insider.legalBasis, lang)}</SiteLanguage>
        </p>
      ) : (
        <p className="govuk-body">{words.noInsider}</p>
      )}
    </>
  );
}
