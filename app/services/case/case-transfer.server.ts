import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { wrappedKey } from '#db/schema/casework';
import { unit, unitKey } from '#db/schema/county';
import type { Actor } from '~/domain/acts/permission';
import { freeOfAccused } from '~/domain/case/accused-unit';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { isRouted, ROUTED_KINDS } from '~/domain/staff/unit-kinds';
import type { SignedStep } from '~/envelope/case/case-transfer';
import type { Context } from '~/services/context.server';
import { type UnitRow, units } from '~/services/county/county.server';
import { certifiedUnitKey } from '~/services/keys/unit-key.server';
import { actOnCase } from './case-act.server';
import {
  addCasePart,
  type CaseRow,
  excludedUnitTag,
  type NewCasePart,
  openReports,
  requireSealed,
} from './case-record.server';
import { keepStep } from './case-steps.server';
import type { TransferHead } from './noted-transfers.server';
import { mayGo, requireMayGo } from './review-way.server';
import { noteTransfer } from './transfer-chain.server';

/** A key of the case re-wrapped in the officer's browser for the next unit; `reportId` is null for the case key. */
export type RewrappedKey = {
  reportId: string | null;
  key: 'report' | 'thread' | 'case';
  keyEpoch?: number;
  bytes: Uint8Array;
};

/** `step` is the giver's signed statement of the transfer; `note` says why the case is given away. */
export type Transfer = {
  toUnitId: string;
  unitKeyId: string;
  wraps: RewrappedKey[];
  step: SignedStep;
  note: NewCasePart;
};

/**
 * Transfers the case to another unit. The officer's browser re-wrapped every key for that unit's certified key; the
 * former wraps of these keys are removed. All deadlines run on. Refusals: `invalid` (field unit; data.rule sameUnit,
 * excludedUnit), `notOpen`, `conflict` (its key or the reports changed; as `keepStep`).
 */
export async function transferCase(ctx: Context, actor: Actor, caseId: string, transfer: Transfer): Promise<void> {
  const { toUnitId } = transfer;
  let head: TransferHead | null = null;
  await actOnCase(
    ctx,
    actor,
    caseId,
    { type: 'transfer', toUnitId },
    {
      data: (row) => ({ from: row.responsibleUnitId, to: toUnitId }),
      columns: ({ row }) => ({ reasons: [...row.reasons, { rule: 'transfer', unitId: toUnitId }] }),
      before: async ({ p, row }) => {
        requireMayGo(await units(p.tx), row, toUnitId);
        await requireTaker(p.tx, ctx, row, toUnitId);
      },
      after: async ({ p, row, member, day }) => {
        const move = { caseId, kind: 'transfer', fromUnitId: row.responsibleUnitId, toUnitId } as const;
        head = await keepStep(ctx, p.tx, { ...move, by: member, day }, transfer.step);
        await moveKeys(p.tx, row, transfer);
        const written = { caseId, kind: 'note', authorId: member.memberId, madeOn: day } as const;
        await addCasePart(p.tx, { ...transfer.note, ...written });
      },
    },
  );
  if (head) noteTransfer(ctx, head);
}

/** Checks that this unit may take the case. Refusal `invalid` (unit; data.rule sameUnit, cannotTake, excludedUnit). */
export async function requireTaker(tx: Db | Tx, ctx: Context, row: CaseRow, unitId: string): Promise<void> {
  const refuse = (rule: string) => new Refusal('invalid', { field: 'unit', data: { rule } });
  if (unitId === row.responsibleUnitId) throw refuse('sameUnit');
  const rows = await units(tx);
  const taker = rows.find(({ id }) => id === unitId);
  if (!taker || !isRouted(taker) || taker.closedOn !== null) throw refuse('cannotTake');
  if (!freeIn(rows, ctx, row)(unitId)) throw refuse('excludedUnit');
}

/** Follows the rule of accused-unit.ts. The case holds tags, not names, so each unit is tagged for comparison. */
export const freeIn = (rows: readonly UnitRow[], ctx: Context, row: CaseRow): ((unitId: string) => boolean) =>
  freeOfAccused(rows, (id) => row.excludedUnitTags.includes(excludedUnitTag(ctx, row.id, id)));

