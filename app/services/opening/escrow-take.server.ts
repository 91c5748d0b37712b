import { randomUUID } from 'node:crypto';
import { and, eq, or } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { keyScope } from '~/contract/sealed/key-wraps';
import type { Actor, Member } from '~/domain/acts/permission';
import { rowFromCase } from '~/domain/case/case-row';
import type { IsoDate } from '~/domain/dates';
import { take } from '~/domain/opening/ceremony';
import { Refusal } from '~/domain/refusal';
import { ROUTED_KINDS } from '~/domain/staff/unit-kinds';
import { toBase64 } from '~/envelope/bytes';
import type { SignedStep } from '~/envelope/case/case-transfer';
import { caseDue } from '~/services/case/case-deadline.server';
import { addCaseEvent, type CaseRow, lockCase, openReports, requireSealed } from '~/services/case/case-record.server';
import { keepStep } from '~/services/case/case-steps.server';
import { requireTaker } from '~/services/case/case-transfer.server';
import type { TransferHead } from '~/services/case/noted-transfers.server';
import { noteTransfer } from '~/services/case/transfer-chain.server';
import type { Context } from '~/services/context.server';
import { keepProofs, type RenewalProof, requireProofs } from '~/services/keys/renewal-proof.server';
import { certifiedKeyOf, certifiedUnitKey } from '~/services/keys/unit-key.server';
import { type Performing, perform } from '~/services/perform.server';
import { codesOf } from './ceremony.server';
import { approvalOf, type SealedApproval } from './ceremony-approval.server';
import {
  actingMember,
  type CeremonyRow,
  decided,
  destroyShares,
  lockCeremony,
  releasedShares,
  saveCeremony,
  stateOf,
} from './ceremony-rows.server';
import { transferred } from './escrow.server';
import { requireStillAbove } from './escrow-standing.server';

/** `recipient` is the public half where the case still seals to it: what was joined must fit. */
export type EscrowedKey = {
  scope: string;
  reportId: string | null;
  key: 'report' | 'case';
  keyEpoch: number;
  recipient: string | null;
};

/** `narrative` (URL-safe Base64) says whether the keys that the row names are the reporter's. */
export type ReportToRenew = {
  reportId: string;
  reporterRecipient: string | null;
  threadRecipient: string | null;
  narrative: string | null;
};

/** What the asker's browser joins into keys. */
export type EscrowToTake = {
  approval: SealedApproval;
  custodians: { scope: string; bytes: string }[];
  caseId: string;
  /** Scope → which report's, which key, which generation. */
  keys: EscrowedKey[];
  /** For a takeover: reports whose reporters get a new thread key, and the generation it belongs to. */
  reports: ReportToRenew[];
  nextEpoch: number;
};

/** Both released shares of every key, for the lead who asked. Refusals as for `takeEscrow`. */
export function escrowToTake(ctx: Context, actor: Actor, ceremonyId: string): Promise<EscrowToTake> {
  return perform(ctx, actor, 'escrow.take', `ceremony:${ceremonyId}`, async ({ tx, today, record }) => {
    const row = await lockCeremony(tx, ceremonyId, 'escrow');
    await requireStillAbove(tx, ctx, row);
    decided(take(stateOf(row), await actingMember(tx, actor), today));
    const file = await lockCase(tx, row.caseId ?? '');
    const released = await releasedShares(tx, row.id);
    record({ ...codesOf(row), outcome: 'joined' });
    return {
      approval: approvalOf(row, released),
      custodians: released.filter(({ share }) => share === 'custodians').map(({ scope, bytes }) => ({ scope, bytes })),
      caseId: file.id,
      keys: await escrowedKeys(tx, file, new Set(released.map(({ scope }) => scope))),
      reports: await reportsToRenew(tx, file.id),
      nextEpoch: file.keyEpoch + 1,
    };
  });
}

async function reportsToRenew(tx: Tx, caseId: string): Promise<ReportToRenew[]> {
  const narratives = await tx
    .select({ reportId: sealedPart.reportId, bytes: sealedPart.bytes })
    .from(sealedPart)
    .where(and(eq(sealedPart.caseId, caseId), eq(sealedPart.kind, 'narrative')));
  return (await openReports(tx, caseId)).map(({ id, reporterRecipient, threadRecipient }) => {
    const narrative = narratives.find(({ reportId }) => reportId === id)?.bytes ?? null;
    return { reportId: id, reporterRecipient, threadRecipient, narrative: narrative && toBase64(narrative) };
  });
}

async function escrowedKeys(tx: Tx, file: CaseRow, scopes: ReadonlySet<string>): Promise<EscrowToTake['keys']> {
  const rows = await tx
    .select()
    .from(wrappedKey)
    .where(and(eq(wrappedKey.caseId, file.id), eq(wrappedKey.share, 'custodians')));
  const reports = new Map((await openReports(tx, file.id)).map(({ id, reportRecipient }) => [id, reportRecipient]));
  const keys = rows.flatMap(({ key, reportId, keyEpoch }): EscrowedKey[] => {
    if (key !== 'report' && key !== 'case') return [];
    const newest = keyEpoch === file.keyEpoch ? file.caseRecipient : null;
    const recipient = key === 'case' ? newest : (reports.get(reportId ?? '') ?? null);
    const scope = keyScope({ reportId: reportId ?? '', caseId: file.id }, key, keyEpoch);
    return [{ key, keyEpoch, reportId: key === 'case' ? null : reportId, scope, recipient }];
  });
  const once = new Map(keys.map((one) => [one.scope, one]));
  return [...once.values()].filter(({ scope }) => scopes.has(scope));
}

