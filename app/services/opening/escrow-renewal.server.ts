import { randomUUID } from 'node:crypto';
import { and, eq, or } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseFile, report, wrappedKey } from '#db/schema/casework';
import type { Member } from '~/domain/acts/permission';
import { rowFromCase } from '~/domain/case/case-row';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { ROUTED_KINDS } from '~/domain/staff/unit-kinds';
import type { SignedStep } from '~/envelope/case/case-transfer';
import { caseDue } from '~/services/case/case-deadline.server';
import { addCaseEvent, type CaseRow, openReports } from '~/services/case/case-record.server';
import { keepStep } from '~/services/case/case-steps.server';
import { requireTaker } from '~/services/case/case-transfer.server';
import type { TransferHead } from '~/services/case/noted-transfers.server';
import type { Context } from '~/services/context.server';
import { keepProofs, type RenewalProof, requireProofs } from '~/services/keys/renewal-proof.server';
import { certifiedKeyOf, certifiedUnitKey } from '~/services/keys/unit-key.server';
import type { Performing } from '~/services/perform.server';
import { settleAlert } from '~/services/report/danger-alert.server';
import { transferred } from './escrow.server';

export async function takeOver(
  p: Performing,
  ctx: Context,
  file: CaseRow,
  by: Member,
  taken: TakenEscrow,
): Promise<TransferHead> {
  const { tx, today } = p;
  await requireTaker(tx, ctx, file, by.unitId);
  const state = transferred(file, by, today);
  // The former unit's wraps are removed where the asker's browser could check what it joined. Older case keys and
  // threads stay wrapped for the former unit, which can no longer fetch them: threads have no escrow, and nobody else
  // could open them.
  await tx
    .delete(wrappedKey)
    .where(
      and(
        eq(wrappedKey.caseId, file.id),
        eq(wrappedKey.holder, 'unit'),
        eq(wrappedKey.share, 'whole'),
        or(eq(wrappedKey.key, 'report'), and(eq(wrappedKey.key, 'case'), eq(wrappedKey.keyEpoch, file.keyEpoch))),
      ),
    );
  const { renewal } = taken;
  if (renewal === null) throw new Refusal('conflict');
  await renew(tx, file, by, today, renewal);
  const move = { caseId: file.id, kind: 'takeover', fromUnitId: file.responsibleUnitId, toUnitId: by.unitId } as const;
  const head = await keepStep(ctx, tx, { ...move, by, day: today }, renewal.step);
  const data = { from: file.responsibleUnitId, to: by.unitId };
  await tx
    .update(caseFile)
    .set({
      ...rowFromCase(state),
      ...(await caseDue(tx, ctx, state, file)),
      reasons: [...file.reasons, { rule: 'transfer', unitId: by.unitId }],
      keyEpoch: file.keyEpoch + 1,
      caseRecipient: renewal.caseRecipient,
    })
    .where(eq(caseFile.id, file.id));
  await settleAlert(p, ctx, file, state);
  await addCaseEvent(tx, {
    caseId: file.id,
    act: 'case.transfer',
    actor: by,
    unitId: file.responsibleUnitId,
    onDay: today,
    data,
  });
  return head;
}

/** The next generation: a case key with its escrow, and a thread key for each reporter who can still be answered. */
async function renew(
  tx: Tx,
  file: CaseRow,
  by: Member,
  madeOn: IsoDate,
  renewal: NonNullable<TakenEscrow['renewal']>,
): Promise<void> {
  const keyEpoch = file.keyEpoch + 1;
  const reports = (await openReports(tx, file.id)).filter(({ reporterRecipient }) => reporterRecipient !== null);
  const [own, custodians, guardians] = [
    await certifiedUnitKey(tx, by.unitId, ROUTED_KINDS),
    await certifiedKeyOf(tx, 'custodians'),
    await certifiedKeyOf(tx, 'guardians'),
  ];
  const wanted = [
    `case:whole:unit:${own.unitKeyId}:`,
    `case:custodians:unit:${custodians.unitKeyId}:`,
    `case:guardians:unit:${guardians.unitKeyId}:`,
    ...reports.flatMap(({ id }) => [`thread:whole:unit:${own.unitKeyId}:${id}`, `thread:whole:reporter::${id}`]),
  ].sort();
  const given = renewal.wraps
    .map((one) => `${one.key}:${one.share}:${one.holder}:${one.unitKeyId ?? ''}:${one.reportId ?? ''}`)
    .sort();
  const threads = new Map(renewal.threads.map((one) => [one.reportId, one.threadRecipient]));
  const whole = wanted.join() === given.join() && renewal.wraps.every((one) => one.keyEpoch === keyEpoch);
  if (!whole || threads.size !== reports.length) throw new Refusal('conflict');
  requireProofs(
    renewal.proofs,
    reports.map(({ id }) => id),
  );
  await insertWraps(tx, file.id, renewal.wraps);
  await keepProofs(tx, { caseId: file.id, keyEpoch, authorId: by.memberId, madeOn }, renewal.proofs);
  for (const { id } of reports) {
    const threadRecipient = threads.get(id);
    if (threadRecipient === undefined) throw new Refusal('conflict');
    await tx.update(report).set({ threadRecipient }).where(eq(report.id, id));
  }
}

export async function insertWraps(tx: Tx, caseId: string, wraps: readonly TakenWrap[]): Promise<void> {
  const reports = await openReports(tx, caseId);
  const first = reports[0]?.id ?? null;
  await tx
    .insert(wrappedKey)
    .values(wraps.map(({ reportId, ...wrap }) => ({ ...wrap, id: randomUUID(), caseId, reportId: reportId ?? first })));
}

/**
 * A key wrapped in the asker's browser. Shares of new case keys go to custodians and guardians, as when a report is
 * sent.
 */
export type TakenWrap = {
  reportId: string | null;
  key: 'report' | 'thread' | 'case';
  keyEpoch: number;
  share: 'whole' | 'custodians' | 'guardians';
  holder: 'unit' | 'reporter';
  unitKeyId: string | null;
  bytes: Uint8Array;
};

export type TakenEscrow = {
  /** The joined keys, whole for the asker's unit. */
  wraps: TakenWrap[];
  /** For a takeover: the next generation of case and thread keys, which the unit that had the case never sees. */
  renewal: {
    wraps: TakenWrap[];
    caseRecipient: string;
    threads: { reportId: string; threadRecipient: string }[];
    proofs: RenewalProof[];
    /** The lead's signed statement that the case goes to the lead's own unit. */
    step: SignedStep;
  } | null;
};
