import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshnessStamp } from '#db/schema/county';
import { logEntry, outbox } from '#db/schema/log';
import { freshnessBy } from '~/contract/freshness';
import { addDays } from '~/domain/dates';
import { attest, attestDirectory } from '~/envelope/keys/attestation';
import { type SignedDirectory, signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { newReserve, reserveOf, signDrill } from '~/envelope/keys/reserve';
import { RESERVE_ID } from '~/envelope/keys/reserve-id';
import { wrapUnitSeed } from '~/envelope/keys/unit-key';
import { HANDLERS } from '~/jobs/table.server';
import { today } from '~/services/context.server';
import { reportingOpen } from '~/services/county/county.server';
import { certifyDirectory, proposeDirectory, withdrawProposal } from '~/services/keys/certification.server';
import { directoryInForce, openedInForce } from '~/services/keys/certified.server';
import { directoryDraft } from '~/services/keys/directory-draft.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { askKeyRemoval } from '~/services/keys/key-removal.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { recordHeldKeyHere } from '~/services/keys/provision-routing.server';
import { DRILL_DAYS, drillReserve, queueDrillReminder, reserveInForce } from '~/services/keys/reserve.server';
import { routingInForce, signedRouting } from '~/services/keys/signed-routing.server';
import { listFreshness, stampList, stampsOf } from '~/services/keys/stamp.server';
import { grantUnitKey } from '~/services/keys/unit-key.server';
import { confirmKeyRemoval } from './decided-as-shown';
import type { County } from './fixtures';
import { browserOf, signedIn } from './member-browser';
import { playedContext } from './played-context';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
const paper = newReserve();
const one = () => county.of('guardians.1');
const two = () => county.of('guardians.2');
const officer = () => county.of('fire.lead');

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  const next = await nextList({ reserve: { signingKey: paper.signingKey } });
  await proposeDirectory(ctx, one().actor, signed(next, one()));
  await certifyDirectory(ctx, two().actor, { version: next.version, attestation: word(next, two()) });
});

async function nextList(changes: Partial<DirectoryStatement> = {}): Promise<DirectoryStatement> {
  const before = await openedInForce(ctx.db);
  if (!before) throw new Error('no list');
  const draft = await directoryDraft(ctx.db, today(ctx));
  const version = before.version + 1;
  return { ...before, ...draft, version, madeOn: today(ctx), history: historyAfter(before), ...changes };
}

const word = (list: DirectoryStatement, by: EnrolledMember) => wordOf(list, by.keys.signing.seed);
const wordOf = (list: DirectoryStatement, seed: Uint8Array) =>
  attestDirectory(canonicalDirectory(list), county.directory.publicKey, seed);

function signed(list: DirectoryStatement, by: EnrolledMember) {
  const statement = canonicalDirectory(list);
  return { statement, signature: signDirectory(statement, county.directory.seed), attestation: word(list, by) };
}

async function inForce(): Promise<SignedDirectory> {
  const list = await directoryInForce(ctx.db);
  if (!list) throw new Error('no list');
  return list;
}

/** The reserve's workspace in a guardian's browser that has seen the list in force. */
async function workspace(who: EnrolledMember) {
  await browserOf(who);
  return import('~/browser/keys/reserve-workspace');
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code,
  );

const logged = async (act: string) => (await ctx.db.select().from(logEntry).where(eq(logEntry.act, act))).length;

