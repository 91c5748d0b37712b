import { randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { county as countyTable, directoryVersion } from '#db/schema/county';
import { member, passkey } from '#db/schema/staff';
import { toBase64 } from '~/envelope/bytes';
import { openDirectory, type SignedDirectory } from '~/envelope/keys/directory';
import { type MemberMark, NOTHING_MARKED, openMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { signMemory } from '~/envelope/keys/memory';
import { signOwnKeys } from '~/envelope/keys/own-keys';
import { passkeyIdentity } from '~/envelope/keys/passkey';
import { newSigningKey } from '~/envelope/signing';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { keepMarkedKeys } from '~/services/keys/own-mark.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { memoryOf } from '~/services/keys/trust.server';
import { ownKeysChallenge } from '~/services/staff/own-keys.server';
import { falseCounty as madeUpCounty } from './false-county';
import { listInForce, refusedWith } from './in-force';
import { signedIn, type TestPasskey, wrapOf, wrappingOf } from './member-browser';
import { playedContext } from './played-context';

const { ctx, county } = await playedContext();
const guardians = [county.of('guardians.1'), county.of('guardians.2')];
const who = county.of('emergency.lead');
const owner = ctx.database.owner.db;

/** The rows that an owner of the database changes back and forth. */
const genuine = { countyKey: county.directory.publicKey, lists: await ctx.db.select().from(directoryVersion) };
const restore = () => putLists(genuine.lists, genuine.countyKey);
beforeEach(restore);

/** Bypasses every trigger, as whoever owns the database can. */
async function putLists(lists: readonly (typeof directoryVersion.$inferInsert)[], directoryKey: string): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.delete(directoryVersion);
    await tx.insert(directoryVersion).values([...lists]);
    await tx.update(countyTable).set({ directoryKey });
  });
}

const inForce = () => listInForce(ctx);

async function markOf(of: EnrolledMember, way?: TestPasskey): Promise<MemberMark> {
  const wrapping = way ? await passkeyIdentity(way.prf.slice(), of.memberId) : await wrappingOf(ctx, of);
  return (await openMemberKeys(await wrapOf(ctx, of.memberId, way), of.memberId, wrapping.identity)).mark;
}

/** A passkey from before the county key was made: its wrap says nothing about it. */
async function oldPasskey({ memberId, keys }: EnrolledMember): Promise<TestPasskey> {
  const way = { id: randomUUID(), prf: new Uint8Array(randomBytes(32)) };
  const { recipient } = await passkeyIdentity(way.prf.slice(), memberId);
  const wrappedKeys = await wrapMemberKeys(keys, NOTHING_MARKED, memberId, recipient);
  await owner.insert(passkey).values({
    id: way.id,
    memberId,
    label: '旧电脑',
    rpId: 'localhost',
    publicKey: new Uint8Array(1),
    counter: 0,
    transports: [],
    backedUp: false,
    prfSalt: new Uint8Array(32),
    wrappedKeys,
    createdOn: '2025-01-01',
  });
  return way;
}

/** A false county in place of the true one. */
async function falseCounty(): Promise<SignedDirectory> {
  const ids = guardians.map(({ memberId }) => memberId);
  const signed = madeUpCounty(openDirectory(await inForce()), ids);
  const { statement, signature, attestations, publicKey } = signed;
  await putLists(
    [{ version: 1, statement, signature, attestations: [...attestations], madeBy: ids[1] ?? '', madeOn: '2025-09-15' }],
    publicKey,
  );
  // It holds by itself: only memory tells it from the true one.
  expect(openDirectory(signed).version).toBe(1);
  return signed;
}

test('memory begins with the first list seen: signed on the server, in the browser, and in the keys', async () => {
  expect(await markOf(who)).toEqual({ countyKey: genuine.countyKey, begun: false });
  const cookies: Record<string, string> = {};
  const { checked, trouble } = await signedIn({ ctx, who, cookies });
  await checked.checkedDirectory(await inForce());
  expect(trouble.trustProblem()).toBeNull();
  expect(await memoryOf(ctx.db, who.memberId)).toContain(genuine.countyKey);
  expect(await markOf(who)).toEqual({ countyKey: genuine.countyKey, begun: true });
  expect(decodeURIComponent(cookies['anshao-seen'] ?? '')).toContain(genuine.countyKey);
  // The passkey still opens the keys, and its wrap tells another computer the same again.
  const again = await signedIn({ ctx, who });
  await again.checked.checkedDirectory(await inForce());
  expect(again.trouble.trustProblem()).toBeNull();
});

