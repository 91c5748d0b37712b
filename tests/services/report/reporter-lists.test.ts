import { beforeAll, describe, expect, test, vi } from 'vitest';
import { isStrange, type OpenedFollow, openFollow } from '~/browser/follow/follow-workspace';
import { fetchCounty, type PageFacts } from '~/browser/report/report-route';
import type { ReportingKeys } from '~/contract/answers/report';
import type { SealedFollow } from '~/domain/follow/sealed-follow';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { countyInfo } from '~/services/county/county.server';
import { seedPolicies } from '~/services/county/policies.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import { certifyAll } from '~/services/keys/provision.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { submitReport } from '~/services/report/report.server';
import { reportingKeys } from '~/services/report/report-keys.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { fireDraft } from '../case-workspace';
import type { County } from '../fixtures';
import { refusedWith } from '../in-force';
import { playedContext } from '../played-context';
import { sealedInBrowser, sent } from '../sealed-submission';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
/** What the server gave out at each time: before the sending, at it, and after it. */
const given: ReportingKeys[] = [];
let codes: { reportId: string; code: string }[];

const next = async () => {
  const guardians = [county.of('guardians.1'), county.of('guardians.2')];
  await certifyAll(ctx, guardians, county.directory);
  await signRouting(ctx, guardians, county.directory);
  given.push(await reportingKeys(ctx));
};

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
  given.push(await reportingKeys(ctx));
  await next();
  const { posted, code } = await sealedInBrowser(ctx, fireDraft());
  await submitSealedReport(ctx, sent(posted));
  codes = [{ reportId: posted.reportId, code }, await submitReport(ctx, { draft: fireDraft() })];
  await next();
});

const versionOf = (signed: { statement: string }) => (JSON.parse(signed.statement) as { version: number }).version;
const at = (time: number): ReportingKeys => {
  const keys = given[time];
  if (!keys) throw new Error('not given');
  return keys;
};

/**
 * Another text of the same version, signed by the real county key, as one guardian with the whole database could make
 * it.
 */
async function forked() {
  const { signStatementText } = await import('~/envelope/keys/signed-statement');
  const { routing } = at(1);
  const statement = routing.statement.replace(/"stampDays":\d+/, '"stampDays":60');
  return { ...routing, statement, signature: signStatementText('routing', statement, county.directory.seed) };
}

describe.each([0, 1])('a reporter’s page (way %i), by what was noted at the sending', (way) => {
  let sealed: SealedFollow;
  let seed: Uint8Array;
  beforeAll(async () => {
    const { reportId, code } = codes[way] ?? { reportId: '', code: '' };
    const { salt } = await countyInfo(ctx.db);
    seed = (await receiptKeys(code, salt, ctx.argon2id)).reporter.seed;
    sealed = (await sealedFollowPage(ctx, reportId)).sealed;
  });

  const withLists = (
    { directory, routing }: Pick<ReportingKeys, 'directory'> & { routing: ReportingKeys['routing'] | null },
    before: OpenedFollow | null = null,
  ) => {
    const list = { ...directory, version: versionOf(directory) };
    const beside = routing && { ...routing, version: versionOf(routing) };
    const lists = { directory: list, directoryVersion: list.version, routing: beside };
    return openFollow({ ...sealed, ...lists, routingVersion: beside?.version ?? 0, former: [] }, seed, before);
  };

  test('takes the lists of then and the ones after', async () => {
    const then = await withLists(at(1));
    const now = await withLists(at(2), then);
    expect([isStrange(then), isStrange(now)]).toEqual([false, false]);
    expect([then.routing?.version, now.routing?.version]).toEqual([2, 3]);
    // Within one page it never goes back either.
    expect(isStrange(await withLists(at(1), now))).toBe(true);
    // What the server leaves out is what this browser already had.
    const again = { ...sealed, directory: null, routing: null, directoryVersion: 3, routingVersion: 3 };
    expect((await openFollow(again, seed, now)).routing?.version).toBe(3);
  });

  test('takes no older list, no older or forked routing, and not none', async () => {
    expect(isStrange(await withLists({ ...at(1), directory: at(0).directory }))).toBe(true);
    for (const routing of [at(0).routing, await forked(), null]) {
      expect(isStrange(await withLists({ ...at(1), routing }))).toBe(true);
    }
  });

  test('is alarmed where the server says that there is no list, or leaves out the card that notes one', async () => {
    const none = { directory: null, directoryVersion: 0, routing: null, routingVersion: 0, former: [] };
    const now = await withLists(at(2));
    const page = async (given: Partial<SealedFollow>, before: OpenedFollow | null = null) =>
      openFollow({ ...sealed, ...none, ...given }, seed, before);
    for (const opened of [await page({}), await page({ card: null }), await page({}, now)]) {
      expect([isStrange(opened), opened.directory, opened.routing]).toEqual([true, null, null]);
    }
    // Nor may it say that only the list is gone, or that a part of it stayed the same.
    expect(isStrange(await page({ routingVersion: 3 }, now))).toBe(true);
    expect(isStrange(await page({ directoryVersion: 2, routingVersion: 3 }, now))).toBe(true);
    expect(isStrange(await page({ directoryVersion: 3 }, now))).toBe(true);
  });

  test('counts no stamp over a routing that no two guardians vouch for', async () => {
    const [one] = at(2).routing.attestations;
    const alone = { ...at(2).routing, attestations: one ? [one, one] : [] };
    const opened = await withLists({ ...at(2), routing: alone });
    expect([isStrange(opened), opened.directory?.version, opened.routing]).toEqual([false, 3, null]);
  });
});

describe('a report page that looks again while it is open', () => {
  const facts = (): PageFacts => ({
    keys: '/keys',
    registers: '/',
    fingerprint: directoryFingerprint(county.directory.publicKey),
    boardArea: null,
  });
  const look = async (keys: ReportingKeys, before: Awaited<ReturnType<typeof fetchCounty>> | null) => {
    vi.stubGlobal('fetch', async () => Response.json(keys));
    return fetchCounty(facts(), before !== null, before);
  };

  test('follows to later lists and never goes back', async () => {
    const first = await look(at(1), null);
    const later = await look(at(2), first);
    expect([later.directory.version, later.routing.version]).toEqual([3, 3]);
    expect(await refusedWith(look(at(2), later))).toBeNull();
    for (const keys of [at(1), { ...at(2), routing: at(1).routing }, { ...at(2), directory: at(1).directory }]) {
      expect(await refusedWith(look(keys, later))).toBe('badSignature');
    }
    expect(await refusedWith(look({ ...at(1), routing: await forked() }, first))).toBe('badSignature');
  });
});
