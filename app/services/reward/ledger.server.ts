import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { type Db, databaseCode, type Tx } from '#db/client';
import { fund, ledgerLine, reward } from '#db/schema/reward';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { closedRefusal } from '~/domain/reward/fund-year';
import {
  balance,
  coverageRefusal,
  type LedgerAccountName,
  type LedgerLine,
  ledgerAccount,
  type PostingKind,
  post,
} from '~/domain/reward/ledger';

export type Booking = {
  fundId: string;
  amount: bigint;
  rewardId?: string;
  voucher?: string;
  /** The posting that this one reverses. */
  reverses?: string;
};

/**
 * Books money in one posting and keeps the fund's balance equal to its account. It locks the fund's row, so that
 * bookings on one fund follow one another; the rows of the case and the reward are locked before it. Refusals:
 * `fundTooLow` (data in fen: balance, amount), `conflict` for another account too low, `notFound`, `invalid` (amount),
 * `stageForbids` (data.rule `yearClosed`), `alreadyDone` (voucher: another posting has this number; reverses: reversed already).
 */
export async function book(tx: Tx, onDay: IsoDate, kind: PostingKind, booking: Booking): Promise<void> {
  const { fundId, amount, rewardId, voucher, reverses } = booking;
  const [row] = await tx.select().from(fund).where(eq(fund.id, fundId)).for('update');
  if (!row) throw new Refusal('notFound', { field: 'fundId' });
  const closed = closedRefusal(kind, row.closedOn);
  if (closed) throw closed;
  await refuseUsed(tx, booking);
  const lines = post(kind, amount, { fundId });
  const balances = await balancesOf(tx, lines);
  const refusal = coverageRefusal(lines, (account) => balances.get(account) ?? 0n);
  if (refusal) throw refusal;
  const change = balance(lines, ledgerAccount('fund', { fundId }));
  if (change !== 0n) {
    await tx
      .update(fund)
      .set({ balance: row.balance + change })
      .where(eq(fund.id, fundId));
  }
  const postingId = randomUUID();
  await tx
    .insert(ledgerLine)
    .values(
      lines.map((line, index) => ({
        postingId,
        line: index + 1,
        kind,
        account: line.account,
        amount: line.amountFen,
        rewardId: rewardId ?? null,
        fundId,
        voucher: voucher ?? null,
        reverses: reverses ?? null,
        onDay,
      })),
    )
    .catch((error: unknown) => {
      throw databaseCode(error) === '23505' ? new Refusal('alreadyDone', { field: 'voucher' }) : error;
    });
}

/**
 * Locks the funds of several bookings before the first of them, by year, as closing a year does: whoever locks two of them
 * waits for the earlier one and holds none that another waits for.
 */
export async function lockFunds(tx: Tx, fundIds: readonly string[]): Promise<void> {
  await tx
    .select({ id: fund.id })
    .from(fund)
    .where(inArray(fund.id, [...new Set(fundIds)]))
    .orderBy(asc(fund.year), asc(fund.id))
    .for('update');
}

/** Two bookings at the same moment meet at the unique indexes, and one of them gets the same refusal. */
async function refuseUsed(tx: Tx, { voucher, reverses }: Booking): Promise<void> {
  const used = async (where: SQL) => (await tx.$count(ledgerLine, where)) > 0;
  if (voucher && (await used(sql`upper(${ledgerLine.voucher}) = upper(${voucher})`)))
    throw new Refusal('alreadyDone', { field: 'voucher' });
  if (reverses && (await used(eq(ledgerLine.reverses, reverses))))
    throw new Refusal('alreadyDone', { field: 'reverses' });
}

async function balancesOf(tx: Tx, lines: LedgerLine[]): Promise<Map<string, bigint>> {
  const accounts = lines.map((line) => line.account);
  const rows = await tx
    .select({ account: ledgerLine.account, sum: sql<string>`sum(${ledgerLine.amount})::text` })
    .from(ledgerLine)
    .where(inArray(ledgerLine.account, accounts))
    .groupBy(ledgerLine.account);
  return new Map(rows.map(({ account, sum }) => [account, BigInt(sum)]));
}

/** Day and posting after which a page of the ledger starts. */
export type LedgerKey = { onDay: IsoDate; postingId: string };

export type ListedLine = {
  postingId: string;
  line: number;
  kind: PostingKind;
  account: LedgerAccountName;
  amount: bigint;
  onDay: IsoDate;
  voucher: string | null;
  /** Reversed by another posting. */
  reversed: boolean;
  rewardOrder: number | null;
};

const PAGE_POSTINGS = 25;

/** A page of whole postings, newest day first; of some funds, or (null) of all. */
export async function ledgerPage(
  db: Db | Tx,
  fundIds: string[] | null,
  after?: LedgerKey,
): Promise<{ lines: ListedLine[]; next: LedgerKey | null }> {
  if (fundIds?.length === 0) return { lines: [], next: null };
  const rows = await db
    .select({
      postingId: ledgerLine.postingId,
      line: ledgerLine.line,
      kind: ledgerLine.kind,
      account: ledgerLine.account,
      amount: ledgerLine.amount,
      onDay: ledgerLine.onDay,
      voucher: ledgerLine.voucher,
      reversed: sql<boolean>`exists (select 1 from ledger_line r where r.reverses = ${ledgerLine.postingId} and r.line = 1)`,
      rewardOrder: reward.order,
    })
    .from(ledgerLine)
    .leftJoin(reward, eq(reward.id, ledgerLine.rewardId))
    .where(and(fundIds ? inArray(ledgerLine.fundId, fundIds) : undefined, after && laterThan(after)))
    .orderBy(desc(ledgerLine.onDay), desc(ledgerLine.postingId), asc(ledgerLine.line))
    .limit(2 * PAGE_POSTINGS + 1);
  const page = rows.slice(0, 2 * PAGE_POSTINGS);
  const last = page.at(-1);
  return {
    lines: page.map((row) => ({ ...row, kind: row.kind as PostingKind, account: accountName(row.account) })),
    next: rows.length > page.length && last ? { onDay: last.onDay, postingId: last.postingId } : null,
  };
}

/** As one comparison of rows, which the index answers. */
const laterThan = ({ onDay, postingId }: LedgerKey) =>
  sql`(${ledgerLine.onDay}, ${ledgerLine.postingId}) < (${onDay}::date, ${postingId}::uuid)`;

/** The kind of an account, without its fund. */
export const accountName = (account: string): LedgerAccountName =>
  (account.split(':')[0] ?? 'fund') as LedgerAccountName;

/** The balance of each kind of account, over some funds or (null) all; the sum is zero when the books agree. */
export async function accountBalances(
  db: Db | Tx,
  fundIds: string[] | null,
): Promise<{ account: LedgerAccountName; amount: bigint }[]> {
  if (fundIds?.length === 0) return [];
  // Summed by the whole account, as the index has it; the few sums are put together here.
  const rows = await db
    .select({ account: ledgerLine.account, sum: sql<string>`sum(${ledgerLine.amount})::text` })
    .from(ledgerLine)
    .where(fundIds ? inArray(ledgerLine.fundId, fundIds) : undefined)
    .groupBy(ledgerLine.account);
  const sums = new Map<LedgerAccountName, bigint>();
  for (const { account, sum } of rows) {
    const name = accountName(account);
    sums.set(name, (sums.get(name) ?? 0n) + BigInt(sum));
  }
  return [...sums].map(([account, amount]) => ({ account, amount })).sort((a, b) => (a.account < b.account ? -1 : 1));
}