test('signed out, the memory set to NULL, all made anew: an alarm, and nothing is accepted', async () => {
  await (await signedIn({ ctx, who })).checked.checkedDirectory(await inForce());
  const remembered = await memoryOf(ctx.db, who.memberId);
  await owner.update(member).set({ memory: null }).where(eq(member.id, who.memberId));
  const attacks: [string, () => Promise<SignedDirectory>][] = [
    ['memoryGone', inForce],
    ['memoryGone', falseCounty],
  ];
  for (const [problem, list] of attacks) {
    const signed = await list();
    const { checked, trouble } = await signedIn({ ctx, who });
    expect(await refusedWith(checked.checkedDirectory(signed))).toBe('badSignature');
    expect(trouble.trustProblem()).toBe(problem);
    expect(await memoryOf(ctx.db, who.memberId)).toBeNull();
  }
  await owner.update(member).set({ memory: remembered }).where(eq(member.id, who.memberId));
});

test('another member’s memory, and one that an intruder signed, are alarms', async () => {
  await (await signedIn({ ctx, who })).checked.checkedDirectory(await inForce());
  const remembered = await memoryOf(ctx.db, who.memberId);
  const foreign = county.of('fire.handler');
  await (await signedIn({ ctx, who: foreign })).checked.checkedDirectory(await inForce());
  const { publicKey: countyKey, seed } = newSigningKey();
  const places = {
    logSequence: 0,
    logHead: '',
    markSequence: 0,
    markHead: '',
    transferSequence: 0,
    transferHead: '',
    routingVersion: 0,
    routingHash: '',
  };
  const made = { countyKey, version: 1, textHash: '0'.repeat(64), ...places };
  for (const memory of [await memoryOf(ctx.db, foreign.memberId), signMemory(made, who.memberId, seed)]) {
    await owner.update(member).set({ memory }).where(eq(member.id, who.memberId));
    const { checked, trouble } = await signedIn({ ctx, who });
    expect(await refusedWith(checked.checkedDirectory(await inForce()))).toBe('badSignature');
    expect(trouble.trustProblem()).toBe('memoryForged');
  }
  await owner.update(member).set({ memory: remembered }).where(eq(member.id, who.memberId));
});

test('a false county key meets the one in the keys, also of somebody who enrolled after it was made', async () => {
  const draft = { login: 'fire.new', name: '新同志', roles: ['handler' as const], unitId: county.unitIds.fire };
  const fresh = await enrolHere(ctx, draft);
  expect(await markOf(fresh)).toEqual({ countyKey: genuine.countyKey, begun: false });
  const signed = await falseCounty();
  const { checked, trouble, question } = await signedIn({ ctx, who: fresh });
  expect(await refusedWith(checked.checkedDirectory(signed))).toBe('badSignature');
  expect(trouble.trustProblem()).toBe('countyKeyChanged');
  expect(question.countyQuestion()).toBeNull();
  expect(await memoryOf(ctx.db, fresh.memberId)).toBeNull();
});

test('an older memory put back is noticed where the browser was used before, and not on a new computer', async () => {
  const cookies: Record<string, string> = {};
  await (await signedIn({ ctx, who, cookies })).checked.checkedDirectory(await inForce());
  const older = await memoryOf(ctx.db, who.memberId);
  const first = await inForce();
  await certifyAll(ctx, guardians, county.directory);
  await (await signedIn({ ctx, who, cookies })).checked.checkedDirectory(await inForce());
  await restore();
  await owner.update(member).set({ memory: older }).where(eq(member.id, who.memberId));
  const known = await signedIn({ ctx, who, cookies });
  expect(await refusedWith(known.checked.checkedDirectory(first))).toBe('badSignature');
  expect(known.trouble.trustProblem()).toBe('directoryGone');
  const elsewhere = await signedIn({ ctx, who });
  expect((await elsewhere.checked.checkedDirectory(first)).version).toBe(1);
});

