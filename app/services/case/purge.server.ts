import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { ceremony, ceremonyShare } from '#db/schema/ceremony';
import { tombstone } from '#db/schema/deletion';
import { payeeShare, reward, rewardProposal } from '#db/schema/reward';
import { payeeScope } from '~/contract/sealed/payee';
import type { IsoDate } from '~/domain/dates';
import { blobRemovals } from '~/services/outbox.server';
import type { Performing } from '~/services/perform.server';
import { NO_DUE } from './case-deadline.server';
import { type CaseRow, lockCase } from './case-record.server';

/** Why something was deleted: the retention policy's id, two people, or a tombstone replayed after a restore. */
export type Rule = string;

const NOTHING = new Uint8Array(0);

/**
 * Crypto-shreds a case inside the caller's transaction: wrapped keys, sealed parts, blobs, and the sealed bytes of
 * ceremonies and rewards are deleted; clear fields, ledger and log stay. Leaves a tombstone. The reporter's code still
 * finds the page, which says that the content was deleted.
 */
export async function purgeCase(p: Performing, row: CaseRow, rule: Rule): Promise<void> {
  const { tx, today } = p;
  await removeParts(p, eq(sealedPart.caseId, row.id));
  await tx.delete(wrappedKey).where(eq(wrappedKey.caseId, row.id));
  await shredCeremonies(tx, row.id);
  await shredRewards(tx, row.id);
  await tx
    .update(report)
    .set({ reporterRecipient: null, reportRecipient: null, threadRecipient: null })
    .where(eq(report.caseId, row.id));
  await tx
    .update(caseFile)
    .set({ purgedOn: today, caseRecipient: null, excludedUnitTags: [], ...NO_DUE })
    .where(eq(caseFile.id, row.id));
  await leaveTombstone(tx, { subject: 'case', subjectId: row.id, rule, onDay: today });
}

/** Deletes the reporter's identity earlier than the rest: the identity part and both shares of its key. */
export async function purgeIdentity(p: Performing, caseId: string): Promise<void> {
  await lockCase(p.tx, caseId);
  await removeParts(p, and(eq(sealedPart.caseId, caseId), eq(sealedPart.kind, 'identity')));
  await p.tx.delete(wrappedKey).where(and(eq(wrappedKey.caseId, caseId), eq(wrappedKey.key, 'identity')));
  await shredCeremonies(p.tx, caseId);
}

/** Deletes the bank data of a paid reward; ledger and voucher number stay. */
export async function shredPayee(p: Performing, rewardId: string, rule: Rule): Promise<void> {
  await p.tx
    .update(reward)
    .set({ payee: null, payeeRecipient: null, payeeSignature: null })
    .where(eq(reward.id, rewardId));
  await p.tx.delete(payeeShare).where(eq(payeeShare.rewardId, rewardId));
  await p.tx.delete(ceremonyShare).where(eq(ceremonyShare.scope, payeeScope(rewardId)));
  await leaveTombstone(p.tx, { subject: 'payee', subjectId: rewardId, rule, onDay: p.today });
}

async function removeParts({ tx, enqueue }: Performing, which: ReturnType<typeof and>): Promise<void> {
  const gone = await tx.delete(sealedPart).where(which).returning({ blob: sealedPart.blob });
  await enqueue(...blobRemovals(gone.flatMap(({ blob }) => blob ?? [])));
}

async function shredCeremonies(tx: Tx, caseId: string): Promise<void> {
  const ofCase = await tx.select({ id: ceremony.id }).from(ceremony).where(eq(ceremony.caseId, caseId));
  const ids = ofCase.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.delete(ceremonyShare).where(inArray(ceremonyShare.ceremonyId, ids));
  await tx.update(ceremony).set({ reasonSealed: NOTHING, outcomeSealed: null }).where(inArray(ceremony.id, ids));
}

/** What a payment says about its payee has a term of its own; nothing leads to it from here. */
async function shredRewards(tx: Tx, caseId: string): Promise<void> {
  await tx
    .update(rewardProposal)
    .set({ stepsForCase: NOTHING, stepsForReporter: NOTHING, paymentForCase: null })
    .where(eq(rewardProposal.caseId, caseId));
}

type Gone = { subject: 'case' | 'payee'; subjectId: string; rule: Rule; onDay: IsoDate };

async function leaveTombstone(tx: Tx, gone: Gone): Promise<void> {
  await tx.insert(tombstone).values({ id: randomUUID(), ...gone });
}

/** Is anything sealed of the case left? For the replay after a restore. */
export async function hasContent(tx: Pick<Tx, 'select'>, caseId: string): Promise<boolean> {
  const [key] = await tx.select({ id: wrappedKey.id }).from(wrappedKey).where(eq(wrappedKey.caseId, caseId)).limit(1);
  const [part] = await tx
    .select({ id: sealedPart.id })
    .from(sealedPart)
    .where(and(eq(sealedPart.caseId, caseId), or(isNotNull(sealedPart.bytes), isNotNull(sealedPart.blob))))
    .limit(1);
  return key !== undefined || part !== undefined;
}
