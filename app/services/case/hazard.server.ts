import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { hazard, hazardFile } from '#db/schema/hazard';
import type { Actor, Member } from '~/domain/acts/permission';
import { afterHazardStep, enteredHazard, type HazardStep } from '~/domain/case/hazard';
import type { HazardGrade } from '~/domain/case/hazard-kinds';
import type { IsoDate } from '~/domain/dates';
import { isRefusal, Refusal } from '~/domain/refusal';
import { ROUTED_KINDS } from '~/domain/staff/unit-kinds';
import { isUuid } from '~/domain/uuid';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { isWaiting, lockHandOvers, storeHandOver, takeWaiting } from '~/services/hand-over.server';
import { certifiedUnitKey } from '~/services/keys/unit-key.server';
import { type Performing, perform } from '~/services/perform.server';
import { requireMember } from './case-act.server';
import { requireSealed } from './case-record.server';

export type HazardRow = typeof hazard.$inferSelect;
/** An entry as its browser sealed it to the unit's key. */
type SealedHazard = { hazardId: string; unitKeyId: string; bytes: Uint8Array };
export type NewHazard = SealedHazard & { grade: HazardGrade; dueOn: IsoDate | null };
/** A file of evidence, sealed to a key that lies in the entry. */
type SealedFile = { id: string; bytes: Uint8Array };

/**
 * Takes an entry for the rectification ledger of the member's own unit. It waits sealed, and the night enters it among
 * the others of its day, so that neither row nor log tells after which act of a case it came. Refusals: `invalid` (bytes;
 * dueOn: a hazard has a limit, and a check without one has none), `conflict` (the unit has another key by now).
 */
export async function enterHazard(ctx: Context, actor: Member, entry: NewHazard): Promise<void> {
  requireSealed(entry.bytes, 'bytes');
  if ((entry.grade === 'none') !== (entry.dueOn === null)) throw new Refusal('invalid', { field: 'dueOn' });
  await perform(ctx, actor, 'hazard.enter', null, async ({ tx, within }) => {
    within({ unitId: actor.unitId });
    await requireKey(tx, actor.unitId, entry.unitKeyId);
    await lockHandOvers(tx);
    const { bytes, ...rest } = entry;
    await storeHandOver(ctx, tx, 'hazard', { ...rest, unitId: actor.unitId, bytes: toBase64(bytes) });
  });
}

async function requireKey(tx: Tx, unitId: string, unitKeyId: string): Promise<void> {
  const key = await certifiedUnitKey(tx, unitId, ROUTED_KINDS);
  if (key.unitKeyId !== unitKeyId) throw new Refusal('conflict', { field: 'unitKeyId' });
}

/** Enters what earlier days brought, in random order and in one transaction. Returns how many. */
export async function takeHazards(ctx: Context): Promise<number> {
  if (!(await isWaiting(ctx, ctx.db, 'hazard'))) return 0;
  const clerk = { kind: 'system', name: 'hazards' } as const;
  return perform(ctx, clerk, 'hazard.take', null, async ({ tx, record, nothing }) => {
    const taken = await takeWaiting(ctx, tx, 'hazard');
    if (taken.length === 0) return nothing(0);
    const rows = taken.map(({ content: { hazardId, grade, dueOn, bytes, ...where }, onDay }) => {
      const entered = enteredHazard(grade, dueOn);
      const month = onDay.slice(0, 7);
      const struckOffIn = entered.state === 'struckOff' ? month : null;
      return {
        ...where,
        ...entered,
        id: hazardId,
        version: 1,
        bytes: fromBase64(bytes),
        enteredIn: month,
        struckOffIn,
      };
    });
    const entered = await tx.insert(hazard).values(rows).onConflictDoNothing().returning({ id: hazard.id });
    record({ count: entered.length });
    return entered.length;
  });
}

/** The next writing of an entry; `version` is the one that the browser read. */
export type WrittenHazard = SealedHazard & { version: number };

/**
 * One step of an entry: its next writing, and what the server knows of it by the rule. The row of the log names the act
 * and no entry. Refusals: those of `afterHazardStep`, `notFound`, `conflict` (a colleague wrote meanwhile, or the key
 * changed).
 */
export async function stepHazard(
  ctx: Context,
  actor: Actor,
  written: WrittenHazard,
  step: HazardStep,
  file: SealedFile | null = null,
): Promise<void> {
  const { memberId, unitId } = requireMember(actor);
  requireSealed(written.bytes, 'bytes');
  if (file) requireSealed(file.bytes, 'file');
  await perform(ctx, actor, `hazard.${step.type}`, null, async (p) => {
    const row = await lockHazard(p, written, unitId);
    await requireKey(p.tx, row.unitId, written.unitKeyId);
    const { grade, state, dueOn, supervised, reinspectedBy } = row;
    const before = { grade, state, dueOn, supervised, reinspectedBy };
    const after = afterHazardStep(before, step, { by: memberId, on: p.today });
    if (isRefusal(after)) throw after;
    const struckOffIn = after.state === 'struckOff' ? p.today.slice(0, 7) : null;
    await write(p.tx, written, { ...after, struckOffIn });
    if (file) await p.tx.insert(hazardFile).values({ ...file, hazardId: row.id });
  });
}

/**
 * Hands an entry on to the unit whose key it is sealed to now: duties have moved, or the unit is merged. Refusals: as
 * `stepHazard`; `invalid` (unit) for the own one.
 */
export async function handOnHazard(
  ctx: Context,
  actor: Actor,
  written: WrittenHazard,
  toUnitId: string,
): Promise<void> {
  const { unitId } = requireMember(actor);
  requireSealed(written.bytes, 'bytes');
  if (!isUuid(toUnitId) || toUnitId === unitId) throw new Refusal('invalid', { field: 'unit' });
  await perform(ctx, actor, 'hazard.handOn', null, async (p) => {
    const row = await lockHazard(p, written, unitId);
    if (row.state === 'struckOff') throw new Refusal('stageForbids', { data: { stage: row.state } });
    await requireKey(p.tx, toUnitId, written.unitKeyId);
    await write(p.tx, written, { unitId: toUnitId });
    p.record({ to: toUnitId });
  });
}

async function lockHazard({ tx, within }: Performing, { hazardId, version }: WrittenHazard, unitId: string) {
  const [row] = isUuid(hazardId) ? await tx.select().from(hazard).where(eq(hazard.id, hazardId)).for('update') : [];
  // Whoever asks about another unit's entry is told what they are told about one that does not exist.
  if (!row || row.unitId !== unitId) throw new Refusal('notFound');
  within({ unitId: row.unitId });
  if (row.version !== version) throw new Refusal('conflict', { field: 'version' });
  return row;
}

async function write(tx: Tx, written: WrittenHazard, columns: Partial<HazardRow>): Promise<void> {
  const { hazardId, version, unitKeyId, bytes } = written;
  await tx
    .update(hazard)
    .set({ ...columns, unitKeyId, bytes, version: version + 1 })
    .where(and(eq(hazard.id, hazardId), eq(hazard.version, version)));
}