describe('the paper', () => {
  test('is tried without being kept or sent, and by no other words', async () => {
    const { drillReserve: attempt } = await workspace(two());
    const now = ctx.now;
    const drill = await attempt(await inForce(), ` ${paper.words.toUpperCase().replaceAll(' ', '  ')}`, now);
    expect(JSON.stringify(drill)).not.toContain(paper.words.split(' ')[0]);
    await drillReserve(ctx, two().actor, drill);
    expect(await reserveInForce(ctx.db, today(ctx))).toMatchObject({ triedOn: today(ctx), due: false });
    expect(await codeOf(attempt(await inForce(), newReserve().words, now))).toBe('wrongKey');
    const mistyped = paper.words.split(' ').slice(1).join(' ');
    expect(await codeOf(attempt(await inForce(), mistyped, now))).toBe('badCode');
    // The server accepts no drill of another paper, day or list.
    const { directoryVersion, day } = drill;
    const forged = (seed: Uint8Array, changed: Partial<typeof drill>) => {
      const said = { directoryVersion, day, ...changed };
      const signature = signDrill({ ...said, countyKey: county.directory.publicKey }, seed);
      return drillReserve(ctx, two().actor, { ...said, signature });
    };
    const { seed } = reserveOf(paper.words);
    await expect(forged(reserveOf(newReserve().words).seed, {})).rejects.toMatchObject({ code: 'invalid' });
    await expect(forged(seed, { day: addDays(day, -2) })).rejects.toMatchObject({ code: 'invalid' });
    await expect(forged(seed, { directoryVersion: 1 })).rejects.toMatchObject({ code: 'invalid' });
    await expect(drillReserve(ctx, officer().actor, drill)).rejects.toMatchObject({ code: 'notAllowed' });
    expect(await logged('reserve.drill')).toBe(1);
  });

  test('is asked for once a year by mail', async () => {
    expect(await queueDrillReminder(ctx)).toBe(false);
    const clock = ctx.now;
    ctx.now = () => clock() + (DRILL_DAYS + 1) * 86_400_000;
    expect(await reserveInForce(ctx.db, today(ctx))).toMatchObject({ overdue: true });
    expect(await queueDrillReminder(ctx)).toBe(true);
    expect(await queueDrillReminder(ctx)).toBe(false);
    ctx.now = clock;
    expect(HANDLERS['notice.reserve']).toBeDefined();
  });

  test('brings nothing into force alone, nor together with anybody but a guardian', async () => {
    const next = await nextList();
    const { seed } = reserveOf(paper.words);
    const byOfficer = { ...signed(next, two()), attestation: word(next, officer()) };
    await expect(proposeDirectory(ctx, two().actor, byOfficer)).rejects.toMatchObject({ code: 'invalid' });
    const byReserveOnly = { ...signed(next, two()), attestation: wordOf(next, seed) };
    await expect(proposeDirectory(ctx, two().actor, byReserveOnly)).rejects.toMatchObject({ code: 'invalid' });
    await proposeDirectory(ctx, two().actor, signed(next, two()));
    const confirm = (actor: EnrolledMember, attestation: string) =>
      certifyDirectory(ctx, actor.actor, { version: next.version, attestation, byReserve: true });
    await expect(confirm(two(), word(next, two()))).rejects.toMatchObject({ code: 'invalid' });
    await expect(confirm(two(), wordOf(next, reserveOf(newReserve().words).seed))).rejects.toMatchObject({
      code: 'invalid',
    });
    await withdrawProposal(ctx, two().actor, next.version);
  });

  test('cannot confirm that it is itself exchanged', async () => {
    const other = newReserve();
    const next = await nextList({ reserve: { signingKey: other.signingKey } });
    await proposeDirectory(ctx, two().actor, signed(next, two()));
    for (const { words } of [paper, other]) {
      const attestation = wordOf(next, reserveOf(words).seed);
      const confirmed = { version: next.version, attestation, byReserve: true };
      await expect(certifyDirectory(ctx, two().actor, confirmed)).rejects.toMatchObject({ code: 'invalid' });
    }
    await withdrawProposal(ctx, two().actor, next.version);
  });
});

