import { browserArgon2id } from '~/browser/argon2';
import type { PostedReport } from '~/contract/posted/report';
import { identityOf, narrativeOf } from '~/contract/sealed/draft-narrative';
import { sealManifest } from '~/contract/sealed/file-manifest';
import { newReportKeys, type ReportKeys, type SealedPart, sealReport } from '~/contract/sealed/report-bundle';
import type { ReportDraft } from '~/domain/report/report';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import type { KeyPair } from '~/envelope/key-pair';
import { seenLists } from '~/envelope/keys/seen-lists';
import type { FileEntry } from '~/envelope/report/file-parts';
import { lookupHash, newReceiptCode, receiptKeys } from '~/envelope/report/receipt-code';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { type County, clearRouting, type Destination } from './report-route';

/**
 * One report from its first file to its acknowledgement, with the same ids and code through every change and every try.
 */
export type Session = {
  reportId: string;
  caseId: string;
  formToken: string;
  uploadToken: string;
  code: string;
  keys: ReportKeys;
};

/** What the server and the units need of the code; the code itself stays here. */
export type CodeKeys = { lookupHash: string; reporter: KeyPair };

export async function newSession(): Promise<Session> {
  return {
    reportId: crypto.randomUUID(),
    caseId: crypto.randomUUID(),
    formToken: toBase64(randomBytes(24)),
    uploadToken: toBase64(randomBytes(32)),
    code: newReceiptCode(),
    keys: await newReportKeys(),
  };
}

/** Argon2id in its worker, which takes seconds on an old phone. */
export async function codeKeysOf({ code }: Session, { salt }: County): Promise<CodeKeys> {
  const { lookupToken, reporter } = await receiptKeys(code, salt, browserArgon2id);
  const receipt = { lookupHash: lookupHash(lookupToken), reporter };
  lookupToken.fill(0);
  return receipt;
}

export type ToPost = {
  session: Session;
  draft: ReportDraft;
  county: County;
  destination: Destination;
  receipt: CodeKeys;
  files: readonly FileEntry[];
};

/**
 * Seals the whole report; what it returns holds only clear fields and sealed bytes. Throws EnvelopeError, RangeError.
 */
export async function sealForPost(given: ToPost): Promise<PostedReport> {
  const { session, draft, county, destination, receipt, files } = given;
  const { reportId, caseId, formToken, uploadToken, keys } = session;
  const { handling, custodians, guardians, place, routing } = destination;
  const { parts, sent, ...sealed } = await sealReport({
    reportId,
    caseId,
    narrative: narrativeOf(draft, place),
    identity: identityOf(draft),
    handling,
    custodians,
    guardians,
    reporter: receipt.reporter,
    countyKey: county.given.directory.publicKey,
    seen: seenLists(county),
    keys,
  });
  const part = (wanted: SealedPart['kind']) => parts.find(({ kind }) => kind === wanted)?.bytes ?? new Uint8Array();
  return {
    formToken,
    reportId,
    caseId,
    matter: draft.matter,
    sector: draft.sector,
    town: place.town,
    urgent: draft.urgent,
    channel: place.board === null ? 'web' : 'board',
    routing: clearRouting(routing),
    lookupHash: receipt.lookupHash,
    listVersion: county.directory.version,
    unitKeys: {
      handling: handling.unitKeyId,
      custodians: custodians.unitKeyId,
      guardians: guardians.unitKeyId,
    },
    uploadToken: files.length === 0 ? null : uploadToken,
    recipients: {
      reporter: receipt.reporter.recipient,
      report: sealed.reportRecipient,
      thread: sealed.threadRecipient,
      case: sealed.caseRecipient,
    },
    narrative: part('narrative'),
    identity: part('identity'),
    reporterCard: part('reporterCard'),
    fileManifest: files.length === 0 ? null : await manifestOf(given, sealed.reportRecipient),
    keys: sent,
  };
}

function manifestOf({ session, receipt, files }: ToPost, reportRecipient: string): Promise<Uint8Array> {
  const { reportId } = session;
  const entries = files.map(({ fileIndex, name, type, size, hashes }) => ({ fileIndex, name, type, size, hashes }));
  const { seed: signingSeed } = reporterSigningKey(receipt.reporter.seed);
  return sealManifest({ reportId, files: entries, reportRecipient, signingSeed });
}

/** Wipes secrets where the language allows it; their text forms are left to the garbage collector. */
export function forget(session: Session): void {
  for (const key of Object.values(session.keys)) key.seed.fill(0);
  session.code = '';
}
