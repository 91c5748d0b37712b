import { randomUUID } from 'node:crypto';
import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile, caseTransfer } from '#db/schema/casework';
import { askHere } from '~/browser/opening/ceremony-asker';
import { giveHere } from '~/browser/opening/ceremony-workspace';
import type { CeremonyPurpose } from '~/domain/opening/ceremony-state';
import { fromBase64 } from '~/envelope/bytes';
import { type SignedStep, signStep } from '~/envelope/case/case-transfer';
import { chainHashes, linkOf, nextPlace } from '~/envelope/case/transfer-chain';
import { type Context, today } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { askEscrow, escrowToGive } from '~/services/opening/escrow.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { bytesOf, type Cast, workspaceOf } from './ceremony-play';
import { reportDraft } from './report-drafts';
import { sealedInBrowser, sent } from './sealed-submission';

/** A report about this unit, sealed in the reporter's browser: its case, and who handles it. */
export async function reportAbout(ctx: Context, accusedUnit?: string) {
  const { posted } = await sealedInBrowser(ctx, reportDraft(accusedUnit === undefined ? {} : { accusedUnit }));
  await submitSealedReport(ctx, sent(posted));
  const { caseId, reportId } = posted;
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  return { caseId, reportId, order: row?.order ?? 0, unitId: row?.responsibleUnitId };
}

export type EscrowWish = { lead: EnrolledMember; caseId: string; purpose?: CeremonyPurpose; signer?: EnrolledMember };

/** A lead requests a case's escrow, as the lead's own browser does. */
export async function askFromAbove(ctx: Context, { lead, caseId, purpose = 'review', signer = lead }: EscrowWish) {
  const about = { ceremonyId: randomUUID(), caseId, reason: 'suspectedConcealment', purpose } as const;
  const facts = { ...about, kind: 'escrow', reportId: '', fields: [], askedBy: lead.memberId, askedOn: today(ctx) };
  const words = await askHere(facts, '复核', await workspaceOf(ctx, signer));
  await askEscrow(ctx, lead.actor, { ...about, askedOn: facts.askedOn, reasonSealed: fromBase64(words) });
  return { facts, words, id: about.ceremonyId };
}

export type AskedEscrow = Awaited<ReturnType<typeof askFromAbove>>;

/** What the named custodian's browser hands over of an approved escrow. */
export async function custodianGives(ctx: Context, cast: Cast, { id, facts, words }: AskedEscrow) {
  const custodian = cast.of('custodians.1');
  const toGive = { facts, words, ...(await escrowToGive(ctx, custodian.actor, id)) };
  const given = await giveHere('custodians', toGive, today(ctx), await workspaceOf(ctx, custodian, facts.caseId));
  return given.map(bytesOf);
}

type Forged = Pick<SignedStep, 'caseId' | 'kind' | 'fromUnitId' | 'toUnitId' | 'onDay' | 'listVersion'>;

/**
 * A step written into a case's rows, signed by an accomplice, perhaps for another case, with any key in place of the
 * report's.
 */
export async function forgeStep(
  db: Db,
  step: Forged,
  signer: EnrolledMember,
  reportSeed: Uint8Array,
  caseId = step.caseId,
): Promise<void> {
  const by = { memberId: signer.memberId, signingSeed: signer.keys.signing.seed, reportSeeds: [reportSeed] };
  const { proofs, ...signed } = signStep({ ...step, sequence: 1, ...(await placeIn(db)) }, by);
  await db.insert(caseTransfer).values({ ...signed, caseId, proofs: [...proofs] });
}

/** The next place of the county's chain, as rows have it. */
async function placeIn(db: Db) {
  const rows = await db.select().from(caseTransfer).orderBy(asc(caseTransfer.number));
  return nextPlace({ hashes: chainHashes(rows.map((row) => linkOf(row, row.memberId))) });
}

/** Removes the newest steps of the county, as whoever owns the database can; as many as are named. */
export async function takeSteps(db: Db, numbers: readonly number[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.delete(caseTransfer).where(inArray(caseTransfer.number, [...numbers]));
  });
}

/** Removes the county's newest step; returns the function that puts it back. */
export async function takeNewestStep(db: Db): Promise<() => Promise<void>> {
  const [newest] = await db.select().from(caseTransfer).orderBy(desc(caseTransfer.number)).limit(1);
  if (!newest) throw new Error('no step');
  await takeSteps(db, [newest.number]);
  return async () => {
    await db.insert(caseTransfer).values(newest);
  };
}
