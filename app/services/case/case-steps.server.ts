import { asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseTransfer, report } from '#db/schema/casework';
import { payeeSample } from '#db/schema/ceremony';
import { reward } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { ConfirmedMark } from '~/envelope/case/accused-mark';
import { isSignedStep, type SignedStep } from '~/envelope/case/case-transfer';
import type { TransferChain } from '~/envelope/case/transfer-chain';
import type { Context } from '~/services/context.server';
import { certifiedInForce, type DirectoryVersion, directoryInForce } from '~/services/keys/certified.server';
import { formerDirectories, listsOfVersions, onceEach } from '~/services/keys/former-directories.server';
import { versionsOfSending } from '~/services/reward/sending-lists.server';
import { marksShown } from './mark-chain.server';
import type { TransferHead } from './noted-transfers.server';
import { appendTransfer, transferChain } from './transfer-chain.server';

/** The signed steps of a case from unit to unit, first one first. */
export async function stepsOf(tx: Pick<Tx, 'select'>, caseId: string): Promise<SignedStep[]> {
  return tx.select().from(caseTransfer).where(eq(caseTransfer.caseId, caseId)).orderBy(asc(caseTransfer.sequence));
}

type Given = {
  caseId: string;
  kind: SignedStep['kind'];
  fromUnitId: string;
  toUnitId: string;
  by: Pick<Member, 'memberId'>;
  day: IsoDate;
};

/**
 * Stores the step that the member's browser signed, which must be the next one of the case and of the county. Refusal
 * `conflict` (field unit) for any other: somebody else transferred the case meanwhile, the day changed, a new list is
 * in force, or as `appendTransfer`. The caller notes what it returns once the transaction is committed.
 */
export async function keepStep(ctx: Context, tx: Tx, given: Given, step: SignedStep): Promise<TransferHead> {
  const { caseId, kind, fromUnitId, toUnitId, by, day } = given;
  const before = await stepsOf(tx, caseId);
  const inForce = (await directoryInForce(tx))?.version ?? 0;
  const place = { sequence: before.length + 1, number: step.number, previous: step.previous };
  const expected = { caseId, ...place, kind, fromUnitId, toUnitId, onDay: day, listVersion: inForce };
  const entry = (await certifiedInForce(tx)).members.get(by.memberId);
  const signed = { ...expected, memberId: by.memberId, signature: step.signature, proofs: step.proofs };
  const rightly = entry !== undefined && isSignedStep(signed, entry.signingKey) && step.proofs.every(isSignature);
  if (!rightly || step.proofs.length === 0) throw new Refusal('conflict', { field: 'unit' });
  return appendTransfer(ctx, tx, signed);
}

/** 64 bytes in URL-safe Base64. */
const isSignature = (text: string): boolean => /^[\w-]{86}$/.test(text);

/**
 * The transfers of a case, every mark of an accused unit, and the lists by which a browser judges them: those of the
 * sending, and those of signers who have left since.
 */
export type TransferHistory = {
  steps: SignedStep[];
  /** Given only for an escrow, about which the transfers of the case decide. */
  chain: TransferChain | null;
  marks: ConfirmedMark[];
  former: DirectoryVersion[];
};

export async function transferHistory(
  ctx: Context,
  tx: Tx,
  caseId: string | null,
  withChain: boolean,
): Promise<TransferHistory> {
  const inForce = await directoryInForce(tx);
  const { marks, former } = await marksShown(tx, inForce);
  const chain = withChain ? await transferChain(ctx, tx) : null;
  if (caseId === null) return { steps: [], chain, marks, former };
  const steps = await stepsOf(tx, caseId);
  const rows = await tx.selectDistinct({ version: report.listVersion }).from(report).where(eq(report.caseId, caseId));
  const then = await listsOfVersions(
    tx,
    rows.map(({ version }) => version),
    inForce,
  );
  const signers = await formerDirectories(
    tx,
    steps.map(({ memberId }) => memberId),
    inForce,
  );
  return { steps, chain, marks, former: onceEach([...then, ...signers, ...former]) };
}

/** For payments that an auditor drew: the lists by which their reports may have been sent. These lead to no case. */
export async function sampleTransferHistory(tx: Tx, ceremonyId: string): Promise<TransferHistory> {
  const [sample] = await tx.select().from(payeeSample).where(eq(payeeSample.ceremonyId, ceremonyId));
  const drawn = sample?.rewardIds ?? [];
  const versions = await versionsOfSending(tx, inArray(reward.id, drawn));
  const inForce = await directoryInForce(tx);
  const { marks, former } = await marksShown(tx, inForce);
  return {
    steps: [],
    chain: null,
    marks,
    former: onceEach([...(await listsOfVersions(tx, versions, inForce)), ...former]),
  };
}
