import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { unit } from '#db/schema/county';
import { fund, ledgerLine } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import { yearOf } from '~/domain/dates';
import { trialBalance } from '~/domain/reward/trial-balance';
import { readWhole } from '~/domain/typed/whole';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { accountName } from './ledger.server';

/**
 * The trial balance of the funds of a year, the present one where none is named; a lead sees those of their own unit,
 * finance and auditors all. It has sums alone: no reward, no voucher, nobody.
 */
export function yearTrialBalance(ctx: Context, actor: Member, typedYear: string | null) {
  return look(ctx, actor, 'fund.read', null, async ({ db, today }) => {
    const year = (typedYear === null ? null : readWhole(typedYear)) ?? yearOf(today);
    const everywhere = actor.roles.some((role) => role === 'finance' || role === 'auditor');
    const side = (sign: 1 | -1) => sql<string>`coalesce(sum(greatest(${sign} * ${ledgerLine.amount}, 0)), 0)::text`;
    const funds = await db
      .select({ id: fund.id, year: fund.year, source: fund.source, unit: unit.names, code: unit.code })
      .from(fund)
      .innerJoin(unit, eq(unit.id, fund.unitId))
      .where(and(eq(fund.year, year), everywhere ? undefined : eq(fund.unitId, actor.unitId)))
      .orderBy(asc(unit.code), desc(fund.source));
    const ids = funds.map(({ id }) => id);
    // Summed by account alone; what the accounts are called is looked up for the few sums and not for each line.
    const sums =
      ids.length === 0
        ? []
        : await db
            .select({ fundId: ledgerLine.fundId, account: ledgerLine.account, debit: side(1), credit: side(-1) })
            .from(ledgerLine)
            .where(inArray(ledgerLine.fundId, ids))
            .groupBy(ledgerLine.fundId, ledgerLine.account)
            .orderBy(asc(ledgerLine.account));
    const rows = funds.flatMap((one) =>
      sums.flatMap(({ fundId, ...sum }) => (fundId === one.id ? [{ named: one, ...sum }] : [])),
    );
    const booked = rows.map(({ named, account, debit, credit }) => ({
      fund: named,
      account: accountName(account),
      debitFen: BigInt(debit),
      creditFen: BigInt(credit),
    }));
    return { year, ...trialBalance(booked) };
  });
}
