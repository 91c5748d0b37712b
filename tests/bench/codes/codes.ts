import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { newReceiptCode, receiptKeys } from '~/envelope/report/receipt-code';
import { boundedArgon2id } from '~/services/argon2.server';
import { shuffled } from '~/services/shuffle.server';
import type { Child } from '../child';
import { type Measurement, median, ms, percentile, times, verdict } from '../measurement';
import { addressOf, ORIGIN } from '../site';
import type { Workshop } from '../workshop';
import { rankTest } from './rank-test';
import { CODES_FILE, type SpentCodes } from './spent-codes';

/**
 * A code that opens nothing must look like one that never existed; for those that open a page, the time must not tell
 * what became of the report.
 */
const GROUPS = { nothing: ['never', 'anew'], page: ['live', 'withdrawn', 'shredded'] } as const;
type Kind = 'never' | keyof SpentCodes;
const KINDS: readonly Kind[] = [...GROUPS.nothing, ...GROUPS.page];
const WAYS = { 'scripts off': 30, sealed: 300 } as const;
type Way = keyof typeof WAYS;
/** Below one in a thousand the samples count as different. */
const CHANCE = 0.001;
const CLOSE = 1.1;

type Tried = { code: string; token: string };

/** How long it takes until a code is answered, by what became of its report; all kinds take turns, in random order. */
export async function measureCodes(workshop: Workshop, site: Child, data: string): Promise<Measurement[]> {
  const codes = JSON.parse(readFileSync(join(data, CODES_FILE), 'utf8')) as SpentCodes;
  const salt = await saltOf(site);
  const tried: Partial<Record<Kind, Tried>> = {};
  for (const [kind, code] of Object.entries(codes)) tried[kind as Kind] = { code, token: await tokenOf(code, salt) };
  const found: Measurement[] = [];
  for (const way of Object.keys(WAYS) as Way[]) {
    workshop.say(`codes, ${way}`);
    const timesOf = await timed(site, way, tried);
    found.push(compared(way, GROUPS.nothing, timesOf), compared(way, GROUPS.page, timesOf));
  }
  return found;
}

async function timed(site: Child, way: Way, tried: Partial<Record<Kind, Tried>>): Promise<Map<Kind, number[]>> {
  const found = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
  for (let round = 0; round <= WAYS[way]; round += 1) {
    for (const kind of shuffled(KINDS)) {
      // No code is used twice, because somebody who guesses does not use one twice either.
      const one = tried[kind] ?? {
        code: newReceiptCode(),
        token: toBase64(crypto.getRandomValues(new Uint8Array(32))),
      };
      const took = await answered(site, way, one, kind === 'never' || kind === 'anew');
      // The first round warms up.
      if (round > 0) found.get(kind)?.push(took);
    }
  }
  return found;
}

async function answered(site: Child, way: Way, { code, token }: Tried, opensNothing: boolean): Promise<number> {
  const sealed = way === 'sealed';
  const body = new URLSearchParams(sealed ? { step: 'openSealed', token } : { step: 'open', code });
  const headers = { Origin: ORIGIN, ...(sealed && { 'X-Anshao-Mode': 'sealed' }) };
  const started = performance.now();
  const answer = await fetch(`${addressOf(site)}/zh/follow`, { method: 'POST', redirect: 'manual', body, headers });
  await answer.arrayBuffer();
  const took = performance.now() - started;
  if (answer.status !== (opensNothing ? 422 : 303)) throw new Error(`A code was answered by ${answer.status}`);
  return took;
}

function compared(way: Way, [first, ...others]: readonly Kind[], found: Map<Kind, number[]>): Measurement {
  const of = (kind: Kind) => found.get(kind) ?? [];
  const base = of(first ?? 'never');
  const pairs = others.map((kind) => ({
    kind,
    chance: rankTest(base, of(kind)),
    ratio: median(of(kind)) / median(base),
  }));
  const alike = pairs.every(({ chance, ratio }) => chance >= CHANCE || (ratio < CLOSE && ratio > 1 / CLOSE));
  const spread = (kind: Kind) =>
    `${kind} ${ms(percentile(of(kind), 0.1))} / ${ms(median(of(kind)))} / ${ms(percentile(of(kind), 0.9))}`;
  return {
    what: `Codes that open ${first === 'never' ? 'nothing' : 'a page'}, ${way}: median`,
    measured: others.map((kind) => `${kind} ${ms(median(of(kind)))}`).join(', '),
    reference: `${first} ${ms(median(base))}`,
    ratio: pairs.map(({ ratio }) => times(ratio)).join(', '),
    budget: 'not to be told apart',
    verdict: verdict(alike),
    note: `${base.length} of each; tenth, half, ninety: ${[first ?? 'never', ...others].map(spread).join('; ')}; chance by rank ${pairs.map(({ chance }) => chance.toFixed(3)).join(', ')}.`,
    values: Object.fromEntries(
      pairs.flatMap(({ kind, chance, ratio }) => [
        [`${kind}Ratio`, ratio],
        [`${kind}Chance`, chance],
      ]),
    ),
  };
}

async function saltOf(site: Child): Promise<Uint8Array> {
  const page = await (await fetch(`${addressOf(site)}/zh/follow`)).text();
  const salt = /data-salt="([^"]+)"/.exec(page)?.[1];
  if (!salt) throw new Error('The page tells no salt');
  return fromBase64(salt);
}

const argon2id = boundedArgon2id(1, 10);
async function tokenOf(code: string, salt: Uint8Array): Promise<string> {
  const { lookupToken } = await receiptKeys(code, salt, argon2id);
  return toBase64(lookupToken);
}
