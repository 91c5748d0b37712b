import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, gt, inArray, type SQL } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { fund, ledgerLine } from '#db/schema/reward';
import type { Actor, Member } from '~/domain/acts/permission';
import { yearOf } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import type { Outlook } from '~/domain/reward/fund-outlook';
import { checkClose } from '~/domain/reward/fund-year';
import type { LedgerAccountName } from '~/domain/reward/ledger';
import { shownAs } from '~/domain/shown';
import { paysRewards } from '~/domain/staff/unit-kinds';
import { readVoucher } from '~/domain/typed/voucher';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { fundOutlooks } from './fund-outlook.server';
import { accountBalances, book, type LedgerKey, type ListedLine, ledgerPage } from './ledger.server';

export type FundSource = 'fiscal' | 'employer';
export type Fund = typeof fund.$inferSelect;
export type NamedFund = Fund & { unit: Localized };

/** Opens a unit's fund for a year, empty. Refusals: `invalid` (unit, year, source), `alreadyDone` when it exists. */
export function openFund(
  ctx: Context,
  actor: Actor,
  wanted: { unitId: string; year: number; source: FundSource },
): Promise<string> {
  const id = randomUUID();
  return perform(ctx, actor, 'fund.open', `fund:${id}`, async ({ tx, record }) => {
    if (!Number.isInteger(wanted.year) || wanted.year < 2000 || wanted.year > 2100) {
      throw new Refusal('invalid', { field: 'year' });
    }
    if (!payingUnits(await units(tx)).some(({ id }) => id === wanted.unitId)) {
      throw new Refusal('invalid', { field: 'unitId' });
    }
    const made = await tx
      .insert(fund)
      .values({ id, ...wanted, balance: 0n })
      .onConflictDoNothing()
      .returning({ id: fund.id });
    if (made.length === 0) throw new Refusal('alreadyDone', { field: 'year' });
    record({ fundUnit: wanted.unitId, year: wanted.year, source: wanted.source });
    return id;
  });
}

/** Credits money with its voucher number. Refusals: `invalid` (amount, voucher), `notFound`. */
export async function creditFund(
  ctx: Context,
  actor: Actor,
  { fundId, amount, voucher }: { fundId: string; amount: bigint; voucher: string },
): Promise<void> {
  await perform(ctx, actor, 'fund.credit', `fund:${fundId}`, async ({ tx, today, record }) => {
    if (amount <= 0n) throw new Refusal('invalid', { field: 'amount' });
    const number = requireVoucher(voucher);
    await book(tx, today, 'credit', { fundId, amount, voucher: number });
    record({ amount: String(amount), voucher: number });
  });
}

/**
 * Takes a credit back by a reversing entry of its whole amount, with a voucher of its own. Refusals: `invalid`
 * (voucher), `notFound`, `alreadyDone`, `fundTooLow` when the money is committed already.
 */
export async function correctCredit(
  ctx: Context,
  actor: Actor,
  { postingId, voucher }: { postingId: string; voucher: string },
): Promise<void> {
  await perform(ctx, actor, 'fund.correct', `posting:${postingId}`, async ({ tx, today, record }) => {
    const number = requireVoucher(voucher);
    const [line] = isUuid(postingId)
      ? await tx
          .select({ fundId: ledgerLine.fundId, amount: ledgerLine.amount })
          .from(ledgerLine)
          .where(and(eq(ledgerLine.postingId, postingId), eq(ledgerLine.kind, 'credit'), gt(ledgerLine.amount, 0n)))
      : [];
    if (!line?.fundId) throw new Refusal('notFound', { field: 'postingId' });
    const { fundId, amount } = line;
    await book(tx, today, 'uncredit', { fundId, amount, voucher: number, reverses: postingId });
    record({ fundId, amount: String(amount), voucher: number });
  });
}

/** The voucher number in its clean form. Refusal `invalid` (voucher). */
export function requireVoucher(typed: string): string {
  const voucher = readVoucher(typed);
  if (voucher === null) throw new Refusal('invalid', { field: 'voucher' });
  return voucher;
}

/** A unit's funds of a year, fiscal before employers' money. */
export function fundsOf(db: Db | Tx, unitId: string, year: number): Promise<Fund[]> {
  return db
    .select()
    .from(fund)
    .where(and(eq(fund.unitId, unitId), eq(fund.year, year)))
    .orderBy(desc(fund.source));
}

/** What the form that closes a year shows of a fund. */
export const fundShown = ({ year, source, balance }: Pick<Fund, 'year' | 'source' | 'balance'>) => ({
  year,
  source,
  balance,
});

/** Funds whose year is over and still open, or to which something came back, as the form offers them. */
const closable = <F extends Fund>(funds: readonly F[], thisYear: number): (F & { shown: string })[] =>
  funds.filter((one) => checkClose(one, thisYear) === null).map((one) => ({ ...one, shown: shownAs(fundShown(one)) }));

const payingUnits = <U extends { kind: string }>(units: U[]): U[] => units.filter(({ kind }) => paysRewards(kind));

export type FundPage = {
  funds: NamedFund[];
  lines: ListedLine[];
  next: LedgerKey | null;
  balances: { account: LedgerAccountName; amount: bigint }[];
  /** Whether the money of this year lasts, by unit. */
  outlooks: (Outlook & { unitId: string; unit: Localized })[];
  /** Funds whose year may be closed, for whoever closes them. */
  closable: (NamedFund & { shown: string })[];
  /** The units that pay rewards, for whoever may open funds. */
  units: { id: string; names: Localized }[];
};

/**
 * Funds with their balances and the ledger, newest first; a lead sees those of their own unit, finance and auditors
 * all.
 */
export async function fundPage(ctx: Context, actor: Member, after?: LedgerKey): Promise<FundPage> {
  return look(ctx, actor, 'fund.read', null, async ({ db, today }) => {
    const everywhere = actor.roles.some((role) => role === 'finance' || role === 'auditor');
    const funds = await namedFunds(db, everywhere ? undefined : eq(fund.unitId, actor.unitId));
    const ids = everywhere ? null : funds.map(({ id }) => id);
    const { lines, next } = await ledgerPage(db, ids, after);
    const mayOpen = actor.roles.includes('finance');
    const outlooks = await fundOutlooks(db, today, everywhere ? null : [actor.unitId]);
    return {
      funds,
      lines,
      next,
      balances: await accountBalances(db, ids),
      outlooks: outlooks.map((one) => ({
        ...one,
        unit: funds.find(({ unitId }) => unitId === one.unitId)?.unit ?? {},
      })),
      closable: mayOpen ? closable(funds, yearOf(today)) : [],
      units: mayOpen ? payingUnits(await units(db)).map(({ id, names }) => ({ id, names })) : [],
    };
  });
}

function namedFunds(db: Db | Tx, where: SQL | undefined): Promise<NamedFund[]> {
  return db
    .select({
      id: fund.id,
      unitId: fund.unitId,
      year: fund.year,
      source: fund.source,
      balance: fund.balance,
      closedOn: fund.closedOn,
      unit: unit.names,
    })
    .from(fund)
    .innerJoin(unit, eq(unit.id, fund.unitId))
    .where(where)
    .orderBy(desc(fund.year), asc(unit.code), desc(fund.source));
}

/** Names of funds by id, for bookings. */
export async function fundsById(db: Db | Tx, ids: string[]): Promise<Map<string, NamedFund>> {
  const rows = ids.length === 0 ? [] : await namedFunds(db, inArray(fund.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}
