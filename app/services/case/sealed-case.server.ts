import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { sealedPart, wrappedKey } from '#db/schema/casework';
import type { SealedCase } from '~/domain/case/sealed-case';
import { toBase64 } from '~/envelope/bytes';
import type { PartKind } from '~/envelope/seal';
import { directoryInForce } from '~/services/keys/certified.server';
import { formerDirectories, listsOfVersions, onceEach } from '~/services/keys/former-directories.server';
import { grantsOf } from '~/services/keys/unit-key.server';
import { type CaseRow, openReports } from './case-record.server';
import { stepsOf } from './case-steps.server';
import { marksShown } from './mark-chain.server';

/** Keys that the handling unit holds whole; the identity's key is never among them. */
const HANDLING_KEYS = ['report', 'thread', 'case'] as const;

/** Parts that carry a member's signature. */
const SIGNED: readonly string[] = ['keyRenewal', 'staffMessage'];

/**
 * The sealed side of a case for one member: parts, and only those wraps that the member's own unit keys open.
 * Superseded reports, identities and files' bytes are left out (files are fetched part by part), and where `kinds` are
 * named, so are all other kinds of part.
 */
export async function sealedCase(
  tx: Tx,
  row: CaseRow,
  memberId: string,
  { readsAlong = false, kinds = null }: { readsAlong?: boolean; kinds?: readonly PartKind[] | null } = {},
): Promise<SealedCase> {
  const [grants, reports, directory] = [
    await grantsOf(tx, memberId),
    await openReports(tx, row.id),
    await directoryInForce(tx),
  ];
  const held = grants.map((grant) => grant.unitKeyId);
  const wraps = held.length === 0 ? [] : await wrapsFor(tx, row.id, held);
  const opening = new Set(wraps.map((wrap) => wrap.unitKeyId));
  const parts = (await partsOf(tx, row.id, new Set(reports.map((report) => report.id)), kinds)).filter(
    ({ key }) => key !== 'thread' || !readsAlong,
  );
  const steps = await stepsOf(tx, row.id);
  const authors = parts.flatMap(({ kind, authorId }) => (SIGNED.includes(kind) ? [authorId] : []));
  const shown = await marksShown(tx, directory);
  const then = await listsOfVersions(
    tx,
    reports.map(({ listVersion }) => listVersion),
    directory,
  );
  const signers = [...authors, ...steps.map(({ memberId: signer }) => signer)];
  return {
    caseId: row.id,
    caseRecipient: row.caseRecipient,
    readsAlong,
    keyEpoch: row.keyEpoch,
    reports: reports.map(({ id, threadRecipient, reporterRecipient, nextSequence, withdrawnOn, objectedOn }) => ({
      reportId: id,
      threadRecipient,
      reporterRecipient,
      nextSequence,
      withdrawn: withdrawnOn !== null,
      objected: objectedOn !== null,
    })),
    wraps,
    grants: grants.filter((grant) => opening.has(grant.unitKeyId)),
    parts,
    directory,
    steps,
    marks: shown.marks,
    former: onceEach([...then, ...(await formerDirectories(tx, signers, directory)), ...shown.former]),
  };
}

async function wrapsFor(tx: Tx, caseId: string, unitKeyIds: string[]): Promise<SealedCase['wraps']> {
  const rows = await tx
    .select()
    .from(wrappedKey)
    .where(
      and(
        eq(wrappedKey.caseId, caseId),
        eq(wrappedKey.holder, 'unit'),
        eq(wrappedKey.share, 'whole'),
        inArray(wrappedKey.key, [...HANDLING_KEYS]),
        inArray(wrappedKey.unitKeyId, unitKeyIds),
      ),
    );
  return rows.flatMap(({ reportId, key, keyEpoch, unitKeyId, bytes }) =>
    key === 'identity' || unitKeyId === null ? [] : [{ reportId, key, keyEpoch, unitKeyId, bytes: toBase64(bytes) }],
  );
}

async function partsOf(
  tx: Tx,
  caseId: string,
  reports: Set<string>,
  kinds: readonly PartKind[] | null,
): Promise<SealedCase['parts']> {
  const wanted = kinds === null ? undefined : inArray(sealedPart.kind, [...kinds]);
  const rows = await tx
    .select()
    .from(sealedPart)
    .where(and(eq(sealedPart.caseId, caseId), inArray(sealedPart.key, [...HANDLING_KEYS]), wanted))
    .orderBy(asc(sealedPart.order));
  return rows
    .filter((part) => part.reportId === null || reports.has(part.reportId))
    .flatMap(({ id, reportId, kind, key, scope, sequence, keyEpoch, bytes, size, authorId, madeOn }) =>
      key === 'identity'
        ? []
        : [
            {
              id,
              reportId,
              kind,
              key,
              scope,
              sequence,
              keyEpoch,
              bytes: kind === 'file' || bytes === null ? null : toBase64(bytes),
              size,
              authorId,
              madeOn,
            },
          ],
    );
}
