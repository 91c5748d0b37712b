import { checkedDirectory } from '~/browser/keys/checked-directory';
import { unitKeyPair } from '~/browser/keys/keyring';
import { staffPost, staffRefusal } from '~/browser/staff/staff-post';
import { ledgerKnown } from '~/contract/answers/ledger';
import { done } from '~/contract/answers/staff';
import { readTable, underHeadings } from '~/contract/county/table-file';
import { encodeReport } from '~/contract/posted/report';
import type { IsoDate } from '~/domain/dates';
import {
  type LedgerEntry,
  type LedgerNames,
  ledgerColumns,
  ledgerPlace,
  type ReadLedgerRow,
  readLedger,
} from '~/domain/report/ledger-table';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { directoryFingerprint, type SignedDirectory } from '~/envelope/keys/directory';
import { ledgerTag } from '~/envelope/report/ledger-tag';
import { type County, destinationOf, fetchCounty, type PageFacts } from './report-route';
import { newSession, sealForPost } from './report-sealing';

export const MAX_LEDGER_ROWS = 2_000;

/** Reads an old ledger on this device; nothing of it is sent. Throws Refusal `invalid` (file). */
export async function ledgerOnDevice(
  file: Blob,
  given: { names: LedgerNames; today: IsoDate },
): Promise<ReadLedgerRow[]> {
  const table = await readTable(new Uint8Array(await file.arrayBuffer()), MAX_LEDGER_ROWS + 1);
  const { at, rows } = underHeadings(table, ledgerColumns);
  return readLedger(rows, { at, ...given });
}

export type LedgerProgress = { sent: number; there: number; all: number };
export type LedgerSending = {
  paths: { keys: string; registers: string; post: string };
  directory: SignedDirectory;
  /** Keys of the member's own unit, the newest first. */
  grants: readonly { unitKeyId: string; wrapped: string }[];
  entries: readonly LedgerEntry[];
  /** The old ledger's number and day, as the report begins with them. */
  heading: (entry: LedgerEntry) => string;
  onProgress: (progress: LedgerProgress) => void;
};

/**
 * Seals each row as a reporter's browser seals a report, routed by the signed duties, and sends it, one after another.
 * Rows that are in already are passed over, so that an import that broke off is begun again and goes on with the rest.
 * Rejects with a refusal, with EnvelopeError where the county's lists do not hold, and without a connection.
 */
export async function sendLedger(given: LedgerSending): Promise<LedgerProgress> {
  const { paths, directory, entries, onProgress } = given;
  await checkedDirectory(directory);
  const facts: PageFacts = { ...paths, fingerprint: directoryFingerprint(directory.publicKey), boardArea: null };
  const county = await fetchCounty(facts, true);
  const tags = await tagsOf(given);
  const known = await knownAmong(paths.post, tags.flat());
  const progress = { sent: 0, there: 0, all: entries.length };
  for (const [at, entry] of entries.entries()) {
    const own = tags[at] ?? [];
    const isThere =
      own.some((tag) => known.has(tag)) || !(await sendRow(given, { entry, tag: own[0] ?? '', county, facts }));
    if (isThere) progress.there += 1;
    else progress.sent += 1;
    onProgress({ ...progress });
  }
  return progress;
}

/** The tags of each row under every key that the unit had, the newest first: a row may have come in under an older one. */
async function tagsOf({ grants, entries }: LedgerSending): Promise<string[][]> {
  const seeds = await Promise.all(grants.map(async (grant) => (await unitKeyPair(grant)).seed));
  return entries.map((entry) => seeds.map((seed) => ledgerTag(seed, ledgerPlace(entry))));
}

async function knownAmong(post: string, tags: readonly string[]): Promise<Set<string>> {
  const { known } = await staffPost(post, { act: 'known', tags: JSON.stringify(tags) }, ledgerKnown);
  return new Set(known);
}

type Row = { entry: LedgerEntry; tag: string; county: County; facts: PageFacts };

/** False where a colleague's import of the same row came first. */
async function sendRow({ paths, heading }: LedgerSending, { entry, tag, county, facts }: Row): Promise<boolean> {
  const draft = { ...entry.draft, description: `${heading(entry)}\n\n${entry.draft.description}` };
  const session = { ...(await newSession()), formToken: tag };
  // Nobody was given a code, so that key and lookup lead nowhere.
  const receipt = { reporter: await newKeyPair(), lookupHash: hexOf(randomBytes(32)) };
  const destination = await destinationOf(draft, county, facts);
  const posted = await sealForPost({ session, draft, county, destination, receipt, files: [] });
  const report = toBase64(encodeReport({ ...posted, channel: 'ledger' }));
  try {
    await staffPost(paths.post, { act: 'row', report }, done);
    return true;
  } catch (error) {
    const refused = staffRefusal(error);
    if (refused?.code === 'alreadyDone' && refused.field === 'formToken') return false;
    throw error;
  }
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