describe('one of two guardians dies', () => {
  let third: EnrolledMember;

  test('the other stays, and a third is certified by the paper and the one who is left', async () => {
    // An officer's browser has seen the list before this one.
    const cookies: Record<string, string> = {};
    await (await signedIn({ ctx, who: officer(), cookies })).checked.checkedDirectory(await inForce());
    const removal = { kind: 'disable', memberId: one().memberId, roles: [] } as const;
    await confirmKeyRemoval(ctx, two().actor, await askKeyRemoval(ctx, county.actor('admin'), removal));
    const draft = { login: 'guardians.3', name: '新监督员', roles: ['guardian' as const] };
    third = await enrolHere(ctx, { ...draft, unitId: county.unitIds.guardians });
    const next = await nextList();
    expect(next.members.some(({ id }) => id === one().memberId)).toBe(false);
    const routing = await signedRouting(ctx.db);
    const again = routing && attest('routing', routing.statement, routing.publicKey, two().keys.signing.seed);
    await proposeDirectory(ctx, two().actor, { ...signed(next, two()), routingAttestation: again });
    const waiting = { ...signed(next, two()), proposedBy: two().memberId, publicKey: county.directory.publicKey };
    const { confirmByReserve } = await workspace(two());
    expect(
      await codeOf(confirmByReserve(waiting, await inForce(), newReserve().words, routing, { today: today(ctx) })),
    ).toBe('wrongKey');
    const words = await confirmByReserve(waiting, await inForce(), paper.words, routing, {
      today: today(ctx),
      now: ctx.now,
    });
    expect(words.stamp).toMatchObject({ memberId: RESERVE_ID, directoryVersion: next.version, routingVersion: 1 });
    await certifyDirectory(ctx, two().actor, { version: next.version, ...words, byReserve: true });
    // Reporting stays open: the paper stands in for the dead guardian under the routing too.
    expect((await reportingOpen(ctx.db)).routed).toBe(true);
    expect(await logged('directory.certifyByReserve')).toBe(1);
    const told = await ctx.db.select().from(outbox).where(eq(outbox.kind, 'notice.reserve'));
    expect(told.map(({ payload }) => payload)).toContainEqual({ what: 'used' });
    // Browsers that remember the list before this one follow, and so do those that come for the first time.
    const officers = await signedIn({ ctx, who: officer(), cookies });
    expect((await officers.checked.checkedDirectory(await inForce())).version).toBe(next.version);
    expect(officers.trouble.trustProblem()).toBeNull();
  });

  test('the paper stamps the list in the dead one’s place, so that reporters are not warned', async () => {
    await ctx.db.delete(freshnessStamp);
    const day = { today: today(ctx), now: ctx.now };
    const both = async () => ({ directory: await inForce(), routing: await signedRouting(ctx.db) });
    await browserOf(two());
    const { makeStamp } = await import('~/browser/keys/stamp-workspace');
    await stampList(ctx, two().actor, await makeStamp(await both(), day));
    const found = async () => {
      const inForce = await routingInForce(ctx.db);
      if (!inForce) throw new Error('no routing');
      const { directory, statement: routing } = inForce;
      return freshnessBy({ directory, routing }, county.directory.publicKey, await stampsOf(ctx.db), today(ctx));
    };
    expect((await found()).lapsed).toBe(true);
    const { stampByReserve } = await workspace(two());
    const stamp = await stampByReserve(await both(), paper.words, day);
    expect(stamp.memberId).toBe(RESERVE_ID);
    await expect(stampList(ctx, officer().actor, stamp)).rejects.toMatchObject({ code: 'notAllowed' });
    await stampList(ctx, two().actor, stamp);
    expect((await found()).lapsed).toBe(false);
    expect((await listFreshness(ctx, { anew: true }))?.lapsed).toBe(false);
    expect(await logged('directory.stampByReserve')).toBe(1);
  });

  test('reporting goes on once both hold the guardians’ key, and they need the paper no more', async () => {
    const held = county.unitKey('guardians');
    const wrapped = await wrapUnitSeed(held.pair.seed, held.unitKeyId, third.keys.age.recipient);
    await grantUnitKey(ctx, two().actor, { unitKeyId: held.unitKeyId, memberId: third.memberId, wrapped });
    // A row alone makes nobody a holder: the new guardian's browser states it once it has opened the key.
    const { guardians } = county.unitIds;
    expect(await reportingOpen(ctx.db)).toMatchObject({ open: true, missing: [guardians] });
    await recordHeldKeyHere(ctx, third, held);
    expect(await reportingOpen(ctx.db)).toMatchObject({ open: true, missing: [] });
    const { version = 0 } = (await openedInForce(ctx.db)) ?? {};
    expect(await certifyAll(ctx, [third, two()], county.directory)).toBe(version + 1);
    expect((await openedInForce(ctx.db))?.reserve).toEqual({ signingKey: paper.signingKey });
    expect((await listFreshness(ctx, { anew: true }))?.lapsed).toBe(false);
  });
});
