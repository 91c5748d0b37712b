import { eq, sql } from 'drizzle-orm';
import { databaseCode } from '#db/client';
import { keptQuestion } from '#db/kept-statement';
import { report } from '#db/schema/casework';
import type { PostedReport } from '~/contract/posted/report';
import { MASKED } from '~/contract/posted/report';
import { identityLength } from '~/contract/sealed/identity';
import { keyFileLength } from '~/contract/sealed/key-file';
import type { SealedPart } from '~/contract/sealed/report-bundle';
import { cardLength } from '~/contract/sealed/reporter-card';
import { wrapsOf } from '~/contract/sealed/sent-keys';
import type { Actor } from '~/domain/acts/permission';
import { sectorCodes } from '~/domain/county/sector-list';
import { Refusal } from '~/domain/refusal';
import { isPossibleRouting } from '~/domain/report/claimed-routing';
import type { Routing, RoutingReason } from '~/domain/report/routing';
import { assertHybridFile } from '~/envelope/age-file';
import { isEnvelopeError } from '~/envelope/errors';
import { townIn } from '~/envelope/keys/routing-statement';
import { MIN_PADDED } from '~/envelope/padding';
import { isSealedSize, sealedSize } from '~/envelope/sealed-size';
import type { Context } from '~/services/context.server';
import { namedRegulators } from '~/services/keys/routing.server';
import type { RoutingInForce } from '~/services/keys/signed-routing.server';
import { tokenHash } from '~/services/token.server';
import type { AttachedPart } from './attachment.server';
import { type ReceivingKeys, receiving } from './report-keys.server';
import { storeReport } from './report-rows.server';
import { uploadTokenHash } from './upload.server';
import { takeUpload } from './upload-take.server';

/**
 * Takes a report that was sealed in the reporter's browser; stores the same rows as without scripts. Whether a part
 * opens cannot be seen without keys, so the handling unit finds that out; everything else is checked here. The same
 * submission again is acknowledged (`repeated`) and stored once. Refusals: `invalid` (field), `notOpen`, `conflict`
 * (keys or routing changed since the browser fetched them; ids in use), `alreadyDone` (formToken).
 */
export async function submitSealedReport(
  ctx: Context,
  sealed: PostedReport,
  actor: Actor = { kind: 'public' },
): Promise<{ repeated: boolean }> {
  if ((sealed.channel === 'ledger') !== (actor.kind === 'member')) throw new Refusal('invalid', { field: 'channel' });
  const formTokenHash = tokenHash('form', sealed.formToken);
  if (await isStored(ctx, sealed, formTokenHash)) return { repeated: true };
  const keys = await checkedSealed(ctx, sealed);
  try {
    await store(ctx, actor, sealed, keys, formTokenHash);
    return { repeated: false };
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    // It was sent twice at the same moment, and the other one is stored.
    if (await isStored(ctx, sealed, formTokenHash)) return { repeated: true };
    throw new Refusal('conflict', { field: 'reportId' });
  }
}

/**
 * Checks all of a sealed report that can be seen without a key; returns the keys to which it was sealed. Refusals: `invalid` (field), `notOpen`, `conflict`
 * (keys or routing).
 */
export async function checkedSealed(ctx: Context, sealed: PostedReport): Promise<ReceivingKeys> {
  const county = await receiving(ctx);
  await requireRouting(ctx, sealed, county.routing);
  const keys = county.keysFor(sealed.routing.responsibleUnitId);
  requireSealed(sealed, keys);
  return keys;
}

const withToken = keptQuestion((db) =>
  db
    .select({ id: report.id, lookupHash: report.lookupHash })
    .from(report)
    .where(eq(report.formTokenHash, sql.placeholder('formTokenHash'))),
);

/** Refusal `alreadyDone` where the token belongs to another report. */
async function isStored({ db }: Context, sealed: PostedReport, formTokenHash: string): Promise<boolean> {
  const [row] = await withToken(db, { formTokenHash });
  if (!row) return false;
  if (row.id === sealed.reportId && row.lookupHash === sealed.lookupHash) return true;
  throw new Refusal('alreadyDone', { field: 'formToken' });
}

