import { eq } from 'drizzle-orm';
import { databaseCode } from '#db/client';
import { report } from '#db/schema/casework';
import { identityLength } from '~/contract/sealed/identity';
import { keyScope } from '~/contract/sealed/report-bundle';
import { cardLength } from '~/contract/sealed/reporter-card';
import { shareLength } from '~/contract/sealed/two-share-key';
import type { Actor } from '~/domain/acts/permission';
import { isPossibleRouting } from '~/domain/claimed-routing';
import { Refusal } from '~/domain/refusal';
import type { Routing, RoutingReason } from '~/domain/routing';
import { assertHybridFile } from '~/envelope/age-file';
import { isEnvelopeError } from '~/envelope/errors';
import { assertHybrid } from '~/envelope/key-pair';
import { LEAST_PADDED } from '~/envelope/padding';
import { townIn } from '~/envelope/routing-statement';
import { isSealedSize, sealedSize } from '~/envelope/sealed-size';
import type { AttachedPart } from './attachment.server';
import type { House } from './house.server';
import { type ReceivingKeys, receivingKeys } from './report-keys.server';
import { storeReport } from './report-rows.server';
import type { SealedSubmission } from './report-sealed-shape.server';
import { namedRegulators, requireRoutingInForce } from './routing.server';
import { tokenHash } from './token.server';
import { uploadTokenHash } from './upload.server';
import { takeUpload } from './upload-take.server';

/**
 * Takes a report that was sealed in the reporter's browser; stores the same rows as the plain way. What cannot be seen
 * without keys (that a part opens) the handling unit finds out; all else is checked here.
 * The same submission again is acknowledged (`repeated`) and stored once. Refusals: `invalid` (field), `notOpen`,
 * `conflict` (keys or routing changed since the browser fetched them; ids in use), `alreadyDone` (formToken).
 */
export async function submitSealedReport(
  house: House,
  sealed: SealedSubmission,
  actor: Actor = { kind: 'public' },
): Promise<{ repeated: boolean }> {
  const formTokenHash = tokenHash('form', sealed.formToken);
  if (await isStored(house, sealed, formTokenHash)) return { repeated: true };
  await requireRouting(house, sealed);
  requireSealed(sealed, await receivingKeys(house, sealed.routing.responsibleUnitId));
  try {
    await store(house, actor, sealed, formTokenHash);
    return { repeated: false };
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    // Sent twice at the same moment: the other one is in.
    if (await isStored(house, sealed, formTokenHash)) return { repeated: true };
    throw new Refusal('conflict', { field: 'reportId' });
  }
}

/** Refusal `alreadyDone` where the token belongs to another report. */
async function isStored({ db }: House, sealed: SealedSubmission, formTokenHash: string): Promise<boolean> {
  const [row] = await db
    .select({ id: report.id, lookupHash: report.lookupHash })
    .from(report)
    .where(eq(report.formTokenHash, formTokenHash));
  if (!row) return false;
  if (row.id === sealed.reportId && row.lookupHash === sealed.lookupHash) return true;
  throw new Refusal('alreadyDone', { field: 'formToken' });
}

/** Only towns of the county, and a unit that the signed rules and registers can lead to. */
async function requireRouting({ db }: House, { town, channel, matter, sector, routing }: SealedSubmission) {
  const inForce = await requireRoutingInForce(db);
  if (town !== null && townIn(inForce.statement, town) !== town) throw new Refusal('invalid', { field: 'town' });
  const led = (by: string) => routing.reasons.find(({ rule }) => rule === by)?.unitId ?? null;
  const [byBoard, byEmployer] = [led('board'), led('employer')];
  if (byBoard !== null || byEmployer !== null) {
    const named = await namedRegulators(db, inForce);
    const boardStands = byBoard === null || (channel === 'board' && named.board.has(byBoard));
    const employerStands = byEmployer === null || (channel !== 'board' && named.employer.has(byEmployer));
    if (!boardStands || !employerStands) throw new Refusal('conflict', { field: 'routing' });
  }
  const board = byBoard === null ? null : { siteCode: '', regulatorUnitId: byBoard };
  const employer = byEmployer === null ? null : { regulatorUnitId: byEmployer };
  if (!isPossibleRouting(routingOf(routing), { sector, town, matter, board, employer }, inForce.table)) {
    throw new Refusal('conflict', { field: 'routing' });
  }
}

