import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROLES } from '~/domain/vocabulary';
import type { BareSite } from '../e2e/site';
import { keysOf, lootOf, openEverything } from '../services/attacker';
import { account, knownPerson, ownerOfDemo } from './demo';

/** One member of each role, and everybody in the fire brigade who holds its key. */
export const THIEVES = [
  'fire.lead',
  'fire1',
  'intake1',
  'emergency1',
  'upper1',
  'custodian1',
  'guardian1',
  'finance1',
  'auditor',
  'supervisor',
  'publisher',
  'admin',
] as const;
export type Thief = (typeof THIEVES)[number];
export type Keys = ReadonlyMap<Thief, readonly string[]>;

/** The real keys of each: their own one, and each unit key that was granted. */
export async function keysOfThieves({ ctx }: BareSite): Promise<Keys> {
  // Nobody's role was forgotten.
  expect(new Set(THIEVES.flatMap((login) => account(login).roles))).toEqual(new Set(ROLES));
  const owner = ownerOfDemo();
  const keys = new Map<Thief, readonly string[]>();
  for (const login of THIEVES) keys.set(login, await keysOf(ctx, await knownPerson(owner, login)));
  return keys;
}

/** The whole copy, or what rows with one of these ids hold. */
export function stolenFrom({ owner, data }: BareSite, about: readonly string[] = []): Promise<Uint8Array[]> {
  // Made with the first file that comes in.
  mkdirSync(join(data, 'blobs'), { recursive: true });
  return lootOf({ database: { owner }, blobFolder: join(data, 'blobs') }, about);
}

/** Which of the marks come to light with the keys of these people together, and with every key found on the way. */
export async function revealed(
  loot: readonly Uint8Array[],
  keys: Keys,
  who: readonly Thief[],
  marks: Readonly<Record<string, string>>,
): Promise<string[]> {
  const held = who.flatMap((login) => keys.get(login) ?? []);
  const texts = (await openEverything({ old: [], since: loot }, held)).join('\n');
  return Object.entries(marks).flatMap(([name, mark]) => (texts.includes(mark) ? [name] : []));
}
