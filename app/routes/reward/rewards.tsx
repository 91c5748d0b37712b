import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { isRefusal } from '~/domain/refusal';
import { askedReward } from '~/domain/reward/calculated-reward';
import { readWholeDay } from '~/domain/typed/day';
import { type Context, today } from '~/services/context.server';
import { publicRewardRule } from '~/services/county/policies.server';
import { type ListedReward, rewardsFor } from '~/services/reward/reward-list.server';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { Pagination } from '~/ui/pagination';
import { Tag } from '~/ui/tag';
import { rewardAction } from '~/web/reward/reward-acts.server';
import { staff } from '~/web/staff/staff.server';
import { limitText } from '~/words/case/limit';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { rewardWords } from '~/words/reward/reward';
import { vocabularyWords } from '~/words/vocabulary';
import { HigherApprovals } from './reward-higher';
import { RewardSimulation, type Simulated } from './reward-simulation';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: rewardWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, request }) => {
    const query = new URL(request.url).searchParams;
    const before = Number(query.get('before') ?? Number.NaN);
    const paged = Number.isSafeInteger(before);
    const seen = await rewardsFor(ctx, actor, paged ? before : undefined);
    return { ...seen, lang, paged, simulated: await simulatedBy(ctx, query) };
  });
}

/** The trial that the address asks for, by the rule of its day. */
async function simulatedBy(ctx: Context, query: URLSearchParams): Promise<Simulated> {
  const typed = (query.get('day') ?? today(ctx)).slice(0, 40);
  const read = readWholeDay(typed);
  const day = 'day' in read ? read.day : today(ctx);
  const rule = await publicRewardRule(ctx, day).catch((error: unknown) => {
    if (isRefusal(error) && error.code === 'notFound') return null;
    throw error;
  });
  const known = rule !== null && 'day' in read;
  return {
    typed,
    day: known ? day : null,
    legalBasis: rule?.policy.legalBasis ?? '',
    situations: rule?.policy.situations?.items ?? [],
    asked: rule && askedReward(rule, query),
  };
}

/** Acts of the case page's reward section, and of the level above. */
export const action = (args: ActionFunctionArgs) => rewardAction(args);

export default function Rewards() {
  const { lang, own, higher, paged, simulated } = useLoaderData<typeof loader>();
  const t = rewardWords[lang];
  return (
    <>
      <PageTitle lead={t.intro}>{t.title}</PageTitle>
      {higher && <HigherApprovals rows={higher} lang={lang} />}
      {own && (
        <>
          <RewardTable rows={own.waiting} lang={lang} caption={t.waiting} none={t.waitingNone} />
          <RewardTable rows={own.rows} lang={lang} caption={t.all} none={t.allNone} />
          <Pagination
            first={paged ? `/${lang}/staff/rewards` : undefined}
            next={own.next === null ? undefined : `/${lang}/staff/rewards?before=${own.next}`}
          />
        </>
      )}
      <RewardSimulation lang={lang} simulated={simulated} />
    </>
  );
}

type TableProps = { rows: ListedReward[]; lang: Lang; caption: string; none: string };

function RewardTable({ rows, lang, caption, none }: TableProps) {
  const t = rewardWords[lang];
  const states = vocabularyWords[lang].rewardStates;
  const columns: Column<ListedReward>[] = [
    { key: 'number', title: t.number, head: true, cell: (row) => row.order },
    {
      key: 'case',
      title: t.caseNumber,
      cell: (row) => (
        <Link className="govuk-link" to={`/${lang}/staff/cases/${row.caseId}`}>
          {row.caseOrder}
          <span className="govuk-visually-hidden"> {t.open}</span>
        </Link>
      ),
    },
    {
      key: 'amount',
      title: t.amount,
      numeric: true,
      cell: (row) => (row.amount === null ? t.inCase : formatMoney(row.amount, lang)),
    },
    {
      key: 'state',
      title: t.state,
      cell: (row) => <Tag tone={row.state === 'paid' ? 'good' : 'progress'}>{states[row.state]}</Tag>,
    },
    { key: 'proposedOn', title: t.proposedOn, cell: (row) => formatDate(row.proposedOn, lang) },
    {
      key: 'claimUntil',
      title: t.claimUntil,
      cell: (row) => (row.claimUntil ? limitText(row.claimUntil, row.claimProvisional, lang) : ''),
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState title={none} />}
      dense
    />
  );
}
