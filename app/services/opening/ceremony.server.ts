import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { report, sealedPart } from '#db/schema/casework';
import { verifyApproval } from '~/contract/sealed/ceremony';
import type { Actor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { approve, ask, refuse } from '~/domain/opening/ceremony';
import type { CeremonyKind, CeremonyPurpose } from '~/domain/opening/ceremony-state';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { lockCase } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { certifiedInForce } from '~/services/keys/certified.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { receiverOf } from './ceremony-approval.server';
import { alertSupervisors, notifyNextPart } from './ceremony-notice.server';
import {
  actingMember,
  type CeremonyRow,
  ceremonyTerms,
  decided,
  earlierParts,
  factsOf,
  findCeremony,
  insertCeremony,
  lockCeremony,
  logDataOf,
  otherMember,
  type PostedShare,
  requireAskedToday,
  requireNoneOpen,
  saveCeremony,
} from './ceremony-rows.server';
import { keepShares } from './ceremony-shares.server';
import { requireStillAbove } from './escrow-standing.server';

/** A request to know who reported, as the handler's browser made and signed it. */
export type IdentityAsk = {
  ceremonyId: string;
  caseId: string;
  reportId: string;
  reason: string;
  purpose: CeremonyPurpose;
  fields: string[];
  /** The day that the asker signed. */
  askedOn: string;
  /** The reason in words, sealed to guardians and custodians. */
  reasonSealed: Uint8Array;
};

/**
 * A handler of the case asks to have the reporter contacted, or fields of the identity released. With the reason
 * `dangerToLife` it is an emergency: the supervisors are told at once. Refusals: `notFound`, `invalid` (reason,
 * purpose, fields, words), `conflict` (data.rule), `alreadyDone` while another request is under way.
 */
export function askIdentity(ctx: Context, actor: Actor, wanted: IdentityAsk): Promise<void> {
  const { ceremonyId: id, caseId, reportId, reasonSealed } = wanted;
  return perform(ctx, actor, 'identity.ask', `ceremony:${id}`, async (p) => {
    const row = await lockCase(p.tx, caseId);
    p.within({ unitId: row.responsibleUnitId, assignedTo: row.assignedTo });
    requireAskedToday(wanted.askedOn, p.today);
    await requireIdentity(p.tx, caseId, reportId);
    await requireNoneOpen(p.tx, { kind: 'identity', reportId }, p.today);
    const by = await actingMember(p.tx, actor);
    const { reason, purpose, fields } = wanted;
    const asked = decided(
      ask(
        by,
        { kind: 'identity', reason, purpose, fields, on: p.today },
        await ceremonyTerms(p.tx, p.today),
        await earlierParts(p.tx, caseId),
      ),
    );
    await insertCeremony(p.tx, asked, { id, caseId, reportId, reasonSealed, unitId: by.unitId });
    p.record({ caseId, reportId, reason, purpose, fields, emergency: asked.emergency });
    await notifyNextPart(p, id, ACTS_OF.identity.approve);
    if (asked.emergency) await alertSupervisors(p, id, 'ask');
  });
}

async function requireIdentity(tx: Tx, caseId: string, reportId: string): Promise<void> {
  const [row] = isUuid(reportId)
    ? await tx
        .select({ id: report.id })
        .from(report)
        .innerJoin(sealedPart, and(eq(sealedPart.reportId, report.id), eq(sealedPart.kind, 'identity')))
        .where(and(eq(report.id, reportId), eq(report.caseId, caseId), isNull(report.supersededBy)))
        .limit(1)
    : [];
  if (!row) throw new Refusal('notFound');
}

const ACTS_OF = {
  identity: { approve: 'identity.approve', refuse: 'identity.refuse', open: 'identity.open' },
  escrow: { approve: 'escrow.approve', refuse: 'escrow.refuse', open: 'escrow.open' },
  payeeSample: { approve: 'payee.approveSample', refuse: 'payee.refuseSample', open: 'payee.giveSample' },
} as const satisfies Record<CeremonyKind, Record<'approve' | 'refuse' | 'open', Act>>;

/** What a guardian's browser made: the shares re-sealed to the receiver, and the signature over all of it. */
export type PostedApproval = {
  /** The custodian who is to open; for a sample, the auditor who asked. */
  openerId: string;
  expiresOn: string;
  approval: string;
  shares: PostedShare[];
};

/**
 * A guardian approves. The signature is checked here too, though browsers rely on their own check. Refusals:
 * `notFound`, `alreadyDone`, `expired`, `samePerson`, `conflict` (data.rule; also when the days of the rule changed),
 * `invalid` (opener, shares, approval).
 */
export async function approveCeremony(
  ctx: Context,
  actor: Actor,
  ceremonyId: string,
  posted: PostedApproval,
): Promise<void> {
  const kind = await kindFor(ctx, actor, ceremonyId);
  await perform(ctx, actor, ACTS_OF[kind].approve, `ceremony:${ceremonyId}`, async (p) => {
    const { tx, today, record } = p;
    const row = await lockCeremony(tx, ceremonyId, kind);
    await requireStillAbove(tx, ctx, row);
    const earlier = await earlierParts(tx, row.caseId, row.id);
    const by = await actingMember(tx, actor);
    const opener = await otherMember(tx, posted.openerId);
    const after = decided(approve(row, by, opener, today, await ceremonyTerms(tx, today), earlier));
    if (after.expiresOn !== posted.expiresOn) throw new Refusal('conflict', { field: 'expiresOn' });
    await requireSigned(tx, row, by.memberId, posted);
    await keepShares(tx, row, 'guardians', posted.shares);
    await saveCeremony(tx, row, after, { approval: posted.approval });
    record({ ...logDataOf(row), outcome: 'approved', opener: opener.memberId, expiresOn: posted.expiresOn });
    await notifyNextPart(p, ceremonyId, ACTS_OF[kind].open);
  });
}

async function requireSigned(tx: Tx, row: CeremonyRow, approvedBy: string, posted: PostedApproval): Promise<void> {
  const { members } = await certifiedInForce(tx);
  const guardian = members.get(approvedBy);
  if (!members.has(posted.openerId)) throw new Refusal('invalid', { field: 'opener' });
  const { openerId, expiresOn, shares } = posted;
  const said = { ...factsOf(row), approvedBy, openerId, receiverId: receiverOf(row, openerId), expiresOn, shares };
  const signed = guardian !== undefined && verifyApproval(said, posted.approval, guardian.signingKey);
  if (!signed) throw new Refusal('invalid', { field: 'approval' });
}

/**
 * Which act it is, as its row tells; answered only to those who may decide on openings. Refusals: `notAllowed`,
 * `notFound`.
 */
function kindFor(ctx: Context, actor: Actor, ceremonyId: string): Promise<CeremonyKind> {
  return look(ctx, actor, 'identity.approve', `ceremony:${ceremonyId}`, async ({ db }) => {
    return (await findCeremony(db, ceremonyId)).kind;
  });
}

/** A guardian refuses. Refusals: `notFound`, `alreadyDone`, `expired`, `samePerson`, `conflict`. */
export async function refuseCeremony(ctx: Context, actor: Actor, ceremonyId: string): Promise<void> {
  const kind = await kindFor(ctx, actor, ceremonyId);
  await perform(ctx, actor, ACTS_OF[kind].refuse, `ceremony:${ceremonyId}`, async ({ tx, today, record }) => {
    const row = await lockCeremony(tx, ceremonyId, kind);
    const earlier = await earlierParts(tx, row.caseId, row.id);
    await saveCeremony(tx, row, decided(refuse(row, await actingMember(tx, actor), today, earlier)));
    record({ ...logDataOf(row), outcome: 'refused' });
  });
}