test('a way in that says nothing takes the signed memory’s word, and never begins anew in silence', async () => {
  const draft = { login: 'fire.old', name: '老同志', roles: ['handler' as const], unitId: county.unitIds.fire };
  const old = await enrolHere(ctx, draft);
  const way = await oldPasskey(old);
  await (await signedIn({ ctx, who: old })).checked.checkedDirectory(await inForce());
  expect(await markOf(old, way)).toEqual(NOTHING_MARKED);
  // With memory emptied, and a wrap that says nothing, the person must compare before anything is opened or sealed.
  const remembered = await memoryOf(ctx.db, old.memberId);
  await owner.update(member).set({ memory: null }).where(eq(member.id, old.memberId));
  const signed = await falseCounty();
  const { checked, trouble, question } = await signedIn({ ctx, who: old, way });
  expect(await refusedWith(checked.checkedDirectory(signed))).toBe('badSignature');
  expect(await refusedWith(checked.checkedDirectory(signed))).toBe('badSignature');
  expect(question.countyQuestion()).toBe(signed.publicKey);
  expect(await memoryOf(ctx.db, old.memberId)).toBeNull();
  expect(await markOf(old, way)).toEqual(NOTHING_MARKED);
  expect(trouble.trustProblem()).toBeNull();
  // With the memory there the key is believed, an alarm follows, and the honest list marks this passkey too.
  await owner.update(member).set({ memory: remembered }).where(eq(member.id, old.memberId));
  const warned = await signedIn({ ctx, who: old, way });
  expect(await refusedWith(warned.checked.checkedDirectory(signed))).toBe('badSignature');
  expect(warned.trouble.trustProblem()).toBe('countyKeyChanged');
  await restore();
  await (await signedIn({ ctx, who: old, way })).checked.checkedDirectory(await inForce());
  expect(await markOf(old, way)).toEqual({ countyKey: genuine.countyKey, begun: true });
});

test('a founder compares once and is then remembered; what is wrapped later says so too', async () => {
  const draft = { login: 'fire.founder', name: '元老', roles: ['handler' as const], unitId: county.unitIds.fire };
  const founder = await enrolHere(ctx, draft);
  const { recipient } = await wrappingOf(ctx, founder);
  const wrappedKeys = await wrapMemberKeys(founder.keys, NOTHING_MARKED, founder.memberId, recipient);
  await owner.update(member).set({ wrappedKeys }).where(eq(member.id, founder.memberId));
  const { checked, question, keyring } = await signedIn({ ctx, who: founder });
  expect(await refusedWith(checked.checkedDirectory(await inForce()))).toBe('badSignature');
  expect(question.countyQuestion()).toBe(genuine.countyKey);
  question.answerCounty();
  expect((await checked.checkedDirectory(await inForce())).version).toBe(1);
  expect(await markOf(founder)).toEqual({ countyKey: genuine.countyKey, begun: true });
  expect(keyring.openedBy().mark).toEqual({ countyKey: genuine.countyKey, begun: true });
});

test('the server takes no other wrap than one signed by unlocked keys for the one that lies there', async () => {
  const { memberId, keys, actor } = who;
  const { recipient } = await wrappingOf(ctx, who);
  const mark = { countyKey: genuine.countyKey, begun: true };
  const wrappedKeys = toBase64(await wrapMemberKeys(keys, mark, memberId, recipient));
  const { textHashOf } = await import('~/envelope/keys/memory');
  const replaces = textHashOf(toBase64(await wrapOf(ctx, memberId)));
  const attempt = (by: Uint8Array, over: string, passkeyId: string | null = null) => {
    const challenge = ownKeysChallenge(ctx, actor);
    const about = [passkeyId ?? '', over, wrappedKeys];
    const signature = signOwnKeys({ act: 'markKeys', memberId, challenge, about }, by);
    const proof = { challenge, signature };
    return keepMarkedKeys(ctx, actor, { passkey: passkeyId, replaces: over, wrappedKeys, proof });
  };
  await expect(attempt(newSigningKey().seed, replaces)).rejects.toMatchObject({ code: 'notAllowed' });
  await expect(attempt(keys.signing.seed, '0'.repeat(64))).rejects.toMatchObject({ code: 'conflict' });
  const others = await oldPasskey(county.of('fire.lead'));
  await expect(attempt(keys.signing.seed, replaces, others.id)).rejects.toMatchObject({ code: 'notFound' });
  await attempt(keys.signing.seed, replaces);
  expect(await markOf(who)).toEqual(mark);
});
