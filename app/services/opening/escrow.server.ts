import { eq } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import type { Actor, Member } from '~/domain/acts/permission';
import { decide } from '~/domain/case/casework';
import { ask, finish, open } from '~/domain/opening/ceremony';
import type { CeremonyPurpose } from '~/domain/opening/ceremony-state';
import { isRefusal, Refusal } from '~/domain/refusal';
import { caseStateOf, requireMember } from '~/services/case/case-act.server';
import { type CaseRow, lockCase } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { type SharesToGive, sharesToGive } from './ceremony-approval.server';
import { notifyNextPart } from './ceremony-notice.server';
import {
  actingMember,
  ceremonyTerms,
  decided,
  earlierParts,
  insertCeremony,
  lockCeremony,
  logDataOf,
  type PostedShare,
  requireAskedToday,
  requireNoneOpen,
  saveCeremony,
} from './ceremony-rows.server';
import { keepShares } from './ceremony-shares.server';
import { requireAbove, requireStillAbove } from './escrow-standing.server';

/** A request for the keys of a whole case, as the lead's browser made and signed it. */
export type EscrowAsk = {
  ceremonyId: string;
  caseId: string;
  reason: string;
  purpose: CeremonyPurpose;
  /** The day that the asker signed. */
  askedOn: string;
  reasonSealed: Uint8Array;
};

/**
 * The case behind an order number, if the lead's unit stands above the responsible one and the case is not about it.
 * Refusal `notFound` otherwise, the same as for a number that no case has.
 */
export async function caseToAsk(ctx: Context, actor: Actor, order: number): Promise<{ caseId: string }> {
  const by = requireMember(actor);
  return look(ctx, by, 'escrow.ask', null, async ({ db }) => {
    const known = Number.isSafeInteger(order) && order > 0;
    const [row] = known ? await db.select().from(caseFile).where(eq(caseFile.order, order)) : [];
    if (!row) throw new Refusal('notFound', { field: 'order' });
    await requireAbove(db, ctx, row, by.unitId);
    return { caseId: row.id };
  });
}

/**
 * A lead of a unit above the responsible one asks for report key and case key: to review the case (and read it) or to
 * take it over. Refusals: `notFound`, `invalid` (reason, purpose, words), `stageForbids` (a takeover after the
 * verdict), `conflict`, `alreadyDone`.
 */
export function askEscrow(ctx: Context, actor: Actor, wanted: EscrowAsk): Promise<void> {
  const { ceremonyId: id, caseId, reasonSealed, reason, purpose } = wanted;
  return perform(ctx, actor, 'escrow.ask', `ceremony:${id}`, async (p) => {
    const { tx, today, record } = p;
    const row = await lockCase(tx, caseId);
    const by = await actingMember(tx, actor);
    await requireAbove(tx, ctx, row, by.unitId);
    requireAskedToday(wanted.askedOn, today);
    await requireNoneOpen(tx, { kind: 'escrow', caseId }, today);
    if (purpose === 'takeover') transferred(row, by, today);
    const wish = { kind: 'escrow', reason, purpose, fields: [], on: today } as const;
    const asked = decided(ask(by, wish, await ceremonyTerms(tx, today), await earlierParts(tx, caseId)));
    await insertCeremony(tx, asked, { id, caseId, reportId: null, reasonSealed, unitId: by.unitId });
    await notifyNextPart(p, id, 'escrow.approve');
    record({ caseId, reason, purpose });
  });
}

/** The case after the unit above has taken it over; throws the rule's refusal. */
export function transferred(row: CaseRow, by: Member, on: string) {
  const next = decide(caseStateOf(row), { type: 'transfer', toUnitId: by.unitId, by: by.memberId, on });
  if (isRefusal(next)) throw next;
  return next.state;
}

/** The custodians' shares of an approved escrow, for the named custodian. Refusals: as for `giveEscrow`. */
export function escrowToGive(ctx: Context, actor: Actor, ceremonyId: string): Promise<SharesToGive> {
  return look(ctx, actor, 'ceremony.read', `ceremony:${ceremonyId}`, async ({ db, today }) => {
    const row = await lockCeremony(db, ceremonyId, 'escrow');
    await requireStillAbove(db, ctx, row);
    decided(open(row, await actingMember(db, actor), today, await earlierParts(db, row.caseId, row.id)));
    return sharesToGive(db, row, 'custodians');
  });
}

/**
 * The named custodian agrees too: the custodians' shares are re-sealed to the asker, who joins them. So neither
 * guardian nor custodian ever holds a key of the case. Refusals: `notFound`, `notAllowed`, `stageForbids`,
 * `alreadyDone`, `expired`, `conflict` (data.rule), `invalid` (shares).
 */
export function giveEscrow(ctx: Context, actor: Actor, ceremonyId: string, shares: PostedShare[]): Promise<void> {
  return perform(ctx, actor, 'escrow.open', `ceremony:${ceremonyId}`, async ({ tx, today, record }) => {
    const row = await lockCeremony(tx, ceremonyId, 'escrow');
    await requireStillAbove(tx, ctx, row);
    const by = await actingMember(tx, actor);
    const opened = decided(open(row, by, today, await earlierParts(tx, row.caseId, row.id)));
    const after = decided(finish(opened, by, { outcome: 'released', fields: [] }, today));
    await keepShares(tx, row, 'custodians', shares);
    await saveCeremony(tx, row, after);
    record({ ...logDataOf(row), outcome: 'released' });
  });
}
