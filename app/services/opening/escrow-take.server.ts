import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { sealedPart, wrappedKey } from '#db/schema/casework';
import { keyScope } from '~/contract/sealed/key-wraps';
import type { Actor } from '~/domain/acts/permission';
import { takeKeys } from '~/domain/opening/ceremony';
import { Refusal } from '~/domain/refusal';
import { ROUTED_KINDS } from '~/domain/staff/unit-kinds';
import { toBase64 } from '~/envelope/bytes';
import { type CaseRow, lockCase, openReports, requireSealed } from '~/services/case/case-record.server';
import { noteTransfer } from '~/services/case/transfer-chain.server';
import type { Context } from '~/services/context.server';
import { certifiedUnitKey } from '~/services/keys/unit-key.server';
import { perform } from '~/services/perform.server';
import { approvalOf, type SealedApproval } from './ceremony-approval.server';
import { actingMember, type CeremonyRow, decided, lockCeremony, logDataOf, saveCeremony } from './ceremony-rows.server';
import { destroyShares, releasedShares } from './ceremony-shares.server';
import { insertWraps, type TakenEscrow, type TakenWrap, takeOver } from './escrow-renewal.server';
import { requireStillAbove } from './escrow-standing.server';

/** `recipient` is the public half where the case still seals to the key: what was joined must fit it. */
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
  /** By scope: the report, the key and the generation to which it belongs. */
  keys: EscrowedKey[];
  /** For a takeover: reports whose reporters get a new thread key, and the generation to which it belongs. */
  reports: ReportToRenew[];
  nextEpoch: number;
};

/** Both released shares of every key, for the lead who asked. Refusals: as for `takeEscrow`. */
export function escrowToTake(ctx: Context, actor: Actor, ceremonyId: string): Promise<EscrowToTake> {
  return perform(ctx, actor, 'escrow.take', `ceremony:${ceremonyId}`, async ({ tx, today, record }) => {
    const row = await lockCeremony(tx, ceremonyId, 'escrow');
    await requireStillAbove(tx, ctx, row);
    decided(takeKeys(row, await actingMember(tx, actor), today));
    const file = await lockCase(tx, row.caseId ?? '');
    const released = await releasedShares(tx, row.id);
    record({ ...logDataOf(row), outcome: 'joined' });
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

/**
 * The lead who asked takes the keys over to their own unit. After a review the unit reads the case. After a takeover it
 * is responsible for the case, later parts are sealed to new keys, and the former unit has no key left to the narrative
 * and the casework. Refusals: `notFound`, `notAllowed`, `stageForbids`, `alreadyDone`, `expired`, `conflict` (keys or
 * reports changed meanwhile), `notOpen` (the own unit has no certified key).
 */
export async function takeEscrow(ctx: Context, actor: Actor, ceremonyId: string, taken: TakenEscrow): Promise<void> {
  const head = await perform(ctx, actor, 'escrow.take', `ceremony:${ceremonyId}`, async (p) => {
    const row = await lockCeremony(p.tx, ceremonyId, 'escrow');
    await requireStillAbove(p.tx, ctx, row);
    const by = await actingMember(p.tx, actor);
    const after = decided(takeKeys(row, by, p.today));
    const file = await lockCase(p.tx, row.caseId ?? '');
    const own = await certifiedUnitKey(p.tx, by.unitId, ROUTED_KINDS);
    await requireJoined(p.tx, row, file, own.unitKeyId, taken);
    const step = row.purpose === 'takeover' ? await takeOver(p, ctx, file, by, taken) : null;
    await insertWraps(p.tx, file.id, taken.wraps);
    await saveCeremony(p.tx, row, after);
    await destroyShares(p.tx, row.id);
    p.record({ ...logDataOf(row), outcome: 'taken' });
    return step;
  });
  if (head) noteTransfer(ctx, head);
}

/**
 * Requires each released key exactly once, whole, for the own unit's certified key; and a renewal exactly when the case
 * is taken over.
 */
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
