import { createHash } from 'node:crypto';
import { z } from 'zod';
import { checkpointText, LIST_NAMES } from '~/domain/log/log';
import { isEnvelopeError } from '~/envelope/errors';
import { jsonOf } from '~/envelope/json';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { LOG_KEY_REASONS, logKeyProblems, verifyHead } from '~/envelope/keys/log-key';
import { readManifest, type ScriptManifest, verifyRelease, verifyServed } from '~/envelope/script-manifest';
import { checkSigned, type ListFindings, signedShape } from './check-signed';
import type { Finding, FindingCode, ListReport, SiteReport } from './types';
import type { Visitor } from './visit';

const SCRIPTS = '/.well-known/anshao/scripts.json';
const KEYS = '/.well-known/anshao/keys.json';
const PROTECTION = ['/zh/protection', '/en/protection'];

const signed = z.object({ publicKey: z.string(), signature: z.string() });
const scriptsShape = z.object({
  origin: z.string(),
  sha256: z.string(),
  since: z.string(),
  manifest: z.string(),
  installation: signed,
  release: signed.nullable(),
});
const logKey = z.object({
  number: z.number(),
  publicKey: z.string(),
  reason: z.enum(LOG_KEY_REASONS),
  fromDay: z.string(),
  afterSequence: z.number(),
  head: z.string(),
  previous: z.string(),
  keyId: z.string(),
  signature: z.string(),
  previousSignature: z.string().nullable(),
});
const keysShape = z.object({
  directory: z.object({ publicKey: z.string(), fingerprint: z.string(), version: z.number() }).nullable(),
  signed: signedShape,
  log: z.object({
    publicKey: z.string(),
    keys: z.array(logKey),
    confirmations: z.array(z.object({ number: z.number(), countyKey: z.string(), signature: z.string() })),
    checkpoints: z.array(
      z.object({
        onDay: z.string(),
        sequence: z.number(),
        head: z.string(),
        keyId: z.string(),
        lists: z.array(z.object({ name: z.enum(LIST_NAMES), version: z.number(), hash: z.string() })),
        signature: z.string(),
      }),
    ),
  }),
});

export type PublishedList = {
  list: ListReport;
  text: string | null;
  manifest: ScriptManifest | null;
  findings: Finding[];
};
type Find = (code: FindingCode, detail: string) => void;

/** The list that the site publishes, with its signatures; `releaseKey` must have signed it where one is given. */
export async function checkPublishedList(
  visit: Visitor,
  origin: string,
  releaseKey: string | null,
): Promise<PublishedList> {
  const findings: Finding[] = [];
  const find: Find = (code, detail) => void findings.push({ code, at: SCRIPTS, detail });
  const nothing: ListReport = { sha256: null, since: null, installationKey: null, releaseKey: null };
  const read = await readJson(visit, SCRIPTS, scriptsShape, 'listMissing', find);
  if (!read) return { list: nothing, text: null, manifest: null, findings };
  const { manifest: text, sha256, since, installation, release } = read;
  const list = { sha256, since, installationKey: installation.publicKey, releaseKey: release?.publicKey ?? null };
  if (read.origin !== origin) find('listOrigin', read.origin.slice(0, 200));
  const digest = sha256Hex(text);
  if (digest !== sha256) find('listDigest', `${digest} instead of ${sha256}`);
  if (!verifyServed({ sha256, since }, installation.signature, installation.publicKey)) {
    find('installationSignature', installation.publicKey);
  }
  if (release && !verifyRelease(text, release.signature, release.publicKey))
    find('releaseSignature', release.publicKey);
  if (releaseKey !== null && release?.publicKey !== releaseKey) find('releaseSignature', `not by ${releaseKey}`);
  return { list, text, manifest: manifestOf(text, find), findings };
}

/**
 * Checks the keys page: the log's heads are signed by the key that signed the list, pages show the same fingerprint,
 * and list and routing hold.
 */
export async function checkKeys(
  visit: Visitor,
  { list }: Pick<PublishedList, 'list'>,
  pages: ReadonlyMap<string, string>,
): Promise<{ keys: SiteReport['keys']; findings: Finding[] }> {
  const findings: Finding[] = [];
  const find: Find = (code, detail) => void findings.push({ code, at: KEYS, detail });
  const read = await readJson(visit, KEYS, keysShape, 'keysMissing', find);
  if (!read) return { keys: { directoryFingerprint: null, logKey: null }, findings };
  const { directory, signed: lists, log } = read;
  if (list.installationKey !== null && list.installationKey !== log.publicKey) find('keysDiffer', 'log key');
  const fingerprint = directory && printOf(directory.publicKey);
  if (directory && fingerprint !== directory.fingerprint) find('keysDiffer', 'directory fingerprint');
  for (const path of PROTECTION) {
    const html = pages.get(path);
    if (!html) continue;
    for (const shown of [fingerprint, log.publicKey]) {
      if (shown !== null && !html.includes(shown))
        findings.push({ code: 'keysDiffer', at: path, detail: `${shown} not shown` });
    }
  }
  checkLog(log, directory?.publicKey ?? null, find);
  checkSigned(lists, { directory, lists: namedIn(log.checkpoints) }, find);
  return { keys: { directoryFingerprint: fingerprint, logKey: log.publicKey }, findings };
}

/** Each list that heads of the log name, once. */
function namedIn(checkpoints: readonly { lists: ListFindings['lists'] }[]): ListFindings['lists'] {
  const all = checkpoints.flatMap(({ lists }) => lists);
  return [...new Map(all.map((list) => [JSON.stringify(list), list])).values()];
}

/**
 * Checks that the log's keys vouch for each other, that the last is the one in force, and that each head is signed by
 * the key of its time.
 */
function checkLog(log: z.output<typeof keysShape>['log'], countyKey: string | null, find: Find): void {
  const { keys, confirmations, publicKey, checkpoints } = log;
  for (const { kind, number } of logKeyProblems(keys, confirmations, countyKey)) {
    find('logKeys', `key ${number} ${kind === 'broken' ? 'is not signed as it stands' : 'is not confirmed'}`);
  }
  if (keys.at(-1)?.publicKey !== publicKey) find('logKeys', 'the last key is not the one in force');
  for (const row of checkpoints) {
    const { keyId, onDay, sequence, head, lists } = row;
    const text = checkpointText({ keyId, day: onDay, seq: sequence, head, lists });
    if (!verifyHead(keys, row, text)) find('checkpointSignature', onDay);
  }
}

async function readJson<T>(
  visit: Visitor,
  path: string,
  shape: z.ZodType<T>,
  missing: FindingCode,
  find: Find,
): Promise<T | null> {
  const visited = await visit(path, 'application/json');
  if (visited.kind === 'unreachable') find('unreachable', visited.why);
  else if (visited.kind === 'away') find('redirectAway', visited.to);
  else if (visited.answer.status === 429 || visited.answer.status >= 500) {
    find('unreachable', `status ${visited.answer.status}`);
  } else if (visited.answer.status !== 200) find(missing, `status ${visited.answer.status}`);
  else {
    const parsed = shape.safeParse(jsonOf(visited.answer.body.toString('utf8')));
    if (parsed.success) return parsed.data;
    find(missing, 'not of the documented form');
  }
  return null;
}

function manifestOf(text: string, find: Find): ScriptManifest | null {
  try {
    return readManifest(text);
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    find('listDamaged', error.message);
    return null;
  }
}

function printOf(publicKey: string): string {
  try {
    return directoryFingerprint(publicKey);
  } catch {
    return '';
  }
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