/** Allows only towns and trades of the county, and a unit to which the signed rules and registers can lead. */
async function requireRouting(
  { db }: Context,
  { town, channel, matter, sector, routing }: PostedReport,
  inForce: RoutingInForce | null,
) {
  if (inForce === null) throw new Refusal('notOpen');
  if (town !== null && townIn(inForce.statement, town) !== town) throw new Refusal('invalid', { field: 'town' });
  if (!sectorCodes(inForce.statement.sectors ?? []).includes(sector)) throw new Refusal('invalid', { field: 'sector' });
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

const routingOf = ({ responsibleUnitId, assistingUnitIds, reasons }: PostedReport['routing']): Routing => ({
  responsibleUnitId,
  assistingUnitIds,
  reasons: reasons.map(
    ({ rule, unitId, ruleId }): RoutingReason => ({ rule, unitId, ...(ruleId !== undefined && { ruleId }) }),
  ),
});

/**
 * Checks everything about the sealed bytes that can be seen without a key: which parts there are, of which sizes, and
 * that they are for hybrid keys only.
 */
function requireSealed(sealed: PostedReport, receivers: ReceivingKeys): void {
  const recipients = Object.values(sealed.recipients);
  if (new Set(recipients).size !== recipients.length) throw new Refusal('invalid', { field: 'recipients' });
  const { reportId, narrative, identity, reporterCard, fileManifest, keys } = sealed;
  const parts = [narrative, identity, reporterCard, ...(fileManifest ? [fileManifest] : [])];
  const sized =
    identity.length === identityLength(reportId) &&
    reporterCard.length === cardLength(reportId) &&
    parts.every(({ length }) => isSealedSize(length));
  if (!sized || (fileManifest === null) !== (sealed.uploadToken === null)) {
    throw new Refusal('invalid', { field: 'parts' });
  }
  const keysSized =
    MASKED.every((holder) => keys[holder].file.length === keyFileLength(holder)) &&
    keys.reporter.length === sealedSize(MIN_PADDED);
  if (!keysSized) throw new Refusal('invalid', { field: 'keys' });
  for (const bytes of parts) orInvalid('parts', () => assertHybridFile(bytes));
  const files = [...MASKED.map((holder) => keys[holder].file), keys.reporter];
  for (const bytes of files) orInvalid('keys', () => assertHybridFile(bytes));
  requireKeysInForce(sealed, receivers);
}

/** Refusal `conflict`: the browser sealed to other keys, which may have been replaced since. */
function requireKeysInForce({ unitKeys, listVersion }: PostedReport, receivers: ReceivingKeys): void {
  const same = (['handling', 'custodians', 'guardians'] as const).every(
    (name) => unitKeys[name] === receivers[name].unitKeyId,
  );
  // The version is that of the list by which the browser sealed, not the newest one, so the keys are compared here.
  if (!same || listVersion > receivers.listVersion) throw new Refusal('conflict', { field: 'keys' });
}

function orInvalid(field: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid', { field }) : error;
  }
}

/** The accused unit is not known here, so the tag stands for none, and staff browsers keep the case from that unit. */
function store(
  ctx: Context,
  actor: Actor,
  sealed: PostedReport,
  receivers: ReceivingKeys,
  formTokenHash: string,
): Promise<void> {
  const { reportId, caseId, matter, sector, urgent, town, channel, recipients, uploadToken } = sealed;
  const part = (kind: SealedPart['kind'], key: SealedPart['key'], bytes: Uint8Array): SealedPart => ({
    kind,
    key,
    sequence: 0,
    bytes,
  });
  return storeReport(ctx, actor, {
    reportId,
    caseId,
    clear: { matter, sector, urgent },
    excludedUnitId: null,
    town,
    channel,
    routing: routingOf(sealed.routing),
    sealed: {
      reportRecipient: recipients.report,
      threadRecipient: recipients.thread,
      caseRecipient: recipients.case,
      parts: [
        part('narrative', 'report', sealed.narrative),
        part('identity', 'identity', sealed.identity),
        part('reporterCard', 'thread', sealed.reporterCard),
      ],
      wraps: wrapsOf(sealed.keys, receivers),
    },
    attached: async (tx) =>
      uploadToken === null || sealed.fileManifest === null
        ? []
        : [
            ...(await takeUpload(tx, uploadTokenHash(uploadToken), { reportId })),
            listed(reportId, sealed.fileManifest),
          ],
    formTokenHash,
    reporterRecipient: recipients.reporter,
    listVersion: sealed.listVersion,
    lookupHash: sealed.lookupHash,
    replaces: false,
  });
}

const listed = (reportId: string, bytes: Uint8Array): AttachedPart => ({
  kind: 'fileManifest',
  key: 'report',
  sequence: 0,
  bytes,
  id: crypto.randomUUID(),
  scope: reportId,
  blob: null,
  size: bytes.length,
});
