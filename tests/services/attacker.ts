import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAge } from '~/envelope/age-file';
import { fromBase64, text, utf8 } from '~/envelope/bytes';
import { isEnvelopeError } from '~/envelope/errors';
import { keyPairFromSeed, SEED_LENGTH } from '~/envelope/key-pair';
import { openUnitKey } from '~/envelope/keys/unit-key';
import { ageFileOf, splitMask } from '~/envelope/masked-file';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { grantsOf } from '~/services/keys/unit-key.server';
import type { TestContext } from './test-context';

const AGE = utf8('age-encryption.org/v1');
/** The same beginning in Base64, as it would stand in a text or JSON column. */
const AGE_IN_TEXT = /YWdlLWVuY3J5cHRpb24ub3Jn[\w+/-]+/g;

/** Where the thief looks: the database with its owner's rights, and the folder of blobs. */
type Stolen = { database: { owner: Pick<TestContext['database']['owner'], 'sql'> }; blobFolder: string };

/**
 * Every sealed thing on the server: all tables with the owner's rights, all columns, all blobs. With `about`, only from
 * rows in which one of these ids stands.
 */
export async function lootOf(ctx: Stolen, about: readonly string[] = []): Promise<Uint8Array[]> {
  const { sql } = ctx.database.owner;
  const found = new Map<string, Uint8Array>();
  const keep = (bytes: Uint8Array) => {
    const sealed = Buffer.from(bytes);
    const at = sealed.indexOf(AGE);
    // With its mask, where it has one.
    const name = sealed.toString('hex');
    if (at >= 0) found.set(name, theSame(name, splitMask(bytes) ? bytes : bytes.subarray(at)));
  };
  const columns = await sql<{ schema: string; name: string; column: string; bytes: boolean }[]>`
    select table_schema as schema, table_name as name, column_name as column, data_type = 'bytea' as bytes
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  for (const { schema, name, column, bytes } of columns) {
    const cell = bytes ? sql`${sql(column)}` : sql`${sql(column)}::text`;
    const chosen = about.length === 0 ? sql`true` : sql`stored::text like any(${about.map((id) => `%${id}%`)})`;
    const rows = await sql<{ value: Uint8Array | string | null }[]>`
      select ${cell} as value from ${sql(schema)}.${sql(name)} stored where ${chosen}`;
    for (const { value } of rows) {
      if (typeof value === 'string') for (const [part] of value.matchAll(AGE_IN_TEXT)) keep(fromAnyBase64(part));
      else if (value !== null) keep(value);
    }
  }
  if (about.length > 0) return [...found.values()];
  for (const entry of readdirSync(ctx.blobFolder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) keep(readFileSync(join(entry.parentPath, entry.name)));
  }
  return [...found.values()];
}

const seen = new Map<string, Uint8Array>();

/**
 * One object for the same sealed thing, however often it is stolen, so that what a key does to it is tried only once.
 */
function theSame(name: string, bytes: Uint8Array): Uint8Array {
  const before = seen.get(name);
  if (!before) seen.set(name, bytes);
  return before ?? bytes;
}

const fromAnyBase64 = (given: string): Uint8Array => new Uint8Array(Buffer.from(given, 'base64'));

/** One person's keys once unlocked: their own and each unit key that was granted. */
export async function keysOf(
  ctx: Pick<TestContext, 'db'>,
  member: Pick<EnrolledMember, 'memberId' | 'keys'>,
): Promise<string[]> {
  const { identity } = member.keys.age;
  const granted = await grantsOf(ctx.db, member.memberId);
  const units = await Promise.all(
    granted.map(({ unitKeyId, wrapped }) => openUnitKey(fromBase64(wrapped), unitKeyId, identity)),
  );
  return [identity, ...units.map((pair) => pair.identity)];
}

/** What lay on the server before the report, and what came with it and after it. */
export type Loot = { old: readonly Uint8Array[]; since: readonly Uint8Array[] };

/** Splits a later loot by an earlier one. */
export function lootSince(earlier: readonly Uint8Array[], later: readonly Uint8Array[]): Loot {
  const known = new Set(earlier.map((sealed) => Buffer.from(sealed).toString('hex')));
  return { old: earlier, since: later.filter((sealed) => !known.has(Buffer.from(sealed).toString('hex'))) };
}

/**
 * Everything that these keys open in the loot, without trusting any label: each key is tried on each sealed thing;
 * whatever in an opened thing could be a seed becomes a key in turn, and so does the XOR of any two of them. Keys found
 * on the way are tried on what came with the report and later, because nothing older can have been sealed to them.
 * Returns the opened contents.
 */
export async function openEverything({ old, since }: Loot, keys: readonly string[]): Promise<string[]> {
  const opened = new Map<Uint8Array, Uint8Array>();
  const secrets = new Map<string, Uint8Array>();
  const tried = new Set<string>();
  const waiting = keys.map((key) => ({ key, on: [...old, ...since] }));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { key, on } = next;
    if (tried.has(key)) continue;
    tried.add(key);
    for (const sealed of on) {
      const plain = opened.has(sealed) ? null : await tryOpen(sealed, key);
      if (plain === null) continue;
      opened.set(sealed, plain);
      for (const made of await newKeys(seedsIn(plain, splitMask(sealed)?.mask), secrets))
        waiting.push({ key: made, on: [...since] });
    }
  }
  return [...opened.values()].map((plain) => Buffer.from(plain).toString('utf8'));
}

const tries = new WeakMap<Uint8Array, Map<string, Promise<Uint8Array | null>>>();

/** Once for each key and sealed thing, because a try costs milliseconds and there are tens of thousands. */
function tryOpen(sealed: Uint8Array, identity: string): Promise<Uint8Array | null> {
  const known = tries.get(sealed) ?? new Map<string, Promise<Uint8Array | null>>();
  tries.set(sealed, known);
  const before = known.get(identity);
  if (before) return before;
  const tried = openRaw(sealed, identity);
  known.set(identity, tried);
  return tried;
}

/** The raw age layer. Any error but "not for this key" would itself be a finding. */
async function openRaw(sealed: Uint8Array, identity: string): Promise<Uint8Array | null> {
  try {
    return await openAge(ageFileOf(sealed), identity);
  } catch (error) {
    if (isEnvelopeError(error) && error.code === 'wrongKey') return null;
    throw error;
  }
}

/** Keys from the new seeds, and from each XORed with every one known before. */
async function newKeys(seeds: readonly Uint8Array[], known: Map<string, Uint8Array>): Promise<string[]> {
  const made: Uint8Array[] = [];
  for (const seed of seeds) {
    const name = Buffer.from(seed).toString('hex');
    if (known.has(name)) continue;
    for (const other of known.values()) made.push(seed.map((byte, i) => byte ^ (other[i] ?? 0)));
    known.set(name, seed);
    made.push(seed);
  }
  return (await Promise.all(made.map(keyPairFromSeed))).map(({ identity }) => identity);
}

/**
 * What follows the frame's header: the content itself if it has a seed's length, and every such string of a JSON
 * content; for a file with a mask, also whatever comes out from under that.
 */
function seedsIn(plain: Uint8Array, mask: Uint8Array | undefined): Uint8Array[] {
  const start = 7 + (((plain[5] ?? 0) << 8) | (plain[6] ?? 0));
  const { length } = JSON.parse(text(plain.subarray(7, start))) as { length: number };
  const content = plain.slice(start, start + length);
  const strings = Buffer.from(content)
    .toString('latin1')
    .matchAll(/"([\w+/-]{43,64}=?)"/g);
  const told = [...strings].map(([, found]) => fromAnyBase64(found ?? ''));
  const masked = told.filter((one) => one.length > SEED_LENGTH).map((one) => one.subarray(0, SEED_LENGTH));
  const unmasked = mask ? masked.map((one) => one.map((byte, i) => byte ^ (mask[i] ?? 0))) : [];
  return [content, ...told, ...unmasked].filter((seed) => seed.length === SEED_LENGTH);
}
