import { beforeAll, describe, expect, test } from 'vitest';
import { LONG } from '../runner/long';
import { keysOf, type Loot, lootOf, lootSince, openEverything } from '../services/attacker';
import { approveFor, askFor } from '../services/ceremony-play';
import type { County } from '../services/fixtures';
import { claimedCase } from '../services/payout-play';
import { playedContext } from '../services/played-context';
import { enterRules, fireFund } from '../services/reward-play';
import type { TestContext } from '../services/test-context';

const PERSON = { name: 'ZqOnePersonName', phone: '13812345678', idNumber: '' };
const PAYEE = { holder: 'ZqOnePersonHolder', bank: 'ZqBank', account: '6222999900001111' };
const TOLD = 'ZqOnePersonNarrative';
const MARKS = { identity: PERSON.name, payee: PAYEE.account, narrative: TOLD } as const;

/** One member of each role; the handling unit is the fire brigade. */
const ROLES = [
  ['handler', 'fire.handler'],
  ['lead', 'fire.lead'],
  ['lead of the level above', 'upper.lead'],
  ['handler of another unit', 'emergency.handler'],
  ['intake', 'intake.1'],
  ['custodian', 'custodians.2'],
  ['guardian', 'guardians.1'],
  ['finance', 'finance.1'],
  ['auditor', 'auditor'],
  ['supervisor', 'committee.1'],
  ['administrator', 'admin'],
  ['publisher', 'publisher'],
] as const;
/** Long enough for hundreds of tries with a post-quantum key on a busy machine. */
const SLOW = 300_000;
const INSIDE = ['fire.handler', 'fire.lead'];

let ctx: TestContext;
let county: County;
/** As it lies before anybody consented to anything, and after a guardian approved an opening to `custodians.1`. */
let before: Loot;
let approved: Loot;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 100_000n);
  const old = await lootOf(ctx);
  const filed = await claimedCase(ctx, county, PAYEE, {
    anonymity: 'named',
    identity: PERSON,
    consent: true,
    description: `消防通道被堵。${TOLD}`,
  });
  const id = await askFor(ctx, county, filed);
  before = lootSince(old, await lootOf(ctx));
  await approveFor(ctx, county, id);
  approved = lootSince(old, await lootOf(ctx));
}, SLOW);

/** Which of the three the keys of these people bring to light when put together. */
async function revealed(loot: Loot, logins: readonly string[]): Promise<string[]> {
  const keys = await Promise.all(logins.map((login) => keysOf(ctx, county.of(login))));
  const contents = await openEverything(loot, keys.flat());
  // Everybody opens at least the wrapped key that was made for them; otherwise the attempt would prove nothing.
  expect(contents.length > 0).toBe(keys.flat().length > logins.length);
  return Object.entries(MARKS)
    .filter(([, mark]) => contents.some((content) => content.includes(mark)))
    .map(([name]) => name);
}

/** In the short form those who have a part in openings; tests/attack/identity.attack.ts tries the keys of every role. */
const TRIED = LONG ? ROLES : ROLES.filter(([role]) => ['handler', 'custodian', 'guardian', 'finance'].includes(role));

describe.each(TRIED)('the whole database and the keys of one %s', (_role, login) => {
  const own = INSIDE.includes(login) ? ['narrative'] : [];

  test(
    'open no identity, no payee, and no report but the own unit’s',
    async () => {
      expect(await revealed(approved, [login])).toEqual(own);
    },
    SLOW,
  );
});

describe('the same attempt', () => {
  test(
    'succeeds with the keys of a guardian and a custodian together',
    async () => {
      expect(await revealed(before, ['guardians.1', 'custodians.2'])).toEqual(['identity', 'narrative']);
    },
    SLOW,
  );

  test(
    'succeeds for payees with the keys of a guardian and finance together',
    async () => {
      expect(await revealed(before, ['guardians.1', 'finance.1'])).toEqual(['payee']);
    },
    SLOW,
  );

  test(
    'succeeds with no custodian and finance together',
    async () => {
      expect(await revealed(before, ['custodians.2', 'finance.1'])).toEqual([]);
    },
    SLOW,
  );

  test(
    'succeeds for the one custodian whom a guardian named, and for that identity only',
    async () => {
      expect(await revealed(approved, ['custodians.1'])).toEqual(['identity']);
    },
    SLOW,
  );
});
