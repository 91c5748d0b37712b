import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile, report, wrappedKey } from '#db/schema/casework';
import { unitKey } from '#db/schema/county';
import type { Actor } from '~/domain/acts/permission';
import type { SealedCase } from '~/domain/case/sealed-case';
import { Refusal } from '~/domain/refusal';
import { ROUTED_KINDS } from '~/domain/staff/unit-kinds';
import { OPEN_STAGES } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { requireRecipient } from '~/services/keys/public-key.server';
import { keepProofs, type RenewalProof, requireProofs } from '~/services/keys/renewal-proof.server';
import { certifiedKeyOf, certifiedUnitKey } from '~/services/keys/unit-key.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { requireMember } from './case-act.server';
import { findCase, lockCase, openReports, requireSealed } from './case-record.server';
import { sealedCase } from './sealed-case.server';

type RenewedWrap = {
  /** Null for the case key. */
  reportId: string | null;
  key: 'thread' | 'case';
  share: 'whole' | 'custodians' | 'guardians';
  holder: 'unit' | 'reporter';
  unitKeyId: string | null;
  bytes: Uint8Array;
};

/** New keys for later parts of a case, made in an officer's browser. */
export type Renewal = {
  keyEpoch: number;
  caseRecipient: string;
  threads: { reportId: string; recipient: string }[];
  wraps: RenewedWrap[];
  proofs: RenewalProof[];
};

/** Open cases of the unit whose newest keys were wrapped for a key of the unit that is retired now. */
export async function casesToRenew(db: Db | Tx, unitId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: caseFile.id, order: caseFile.order })
    .from(caseFile)
    .innerJoin(
      wrappedKey,
      and(
        eq(wrappedKey.caseId, caseFile.id),
        eq(wrappedKey.key, 'case'),
        eq(wrappedKey.share, 'whole'),
        eq(wrappedKey.keyEpoch, caseFile.keyEpoch),
      ),
    )
    .innerJoin(unitKey, eq(unitKey.id, wrappedKey.unitKeyId))
    .where(
      and(
        eq(caseFile.responsibleUnitId, unitId),
        inArray(caseFile.stage, [...OPEN_STAGES]),
        isNull(caseFile.purgedOn),
        isNotNull(unitKey.retiredOn),
        isNull(unitKey.rewrappedOn),
      ),
    )
    .orderBy(asc(caseFile.order));
  return rows.map(({ id }) => id);
}

/**
 * What a browser needs to renew a case's keys: the keys, what vouches for them (narratives, earlier renewals), and its
 * reporters' cards. Logged as a look at the case.
 */
export function caseForRenewal(ctx: Context, actor: Actor, caseId: string): Promise<SealedCase> {
  const member = requireMember(actor);
  return look(ctx, actor, 'case.read', `case:${caseId}`, async ({ db, within }) => {
    const row = await findCase(db, caseId);
    within({ unitId: row.responsibleUnitId, assignedTo: row.assignedTo });
    return sealedCase(db, row, member.memberId, { kinds: ['narrative', 'reporterCard', 'keyRenewal'] });
  });
}

/**
 * Puts a case's new keys in force: later parts are sealed to them, and earlier ones stay as they are. Refusals:
 * `conflict` (renewed meanwhile, or not exactly the wraps that its reports and the certified keys require), `invalid`.
 */
export async function renewCaseKeys(ctx: Context, actor: Actor, caseId: string, renewal: Renewal): Promise<void> {
  requireRecipient(renewal.caseRecipient);
  for (const { recipient } of renewal.threads) requireRecipient(recipient);
  for (const { bytes } of renewal.wraps) requireSealed(bytes, 'wraps');
  const { memberId: authorId } = requireMember(actor);
  await perform(ctx, actor, 'case.renewKeys', `case:${caseId}`, async ({ tx, today, within, record }) => {
    const row = await lockCase(tx, caseId);
    within({ unitId: row.responsibleUnitId, assignedTo: row.assignedTo });
    if (renewal.keyEpoch !== row.keyEpoch + 1 || row.purgedOn !== null) throw new Refusal('conflict');
    const reports = (await openReports(tx, caseId)).map(({ id }) => id);
    const wanted = await wantedWraps(tx, row.responsibleUnitId, reports);
    if (!sameNames(renewal.wraps.map(nameOf), wanted)) throw new Refusal('conflict');
    if (
      !sameNames(
        renewal.threads.map(({ reportId }) => reportId),
        reports,
      )
    )
      throw new Refusal('conflict');
    requireProofs(renewal.proofs, reports);
    const { keyEpoch, caseRecipient } = renewal;
    await tx.update(caseFile).set({ keyEpoch, caseRecipient }).where(eq(caseFile.id, caseId));
    for (const { reportId, recipient } of renewal.threads) {
      await tx.update(report).set({ threadRecipient: recipient }).where(eq(report.id, reportId));
    }
    // The case key's wraps lie with the case's first report, as those made at the sending do.
    await tx.insert(wrappedKey).values(
      renewal.wraps.map(({ reportId, ...wrap }) => ({
        ...wrap,
        id: randomUUID(),
        caseId,
        reportId: reportId ?? reports[0] ?? null,
        keyEpoch,
      })),
    );
    await keepProofs(tx, { caseId, keyEpoch, authorId, madeOn: today }, renewal.proofs);
    record({ keyEpoch });
  });
}

const nameOf = ({ reportId, key, share, holder, unitKeyId }: RenewedWrap): string =>
  [key === 'case' ? '' : reportId, key, share, holder, unitKeyId ?? ''].join(':');

async function wantedWraps(tx: Tx, unitId: string, reports: string[]): Promise<string[]> {
  const handling = (await certifiedUnitKey(tx, unitId, ROUTED_KINDS)).unitKeyId;
  const custodians = (await certifiedKeyOf(tx, 'custodians')).unitKeyId;
  const guardians = (await certifiedKeyOf(tx, 'guardians')).unitKeyId;
  return [
    `:case:whole:unit:${handling}`,
    `:case:custodians:unit:${custodians}`,
    `:case:guardians:unit:${guardians}`,
    ...reports.flatMap((id) => [`${id}:thread:whole:unit:${handling}`, `${id}:thread:whole:reporter:`]),
  ];
}

function sameNames(given: readonly string[], wanted: readonly string[]): boolean {
  const set = new Set(given);
  return set.size === given.length && given.length === wanted.length && wanted.every((name) => set.has(name));
}
