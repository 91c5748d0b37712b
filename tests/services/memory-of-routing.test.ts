import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { routingVersion } from '#db/schema/routing';
import { textHashOf } from '~/envelope/keys/memory';
import { canonicalRouting, ROUTING } from '~/envelope/keys/routing-statement';
import { historyOf, signStatementText } from '~/envelope/keys/signed-statement';
import { today } from '~/services/context.server';
import { openedInForce } from '~/services/keys/certified.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { routingPage } from '~/services/keys/routing-page.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { memoryOf } from '~/services/keys/trust.server';
import { forget, OF_A_PAGE } from '../runner/forget';
import { listInForce, refusedWith } from './in-force';
import { signedIn } from './member-browser';
import { playedContext } from './played-context';

const { ctx, county } = await playedContext();
const owner = ctx.database.owner.db;

const inForce = () => listInForce(ctx);

describe('every member’s browser remembers the routing', () => {
  const routing = async () => {
    const signed = await signedRouting(ctx.db);
    if (!signed) throw new Error('no routing');
    return { ...signed, read: ROUTING.parse(signed.statement) };
  };
  const guardians = () => [county.of('guardians.1'), county.of('guardians.2')];
  const start = async (by = county.of('fire.handler')) => {
    const browser = await signedIn({ ctx, who: by });
    const opening = browser.checked.checkedDirectory(await inForce());
    return { ...browser, found: await refusedWith(opening) };
  };
  const force = (statement: ReturnType<typeof sql>) =>
    ctx.database.owner.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(statement);
    });

  test('and refuses everything once the newest one is deleted, or all of them, on a new computer too', async () => {
    const handler = county.of('fire.handler');
    const before = await routing();
    expect((await start()).found).toBe(null);
    const newest = await signRouting(ctx, guardians(), county.directory);
    expect((await start()).found).toBe(null);
    expect(JSON.parse((await memoryOf(ctx.db, handler.memberId)) ?? '{}')).toMatchObject({ routingVersion: newest });
    const rows = await ctx.db.select().from(routingVersion);
    for (const gone of [sql`version = ${newest}`, sql`true`]) {
      await force(sql`delete from routing_version where ${gone}`);
      const { found, trouble } = await start();
      expect([found, trouble.trustProblem()]).toEqual(['badSignature', 'routingForked']);
    }
    // Whoever has not seen the newest one cannot know; stamps that lapse tell them.
    await owner.insert(routingVersion).values(rows.filter(({ version }) => version === before.version));
    expect((await start(county.of('emergency.lead'))).found).toBe(null);
    await owner.insert(routingVersion).values(rows.filter(({ version }) => version !== before.version));
    expect((await start()).found).toBe(null);
  });

  test('a text that nobody signed neither blocks their work nor is remembered', async () => {
    const { statement, version } = await routing();
    const forged = statement.replace(/"stampDays":\d+/, '"stampDays":60');
    await force(sql`update routing_version set statement = ${forged} where version = ${version}`);
    const { found, trouble } = await start();
    expect([found, trouble.trustProblem()]).toEqual([null, null]);
    expect(JSON.parse((await memoryOf(ctx.db, county.of('fire.handler').memberId)) ?? '{}').routingHash).toBe(
      textHashOf(statement),
    );
    await force(sql`update routing_version set statement = ${statement} where version = ${version}`);
  });

  test('a guardian’s browser refuses one older than it saw, a fork of it, and none at all', async () => {
    const guardian = county.of('guardians.1');
    const two = (await routing()).read;
    const one = { ...two, version: 1, history: [] };
    for (const shown of [
      one,
      null,
      { ...two, stampDays: 14 },
      { ...two, version: 3, history: ['0'.repeat(64), '0'.repeat(64)] },
    ]) {
      const { checked, trouble } = await start(guardian);
      expect(await refusedWith(checked.keepRouting(shown))).toBe('badSignature');
      expect(trouble.trustProblem()).toBe('routingForked');
    }
    const { checked, trouble } = await start(guardian);
    await checked.keepRouting(two);
    expect(trouble.trustProblem()).toBeNull();
  });

  test('and neither stamps an older one nor vouches for it beside a next list', async () => {
    const guardian = county.of('guardians.1');
    const [older] = await ctx.db.select().from(routingVersion).orderBy(routingVersion.version).limit(1);
    if (!older) throw new Error('no routing');
    const signed = { ...older, publicKey: county.directory.publicKey };
    const day = { today: today(ctx), now: ctx.now };
    const newest = await routing();
    for (const shown of [newest, signed]) {
      const expected = shown === newest ? null : 'badSignature';
      await start(guardian);
      const { makeStamp } = await import('~/browser/keys/stamp-workspace');
      expect(await refusedWith(makeStamp({ directory: await inForce(), routing: shown }, day))).toBe(expected);
      await start(guardian);
      const { standingRouting } = await import('~/browser/keys/directory-workspace');
      const list = await openedInForce(ctx.db);
      expect(await refusedWith(standingRouting(shown, county.directory.publicKey, list))).toBe(expected);
    }
  });

  describe('and a next one is compared with the last that two guardians vouched for', () => {
    const rivals = async () => {
      const newest = await routing();
      const read = { ...newest.read, version: newest.version + 1, history: historyOf(ROUTING, newest.read) };
      const [rule, ...rules] = read.rules;
      if (!rule) throw new Error('no rule');
      const led = { ...rule, unitId: county.unitIds.emergency };
      return { newest, alone: canonicalRouting({ ...read, rules: [led, ...rules] }) };
    };
    /** Written by whoever has the county key, with guardians' signatures for another text. */
    const putAlone = async (statement: string, version: number) => {
      const signature = signStatementText('routing', statement, county.directory.seed);
      const [row] = await ctx.db.select().from(routingVersion).limit(1);
      if (!row) throw new Error('no row');
      await owner.insert(routingVersion).values({ ...row, version, statement, signature });
    };
    const seen = async (by: string) => {
      await start(county.of(by));
      const { nextRouting } = await import('~/browser/keys/routing-workspace');
      const page = await routingPage(ctx.db, today(ctx));
      if (page.draft === null) throw new Error('no draft');
      const bench = { ...page, directory: await inForce() };
      return { page, next: await nextRouting(bench, page.draft, today(ctx)) };
    };
    const remembered = async (by: string) =>
      JSON.parse((await memoryOf(ctx.db, county.of(by).memberId)) ?? '{}').routingHash as string;

    test('never with one that the county key alone signed, nor is that remembered', async () => {
      const { newest, alone } = await rivals();
      const byGuardians = textHashOf(newest.statement);
      const whole = await seen('guardians.1');
      expect(whole.next.compared).toEqual({ version: newest.version, holds: true });
      expect(whole.next.changes).toEqual([]);
      await putAlone(alone, newest.version + 1);
      for (const by of ['guardians.1', 'guardians.2']) {
        const { page, next } = await seen(by);
        expect(page.holds).toBe(false);
        // It follows the newest, so that nobody who saw that one is cut off, and it hides nothing of what that one
        // says.
        expect(next.statement.version).toBe(newest.version + 2);
        expect([next.compared, next.changes]).toEqual([{ version: newest.version, holds: false }, []]);
        const { keepRouting } = await import('~/browser/keys/checked-directory');
        await keepRouting(newest.read);
        expect(await remembered(by)).toBe(byGuardians);
      }
    });

    test('with one that this guardian saw while it held; with nothing by one who saw none', async () => {
      await force(sql`update routing_version set attestations = jsonb_set(attestations, '{0,signature}', '"AAAA"')`);
      const { read } = await routing();
      const { next } = await seen('guardians.1');
      expect(next.compared).toEqual({ version: read.version - 1, holds: false });
      forget(OF_A_PAGE);
      const { routingBefore } = await import('~/browser/keys/checked-routing');
      const { signed, former } = await routingPage(ctx.db, today(ctx));
      const list = await openedInForce(ctx.db);
      if (!list) throw new Error('no list');
      expect(former.length).toBeGreaterThan(0);
      const before = await routingBefore(signed, former, county.directory.publicKey, list);
      expect(before).toEqual({ follows: read, compared: null, holds: false });
    });
  });
});
