import { z } from 'zod';
import { freshnessBy } from '~/contract/freshness';
import { chinaDate } from '~/domain/dates';
import type { ListInForce } from '~/domain/log/log';
import { isEnvelopeError } from '~/envelope/errors';
import { openDirectory } from '~/envelope/keys/directory';
import { DIRECTORY } from '~/envelope/keys/directory-statement';
import { openRouting, ROUTING } from '~/envelope/keys/routing-statement';
import {
  names,
  type SeenVersion,
  type SignedStatement,
  seenOf,
  type Versioned,
} from '~/envelope/keys/signed-statement';
import type { Stamp, Stamped } from '~/envelope/keys/stamp';
import type { FindingCode } from './types';

const signedStatement = z.object({
  statement: z.string(),
  signature: z.string(),
  publicKey: z.string(),
  attestations: z.array(z.object({ memberId: z.string(), signature: z.string() })),
});
const stamp = z.object({
  memberId: z.string(),
  directoryHash: z.string(),
  directoryVersion: z.number(),
  routingHash: z.string(),
  routingVersion: z.number(),
  transferTag: z.string(),
  day: z.string(),
  signature: z.string(),
});

/** Both signed statements as they are published, null before there is one, and guardians' stamps on them. */
export const signedShape = z.object({
  directory: signedStatement.nullable(),
  routing: signedStatement.nullable(),
  stamps: z.array(stamp),
});
export type Signed = z.output<typeof signedShape>;

/**
 * What else the site says about them: the county key and version that it shows, and the lists that signed heads of the
 * log name.
 */
export type ListFindings = {
  directory: { publicKey: string; version: number } | null;
  lists: readonly ListInForce[];
};
type Find = (code: FindingCode, detail: string) => void;

/**
 * Checks list and routing as a reporter's browser does; that heads of the log name only versions from which they come;
 * and that two guardians stamped them within the term.
 */
export function checkSigned(
  { directory, routing, stamps }: Signed,
  { directory: said, lists }: ListFindings,
  find: Find,
): void {
  if (directory === null) {
    if (said !== null) find('keysDiffer', 'the signed list is not there');
    for (const { name, version } of lists) if (name !== 'transfers') find('listGone', `${name} ${version}`);
    return;
  }
  const opened = openedBoth(directory, routing, find);
  if (opened === null) return;
  if (directory.publicKey !== said?.publicKey || opened.directory.version !== said.version) {
    find('keysDiffer', 'signed list');
  }
  for (const list of lists) {
    // Only those who have the county's chain can tell whether a transfer is in it: members' browsers, and `verify-log`.
    if (list.name === 'transfers') continue;
    const { version, hash: textHash } = list;
    const kept =
      list.name === 'directory'
        ? comesFrom(opened.directory, seenOf(DIRECTORY, opened.directory), { version, textHash })
        : opened.routing !== null && comesFrom(opened.routing, seenOf(ROUTING, opened.routing), { version, textHash });
    if (!kept) find('listGone', `${list.name} ${version}`);
  }
  checkFresh(opened, directory.publicKey, stamps, find);
}

function openedBoth(directory: SignedStatement, routing: SignedStatement | null, find: Find): Stamped | null {
  let at = 'directory';
  try {
    const list = openDirectory(directory);
    at = 'routing';
    if (routing !== null && routing.publicKey !== directory.publicKey) find('listSignature', 'routing: county key');
    return { directory: list, routing: routing && openRouting(routing, list) };
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    find('listSignature', `${at}: ${error.message}`);
    return null;
  }
}

const comesFrom = (now: Versioned, present: SeenVersion, then: SeenVersion): boolean =>
  then.version === present.version ? then.textHash === present.textHash : names(now, then);

function checkFresh(opened: Stamped, countyKey: string, stamps: readonly Stamp[], find: Find): void {
  const { seenOn, lapsed } = freshnessBy(opened, countyKey, stamps, chinaDate(Date.now()));
  if (lapsed) find('listStale', seenOn === null ? 'never confirmed' : `confirmed last on ${seenOn}`);
}