const routingOf = ({ responsibleUnitId, assistingUnitIds, reasons }: SealedSubmission['routing']): Routing => ({
  responsibleUnitId,
  assistingUnitIds,
  reasons: reasons.map(
    ({ rule, unitId, ruleId }): RoutingReason => ({ rule, unitId, ...(ruleId !== undefined && { ruleId }) }),
  ),
});

/** Everything about the sealed bytes that shows without a key. */
function requireSealed(sealed: SealedSubmission, keys: ReceivingKeys): void {
  const { reporterRecipient, reportRecipient, threadRecipient, caseRecipient } = sealed;
  const recipients = [reporterRecipient, reportRecipient, threadRecipient, caseRecipient];
  if (new Set(recipients).size !== recipients.length) throw new Refusal('invalid', { field: 'recipients' });
  for (const recipient of recipients) orInvalid('recipients', () => assertHybrid(recipient));
  requireWraps(sealed, keys);
  // Of the list that the browser sealed by, not of the newest: the keys are compared above.
  if (sealed.listVersion > keys.listVersion) throw new Refusal('conflict', { field: 'keys' });
  for (const { kind, bytes } of sealed.parts) {
    const identity = kind === 'identity' && bytes.length !== identityLength(sealed.reportId);
    const card = kind === 'reporterCard' && bytes.length !== cardLength(sealed.reportId);
    if (identity || card || !isSealedSize(bytes.length)) throw new Refusal('invalid', { field: 'parts' });
  }
  for (const { bytes } of sealed.parts) orInvalid('parts', () => assertHybridFile(bytes));
  for (const { bytes } of sealed.wraps) orInvalid('wraps', () => assertHybridFile(bytes));
}

/** Each key for exactly its holders (report-bundle), each wrap of its one size. Other unit keys: `conflict`, they may be new. */
function requireWraps(sealed: SealedSubmission, { handling, custodians, guardians }: ReceivingKeys): void {
  const { wraps } = sealed;
  const whole = (['report', 'thread', 'case'] as const).map((key) => `${key} whole unit ${handling.unitKeyId}`);
  const shared = (['report', 'case', 'identity'] as const).flatMap((key) => [
    `${key} custodians unit ${custodians.unitKeyId}`,
    `${key} guardians unit ${guardians.unitKeyId}`,
  ]);
  const expected = [...whole, 'thread whole reporter null', ...shared].sort();
  const given = wraps.map(({ key, share, holder, unitKeyId }) => `${key} ${share} ${holder} ${unitKeyId}`).sort();
  const shape = (names: string[]) => names.map((name) => name.split(' ', 3).join(' ')).join();
  const sized = wraps.every(({ key, share, bytes }) => {
    const length = share === 'whole' ? sealedSize(LEAST_PADDED) : shareLength(keyScope(sealed, key), share);
    return bytes.length === length;
  });
  if (shape(given) !== shape(expected) || !sized) throw new Refusal('invalid', { field: 'wraps' });
  if (given.join() !== expected.join()) throw new Refusal('conflict', { field: 'keys' });
}

function orInvalid(field: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid', { field }) : error;
  }
}

/** The accused unit is not known here: the tag is that of nothing, and staff browsers keep the case from that unit. */
function store(house: House, actor: Actor, sealed: SealedSubmission, formTokenHash: string): Promise<void> {
  const { reportId, caseId, matter, sector, urgent, town, channel, uploadToken } = sealed;
  const { reportRecipient, threadRecipient, caseRecipient, wraps } = sealed;
  const [narrative, identity, card, manifest] = sealed.parts;
  const listed: AttachedPart = {
    ...manifest,
    id: crypto.randomUUID(),
    scope: reportId,
    blob: null,
    size: manifest.bytes.length,
  };
  return storeReport(house, actor, {
    reportId,
    caseId,
    clear: { matter, sector, urgent },
    excludedUnitId: null,
    town,
    channel,
    routing: routingOf(sealed.routing),
    sealed: { reportRecipient, threadRecipient, caseRecipient, parts: [narrative, identity, card], wraps },
    attached: async (tx) => {
      const files = uploadToken === null ? [] : await takeUpload(tx, uploadTokenHash(uploadToken), { reportId });
      return [...files, listed];
    },
    formTokenHash,
    reporterRecipient: sealed.reporterRecipient,
    listVersion: sealed.listVersion,
    lookupHash: sealed.lookupHash,
    replaces: false,
  });
}