/** A key wrapped in the asker's browser. Shares of new case keys go to custodians and guardians, as at sending. */
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
  /** A takeover: the next generation of case and thread keys, which the unit that had the case never sees. */
  renewal: {
    wraps: TakenWrap[];
    caseRecipient: string;
    threads: { reportId: string; threadRecipient: string }[];
    proofs: RenewalProof[];
    /** The lead's signed word for the case's way to the own unit. */
    step: SignedStep;
  } | null;
};

/**
 * The lead who asked takes the keys over to the own unit. After a review's taking the unit reads the case; after a
 * takeover's it is responsible for it, later parts are sealed to new keys, and the unit before it has no key left to the
 * narrative and the casework. Refusals: `notFound`, `notAllowed`, `stageForbids`, `alreadyDone`, `expired`, `conflict`
 * (keys or reports changed meanwhile), `notOpen` (the own unit has no certified key).
 */
export async function takeEscrow(ctx: Context, actor: Actor, ceremonyId: string, taken: TakenEscrow): Promise<void> {
  const head = await perform(ctx, actor, 'escrow.take', `ceremony:${ceremonyId}`, async (p) => {
    const row = await lockCeremony(p.tx, ceremonyId, 'escrow');
    await requireStillAbove(p.tx, ctx, row);
    const by = await actingMember(p.tx, actor);
    const after = decided(take(stateOf(row), by, p.today));
    const file = await lockCase(p.tx, row.caseId ?? '');
    const own = await certifiedUnitKey(p.tx, by.unitId, ROUTED_KINDS);
    await requireJoined(p.tx, row, file, own.unitKeyId, taken);
    const step = row.purpose === 'takeover' ? await takeOver(p, ctx, file, by, taken) : null;
    await insertWraps(p.tx, file.id, taken.wraps);
    await saveCeremony(p.tx, row, after);
    await destroyShares(p.tx, row.id);
    p.record({ ...codesOf(row), outcome: 'taken' });
    return step;
  });
  if (head) noteTransfer(ctx, head);
}

/** Each released key once, whole, for the own unit's certified key; a renewal exactly when the case is taken over. */
async function requireJoined(
  tx: Tx,
  row: CeremonyRow,
  file: CaseRow,
  unitKeyId: string,
  { wraps, renewal }: TakenEscrow,
): Promise<void> {
  const released = new Set((await releasedShares(tx, row.id)).map(({ scope }) => scope));
  const given = new Set(wraps.map((wrap) => scopeOf(file, wrap)));
  const same =
    given.size === wraps.length && given.size === released.size && [...given].every((one) => released.has(one));
  const forOwn = wraps.every(
    (wrap) => wrap.share === 'whole' && wrap.unitKeyId === unitKeyId && wrap.holder === 'unit',
  );
  if (!same || !forOwn || (renewal === null) !== (row.purpose === 'review')) throw new Refusal('conflict');
  for (const { bytes } of [...wraps, ...(renewal?.wraps ?? [])]) requireSealed(bytes, 'keys');
}

const scopeOf = (file: CaseRow, { reportId, key, keyEpoch }: TakenWrap): string =>
  keyScope({ reportId: reportId ?? '', caseId: file.id }, key, keyEpoch);

async function takeOver(
  p: Performing,
  ctx: Context,
  file: CaseRow,
  by: Member,
  taken: TakenEscrow,
): Promise<TransferHead> {
  const { tx, today } = p;
  await requireTaker(tx, ctx, file, by.unitId);
  const state = transferred(file, by, today);
  // The former unit's wraps go where the asker's browser could check what it joined. Older case keys and threads stay
  // wrapped as they were, out of the former unit's reach: threads have no escrow, and nobody else could open them.
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
  const way = { caseId: file.id, way: 'takeover', fromUnitId: file.responsibleUnitId, toUnitId: by.unitId } as const;
  const head = await keepStep(ctx, tx, { ...way, by, day: today }, renewal.step);
  const data = { from: file.responsibleUnitId, to: by.unitId };
  await tx
    .update(caseFile)
    .set({
      ...rowFromCase(state),
      ...(await caseDue(tx, ctx, state)),
      reasons: [...file.reasons, { rule: 'transfer', unitId: by.unitId }],
      keyEpoch: file.keyEpoch + 1,
      caseRecipient: renewal.caseRecipient,
    })
    .where(eq(caseFile.id, file.id));
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

async function insertWraps(tx: Tx, caseId: string, wraps: readonly TakenWrap[]): Promise<void> {
  const reports = await openReports(tx, caseId);
  const first = reports[0]?.id ?? null;
  await tx
    .insert(wrappedKey)
    .values(wraps.map(({ reportId, ...wrap }) => ({ ...wrap, id: randomUUID(), caseId, reportId: reportId ?? first })));
}
