import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { sealedPart } from '#db/schema/casework';
import type { CeremonyFacts } from '~/contract/sealed/ceremony';
import type { Actor } from '~/domain/acts/permission';
import { finish, open } from '~/domain/opening/ceremony';
import type { CeremonyOutcome } from '~/domain/opening/ceremony-state';
import { Refusal } from '~/domain/refusal';
import { toBase64 } from '~/envelope/bytes';
import { requireSealed } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { approvalOf, type SealedApproval } from './ceremony-approval.server';
import { alertSupervisors } from './ceremony-notice.server';
import {
  actingMember,
  decided,
  earlierParts,
  factsOf,
  lockCeremony,
  logDataOf,
  saveCeremony,
  type UnitShare,
} from './ceremony-rows.server';
import { destroyShares, releasedShares, sharesHeld } from './ceremony-shares.server';

/** What the named custodian's browser joins and opens, in memory only. Bytes are URL-safe Base64. */
export type SealedIdentity = {
  facts: CeremonyFacts;
  part: string;
  approval: SealedApproval;
  /** The custodians' own share. */
  own: UnitShare;
};

/**
 * The named custodian opens an identity. The opening is on record before anything sealed is handed out, and may be
 * repeated until the outcome is recorded. Refusals: `notFound`, `notAllowed`, `stageForbids`, `alreadyDone`, `expired`,
 * `conflict`.
 */
export function openIdentity(ctx: Context, actor: Actor, ceremonyId: string): Promise<SealedIdentity> {
  return perform(ctx, actor, 'identity.open', `ceremony:${ceremonyId}`, async (p) => {
    const row = await lockCeremony(p.tx, ceremonyId, 'identity');
    const earlier = await earlierParts(p.tx, row.caseId, row.id);
    const after = decided(open(row, await actingMember(p.tx, actor), p.today, earlier));
    await saveCeremony(p.tx, row, after);
    p.record({ ...logDataOf(row), outcome: 'opened', again: row.state === 'opened' });
    if (row.emergency) await alertSupervisors(p, row.id, 'open');
    const [own] = await sharesHeld(p.tx, row, 'custodians');
    const part = await identityPart(p.tx, row.reportId);
    if (!own || !part) throw new Refusal('notFound');
    return { facts: factsOf(row), part, approval: approvalOf(row, await releasedShares(p.tx, row.id)), own };
  });
}

async function identityPart(tx: Tx, reportId: string | null): Promise<string | null> {
  const [part] =
    reportId === null
      ? []
      : await tx
          .select({ bytes: sealedPart.bytes })
          .from(sealedPart)
          .where(and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'identity')));
  return part?.bytes ? toBase64(part.bytes) : null;
}

/** What the custodian did with the identity; the note or the fields are sealed to the handler who asked. */
export type PostedOutcome = { outcome: CeremonyOutcome; fields: string[]; outcomeSealed: Uint8Array };

/**
 * The custodian records the outcome, once; the released shares are destroyed. Refusals: as for `openIdentity`, and
 * `invalid` (outcome, fields).
 */
export function tellOutcome(ctx: Context, actor: Actor, ceremonyId: string, posted: PostedOutcome): Promise<void> {
  return perform(ctx, actor, 'identity.open', `ceremony:${ceremonyId}`, async ({ tx, today, record }) => {
    const row = await lockCeremony(tx, ceremonyId, 'identity');
    requireSealed(posted.outcomeSealed, 'note');
    const { outcome, fields, outcomeSealed } = posted;
    const after = decided(finish(row, await actingMember(tx, actor), { outcome, fields }, today));
    await saveCeremony(tx, row, after, { outcomeSealed });
    await destroyShares(tx, row.id);
    record({ ...logDataOf(row), outcome, fields });
  });
}
