import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { unit } from '#db/schema/county';
import { fund, ledgerLine } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import { yearOf } from '~/domain/dates';
import type { LedgerAccountName } from '~/domain/reward/ledger';
import { trialBalance } from '~/domain/reward/trial-balance';
import { readWhole } from '~/domain/typed/whole';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';

/**
 * The trial balance of the funds of a year, the present one where none is named; a lead sees those of their own unit,
 * finance and auditors all. It has sums alone: no reward, no voucher, nobody.
 */
export function yearTrialBalance(ctx: Context, actor: Member, typedYear: string | null) {
  return look(ctx, actor, 'fund.read', null, async ({ db, today }) => {
    const year = (typedYear === null ? null : readWhole(typedYear)) ?? yearOf(today);
    const everywhere = actor.roles.some((role) => role === 'finance' || role === 'auditor');
    const account = sql<LedgerAccountName>`split_part(${ledgerLine.account}, ':', 1)`;
    const side = (sign: 1 | -1) => sql<string>`coalesce(sum(greatest(${sign} * ${ledgerLine.amount}, 0)), 0)::text`;
    const rows = await db
      .select({
        ...{ id: fund.id, year: fund.year, source: fund.source, unit: unit.names, code: unit.code },
        ...{ account, debit: side(1), credit: side(-1) },
      })
      .from(ledgerLine)
      .innerJoin(fund, eq(fund.id, ledgerLine.fundId))
      .innerJoin(unit, eq(unit.id, fund.unitId))
      .where(and(eq(fund.year, year), everywhere ? undefined : eq(fund.unitId, actor.unitId)))
      .groupBy(fund.id, fund.year, fund.source, unit.names, unit.code, account)
      .orderBy(asc(unit.code), desc(fund.source), account);
    const booked = rows.map(({ account: of, debit, credit, ...named }) => ({
      fund: named,
      account: of,
      debitFen: BigInt(debit),
      creditFen: BigInt(credit),
    }));
    return { year, ...trialBalance(booked) };
  });
}