const nameOf = (one: { reportId: string | null; key: string; keyEpoch?: number }) =>
  `${one.key === 'case' ? '' : (one.reportId ?? '')}:${one.key}#${one.keyEpoch ?? 0}`;

type HeldWrap = { id: string; reportId: string | null; key: string; keyEpoch: number; unitId: string };

/** Whole wraps of the case's keys, for any unit. */
const wholeWraps = (tx: Tx, caseId: string): Promise<HeldWrap[]> =>
  tx
    .select({
      id: wrappedKey.id,
      reportId: wrappedKey.reportId,
      key: wrappedKey.key,
      keyEpoch: wrappedKey.keyEpoch,
      unitId: unitKey.unitId,
    })
    .from(wrappedKey)
    .innerJoin(unitKey, eq(unitKey.id, wrappedKey.unitKeyId))
    .where(and(eq(wrappedKey.caseId, caseId), eq(wrappedKey.holder, 'unit'), eq(wrappedKey.share, 'whole')));

/**
 * Each report's own key, the newest thread and case keys, and those of every epoch that the giving unit holds: nothing
 * more or less. After a takeover the unit holds no earlier thread key, because threads have no escrow.
 */
function wantedWraps(row: CaseRow, reports: readonly { id: string }[], held: readonly HeldWrap[]): Set<string> {
  const open = new Set(reports.map(({ id }) => id));
  const own = held.filter(
    ({ unitId, key, reportId }) => unitId === row.responsibleUnitId && (key === 'case' || open.has(reportId ?? '')),
  );
  return new Set([
    `:case#${row.keyEpoch}`,
    ...reports.flatMap(({ id }) => [`${id}:report#0`, `${id}:thread#${row.keyEpoch}`]),
    ...own.map(nameOf),
  ]);
}

/**
 * Replaces the whole wraps of these keys by the new ones; what only a unit before a takeover can open stays with that
 * unit.
 */
async function moveKeys(tx: Tx, row: CaseRow, { toUnitId, unitKeyId, wraps }: Transfer): Promise<void> {
  const caseId = row.id;
  const key = await certifiedUnitKey(tx, toUnitId, ROUTED_KINDS);
  if (key.unitKeyId !== unitKeyId) throw new Refusal('conflict', { field: 'unit' });
  const reports = await openReports(tx, caseId);
  const held = await wholeWraps(tx, caseId);
  const wanted = wantedWraps(row, reports, held);
  const given = new Set(wraps.map(nameOf));
  if (given.size !== wraps.length || given.size !== wanted.size || [...wanted].some((name) => !given.has(name))) {
    throw new Refusal('conflict', { field: 'unit' });
  }
  for (const { bytes } of wraps) requireSealed(bytes, 'unit');
  const gone = held.filter((wrap) => wanted.has(nameOf(wrap))).map(({ id }) => id);
  await tx.delete(wrappedKey).where(inArray(wrappedKey.id, gone));
  await tx.insert(wrappedKey).values(
    wraps.map(({ reportId, key: name, keyEpoch = 0, bytes }) => ({
      id: randomUUID(),
      caseId,
      reportId: name === 'case' ? (reports[0]?.id ?? null) : reportId,
      key: name,
      share: 'whole' as const,
      holder: 'unit' as const,
      unitKeyId,
      bytes,
      keyEpoch,
    })),
  );
}

export type UnitName = { unitId: string; names: Localized };

/** Units that could take the case: open, of a kind that takes cases, with a key, not one that it is about, and by `mayGo`. */
export async function transferTargets(db: Db | Tx, ctx: Context, row: CaseRow): Promise<UnitName[]> {
  const rows = await db
    .selectDistinct({ unitId: unit.id, code: unit.code, names: unit.names })
    .from(unit)
    .innerJoin(unitKey, and(eq(unitKey.unitId, unit.id), isNull(unitKey.retiredOn)))
    .where(and(inArray(unit.kind, [...ROUTED_KINDS]), isNull(unit.closedOn), ne(unit.id, row.responsibleUnitId)))
    .orderBy(asc(unit.code));
  const all = await units(db);
  const free = freeIn(all, ctx, row);
  return rows
    .filter(({ unitId }) => free(unitId) && mayGo(all, row, unitId))
    .map(({ unitId, names }) => ({ unitId, names }));
}
