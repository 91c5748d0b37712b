import { expect, test } from 'vitest';
import { signStatementText } from '~/envelope/keys/signed-statement';
import { newSigningKey } from '~/envelope/signing';
import { KEYS, SCRIPTS, servedCopy } from './served-copy';
import type { SignedLists } from './signed-lists';
import { check, found, foundAfter } from './site-check';

test.each([
  ["the site's signature forged", 'installationSignature', (one: Published) => ({ ...one, since: '2025-01-01' })],
  ["the release's signature forged", 'releaseSignature', (one: Published) => ({ ...one, release: one.installation })],
  ['the digest of another list', 'listDigest', (one: Published) => ({ ...one, sha256: 'a'.repeat(64) })],
  ['a list for another site', 'listOrigin', (one: Published) => ({ ...one, origin: 'https://a.example' })],
  ['a text that is no list', 'listDamaged', (one: Published) => ({ ...one, manifest: `${one.manifest} ` })],
  ['nothing of the documented form', 'listMissing', () => ({})],
])('%s', async (_, code, change) => {
  const all = await foundAfter((site) => site.edit(SCRIPTS, (body) => JSON.stringify(change(JSON.parse(body)))));
  expect(all).toContain(`${code} ${SCRIPTS}`);
});

type Published = {
  manifest: string;
  sha256: string;
  origin: string;
  since: string;
  installation: unknown;
  release: unknown;
};

test('a well-signed list of other files, a release by another key, and no release key', async () => {
  const site = await servedCopy();
  site.publish(site.manifest.replace('"bytes":16', '"bytes":17'));
  expect(found(await check(site))).toEqual([`otherRelease ${SCRIPTS}`]);
  site.publish(site.manifest.replace('2026-03-01', '2026-03-05'));
  expect(found(await check(site))).toEqual([]);
  expect(found(await check(site, newSigningKey().publicKey))).toEqual([`releaseSignature ${SCRIPTS}`]);
});

test('a history of the log’s keys that was changed', async () => {
  const later = (body: string) => body.replace('"fromDay":"2026-03-01"', '"fromDay":"2026-03-02"');
  expect(await foundAfter((site) => site.edit(KEYS, later))).toEqual([`logKeys ${KEYS}`]);
});

test('keys and heads of the log that do not fit what pages show', async () => {
  const forged = (body: string) => body.replace('"sequence":9', '"sequence":8');
  expect(await foundAfter((site) => site.edit(KEYS, forged))).toEqual([`checkpointSignature ${KEYS}`]);
  const other = (html: string) => html.replace(/<code>[0-9a-f]{4} /, '<code>0000 ');
  expect(await foundAfter((site) => site.edit('/zh/protection', other))).toEqual(['keysDiffer /zh/protection']);
  const older = (body: string) => body.replace(/("fingerprint":"[^"]*","version":)3/, '$12');
  expect(await foundAfter((site) => site.edit(KEYS, older))).toEqual([`keysDiffer ${KEYS}`]);
});

type PublishedKeys = {
  directory: { version: number };
  signed: Pick<SignedLists, 'directory' | 'routing' | 'stamps'>;
  log: { checkpoints: { lists: { name: string; version: number; hash: string }[] }[] };
};

/** What is found after the published keys were changed. */
const foundIn = (change: (keys: PublishedKeys, lists: SignedLists) => PublishedKeys) =>
  foundAfter((site) => site.edit(KEYS, (body) => JSON.stringify(change(JSON.parse(body), site.lists))));

const other = newSigningKey();
const forgery = (signed: PublishedKeys['signed']['routing']) => ({
  ...signed,
  signature: signStatementText('routing', signed.statement, other.seed),
});

test.each<[string, string, (keys: PublishedKeys, lists: SignedLists) => Partial<PublishedKeys['signed']>]>([
  ['a routing that another key signed', 'listSignature', ({ signed }) => ({ routing: forgery(signed.routing) })],
  [
    'a routing that one guardian vouches for',
    'listSignature',
    ({ signed: { routing } }) => ({ routing: { ...routing, attestations: routing.attestations.slice(1) } }),
  ],
  [
    'a key list that one guardian vouches for',
    'listSignature',
    ({ signed: { directory } }) => ({ directory: { ...directory, attestations: directory.attestations.slice(1) } }),
  ],
  [
    'an older routing, rightly signed and stamped',
    'listGone',
    (_, { signed }) => signed({ routing: { version: 1, history: [] } }),
  ],
  [
    'another routing of the same version, rightly signed and stamped',
    'listGone',
    (_, { signed }) => signed({ routing: { stampDays: 60 } }),
  ],
  [
    'a routing of another history',
    'listGone',
    (_, { signed }) => signed({ routing: { version: 3, history: ['3'.repeat(64), '4'.repeat(64)] } }),
  ],
  ['stamps that lapsed', 'listStale', (_, { signed }) => ({ stamps: signed({ day: '2026-01-01' }).stamps })],
  ['one guardian’s stamp', 'listStale', ({ signed }) => ({ stamps: signed.stamps.slice(1) })],
  [
    'stamps that hold for another routing',
    'listStale',
    (_, { signed }) => ({ stamps: signed({ routing: { stampDays: 60 } }).stamps }),
  ],
])('%s', async (_, code, change) => {
  const all = await foundIn((keys, lists) => ({ ...keys, signed: { ...keys.signed, ...change(keys, lists) } }));
  expect(new Set(all)).toEqual(new Set([`${code} ${KEYS}`]));
});
