import { randomUUID } from 'node:crypto';
import type { Tx } from '#db/client';
import { keptInsert } from '#db/kept-statement';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import type { SealedReport } from '~/contract/sealed/report-bundle';
import type { IsoDate } from '~/domain/dates';
import type { AttachedPart } from './attachment.server';

/** What a report's own rows are made of. */
export type ReportContent = {
  reportId: string;
  caseId: string;
  sealed: Omit<SealedReport, 'sent'>;
  formTokenHash: string;
  reporterRecipient: string;
  /** The version of the signed list by which it was sealed. */
  listVersion: number;
  lookupHash: string;
};

/** The rows of a report, each insert begun, so that they travel together. `attached` parts are those of its files. */
export function insertReport(
  tx: Tx,
  made: ReportContent,
  attached: readonly AttachedPart[],
  today: IsoDate,
): Promise<void>[] {
  const { reportId, caseId, sealed } = made;
  const row = {
    id: reportId,
    caseId,
    receivedOn: today,
    formTokenHash: made.formTokenHash,
    lookupHash: made.lookupHash,
    reporterRecipient: made.reporterRecipient,
    listVersion: made.listVersion,
    reportRecipient: sealed.reportRecipient,
    threadRecipient: sealed.threadRecipient,
  };
  const small = sealed.parts.map((part) => ({
    id: randomUUID(),
    kind: part.kind,
    key: part.key,
    scope: reportId,
    sequence: part.sequence,
    bytes: part.bytes,
    blob: null,
    size: part.bytes.length,
  }));
  const parts = [...small, ...attached].map((part) => ({ ...part, caseId, reportId, madeOn: today }));
  const wraps = sealed.wraps.map((wrap) => ({ id: randomUUID(), caseId, reportId, keyEpoch: 0, ...wrap }));
  return [insertReportRow(tx, row), insertParts(tx, ...parts), insertWraps(tx, ...wraps)];
}

export const insertCase = keptInsert(caseFile, [
  'id',
  'matter',
  'sector',
  'town',
  'channel',
  'receivedOn',
  'urgent',
  'responsibleUnitId',
  'assistingUnitIds',
  'reasons',
  'excludedUnitTags',
  'stage',
  'dueOn',
  'dueProvisional',
  'caseRecipient',
]);
const insertReportRow = keptInsert(report, [
  'id',
  'caseId',
  'receivedOn',
  'formTokenHash',
  'lookupHash',
  'reporterRecipient',
  'listVersion',
  'reportRecipient',
  'threadRecipient',
]);
const insertParts = keptInsert(sealedPart, [
  'id',
  'caseId',
  'reportId',
  'kind',
  'key',
  'scope',
  'sequence',
  'bytes',
  'blob',
  'size',
  'madeOn',
]);
const insertWraps = keptInsert(wrappedKey, [
  'id',
  'caseId',
  'reportId',
  'key',
  'share',
  'holder',
  'unitKeyId',
  'bytes',
  'keyEpoch',
]);
