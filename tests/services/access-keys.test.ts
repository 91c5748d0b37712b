import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { directoryProposal, directoryVersion, unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { randomBytes } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { textHashOf } from '~/envelope/keys/memory';
import { openUnitKey, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { newSigningKey } from '~/envelope/signing';
import { readiness } from '~/services/county/county.server';
import { createCounty, makeSetupLink, requireSetupLink } from '~/services/county/setup.server';
import { certifyDirectory, proposeDirectory, withdrawProposal } from '~/services/keys/certification.server';
import { certifiedInForce } from '~/services/keys/certified.server';
import { makeDirectoryKey } from '~/services/keys/directory.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { grantsOf, grantUnitKey, makeUnitKey, sharesPrinted } from '~/services/keys/unit-key.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { listInForce } from './in-force';
import { playedContext } from './played-context';

const { ctx, county } = await playedContext();

async function newKey(recipient: string) {
  const pair = await newKeyPair();
  const unitKeyId = randomUUID();
  return { unitKeyId, recipient: pair.recipient, wrapped: await wrapUnitSeed(pair.seed, unitKeyId, recipient) };
}

async function inForce(): Promise<DirectoryStatement> {
  return openDirectory(await listInForce(ctx));
}

describe('unit keys', () => {
  test('every holder opens the same key from their own grant', async () => {
    for (const login of ['fire.handler', 'fire.lead', 'fire.lead2']) {
      const who = county.of(login);
      const [grant] = await grantsOf(ctx.db, who.memberId);
      const wrapped = new Uint8Array(Buffer.from(grant?.wrapped ?? '', 'base64url'));
      const pair = await openUnitKey(wrapped, grant?.unitKeyId ?? '', who.keys.age.identity);
      expect(pair.recipient).toBe(county.unitPair('fire').recipient);
    }
  });

  test('a second first key is refused; an administrator makes and gets none', async () => {
    const lead = county.of('fire.lead');
    await expect(makeUnitKey(ctx, lead.actor, await newKey(lead.keys.age.recipient))).rejects.toMatchObject({
      code: 'alreadyDone',
    });
    const admin = county.of('admin');
    await expect(makeUnitKey(ctx, admin.actor, await newKey(admin.keys.age.recipient))).rejects.toMatchObject({
      code: 'notAllowed',
    });
    const publisher = county.of('publisher');
    await expect(makeUnitKey(ctx, publisher.actor, await newKey(publisher.keys.age.recipient))).rejects.toMatchObject({
      code: 'notAllowed',
    });
  });

  test('only to certified members of the unit, by one who holds it', async () => {
    const late = await enrolHere(ctx, {
      login: 'fire.late',
      name: '后来者',
      roles: ['handler'],
      unitId: county.unitIds.fire,
    });
    const { unitKeyId, pair } = county.unitKey('fire');
    const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, late.keys.age.recipient);
    const grant = { unitKeyId, memberId: late.memberId, wrapped };
    await expect(grantUnitKey(ctx, county.actor('fire.lead'), grant)).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'notCertified' },
    });
    await certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
    await expect(grantUnitKey(ctx, late.actor, grant)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(grantUnitKey(ctx, county.actor('emergency.lead'), grant)).rejects.toMatchObject({
      code: 'notFound',
    });
    const stranger = { ...grant, memberId: county.of('guardians.1').memberId };
    await expect(grantUnitKey(ctx, county.actor('fire.lead'), stranger)).rejects.toMatchObject({ code: 'notFound' });
    await grantUnitKey(ctx, county.actor('fire.lead'), grant);
    await expect(grantUnitKey(ctx, county.actor('fire.lead'), grant)).rejects.toMatchObject({ code: 'alreadyDone' });
  });
});

describe('the directory', () => {
  const guardian = county.of('guardians.1');
  const second = county.of('guardians.2');
  const { seed, publicKey } = county.directory;
  const attested = (statement: string, by: EnrolledMember) =>
    attestDirectory(statement, publicKey, by.keys.signing.seed);
  const proposing = (what: DirectoryStatement, by: EnrolledMember = guardian, countySeed = seed) => {
    const statement = canonicalDirectory(what);
    return { statement, signature: signDirectory(statement, countySeed), attestation: attested(statement, by) };
  };
  const next = async () => {
    const now = await inForce();
    return { ...now, version: now.version + 1, history: historyAfter(now) };
  };

  test('forged, stale, jumping or false lists are refused', async () => {
    const now = await inForce();
    const following = await next();
    // Not a guardian, because the last false list would then leave the guardians' unit as it is.
    const first = following.members.find(({ unitIds }) => !unitIds.includes(county.unitIds.guardians));
    if (!first) throw new Error('empty');
    const rest = following.members.filter((one) => one !== first);
    const other = await newKeyPair();
    const cases: [ReturnType<typeof proposing>, string][] = [
      [proposing(following, guardian, newSigningKey().seed), 'invalid'],
      [{ ...proposing(following), signature: proposing(now).signature }, 'invalid'],
      [{ ...proposing(following), attestation: proposing(now).attestation }, 'invalid'],
      [proposing(following, second), 'invalid'],
      [proposing(now), 'conflict'],
      [proposing({ ...following, version: now.version + 2, history: historyAfter(following) }), 'conflict'],
      [proposing({ ...following, history: [...now.history, textHashOf('invented')] }), 'invalid'],
      [proposing({ ...following, members: [{ ...first, recipient: other.recipient }, ...rest] }), 'invalid'],
      [proposing({ ...following, members: [...following.members, { ...first, id: randomUUID() }] }), 'invalid'],
      [proposing({ ...following, members: [{ ...first, unitIds: [county.unitIds.guardians] }, ...rest] }), 'invalid'],
    ];
    for (const [i, [list, code]] of cases.entries()) {
      await expect(proposeDirectory(ctx, guardian.actor, list), String(i)).rejects.toMatchObject({ code });
    }
    expect(await ctx.db.select().from(directoryProposal)).toEqual([]);
  });

  test('only guardians propose and confirm; the county key is set once', async () => {
    const list = proposing(await next());
    for (const login of ['admin', 'fire.lead', 'custodians.1']) {
      const no = { code: 'notAllowed' };
      await expect(proposeDirectory(ctx, county.actor(login), list)).rejects.toMatchObject(no);
      const confirmed = { version: 2, attestation: attested(list.statement, county.of(login)) };
      await expect(certifyDirectory(ctx, county.actor(login), confirmed)).rejects.toMatchObject(no);
    }
    const made = { publicKey: newSigningKey().publicKey, wrapped: randomBytes(100) };
    await expect(makeDirectoryKey(ctx, guardian.actor, made)).rejects.toMatchObject({ code: 'alreadyDone' });
  });

  test('nobody confirms their own proposal, nor with somebody else’s signature', async () => {
    const list = proposing(await next());
    const version = await proposeDirectory(ctx, guardian.actor, list);
    const own = { version, attestation: list.attestation };
    await expect(certifyDirectory(ctx, guardian.actor, own)).rejects.toMatchObject({ code: 'samePerson' });
    await expect(certifyDirectory(ctx, second.actor, own)).rejects.toMatchObject({ code: 'invalid' });
    const good = { version, attestation: attested(list.statement, second) };
    await expect(certifyDirectory(ctx, second.actor, { ...good, version: version + 1 })).rejects.toMatchObject({
      code: 'notFound',
    });
    expect((await inForce()).version).toBe(version - 1);
    await certifyDirectory(ctx, second.actor, good);
    expect((await inForce()).version).toBe(version);
    await expect(certifyDirectory(ctx, second.actor, good)).rejects.toMatchObject({ code: 'notFound' });
  });

  test('a second proposal takes the place of the first; either guardian may turn one down', async () => {
    const following = await next();
    await proposeDirectory(ctx, guardian.actor, proposing(following));
    const version = await proposeDirectory(ctx, second.actor, proposing(following, second));
    const [waiting, ...others] = await ctx.db.select().from(directoryProposal);
    expect([waiting?.proposedBy, others.length]).toEqual([second.memberId, 0]);
    await withdrawProposal(ctx, guardian.actor, version);
    expect(await ctx.db.select().from(directoryProposal)).toEqual([]);
    const confirmed = { version, attestation: attested(proposing(following).statement, guardian) };
    await expect(certifyDirectory(ctx, guardian.actor, confirmed)).rejects.toMatchObject({ code: 'notFound' });
  });

  test('the database itself takes no version that one person vouched for', async () => {
    const { statement, signature, attestation } = proposing(await next());
    const one = { memberId: guardian.memberId, signature: attestation };
    const two = { memberId: second.memberId, signature: attestation };
    const { version } = await next();
    for (const attestations of [[], [one], [one, one], [two, one, two], [two, one]]) {
      const row = { version, statement, signature, attestations, madeBy: second.memberId, madeOn: '2025-09-15' };
      const refused = await ctx.database.owner.db
        .insert(directoryVersion)
        .values(row)
        .then(
          () => null,
          (error: { cause?: { constraint_name?: string } }) => error.cause?.constraint_name,
        );
      expect(refused).toBe('directory_two_guardians');
    }
  });

  test('a member whose key was swapped in the database is no longer certified', async () => {
    const who = county.of('discipline.handler');
    const other = await newKeyPair();
    await ctx.db.update(member).set({ recipient: other.recipient }).where(eq(member.id, who.memberId));
    expect((await certifiedInForce(ctx.db)).members.get(who.memberId)?.recipient).toBe(who.keys.age.recipient);
    await expect(proposeDirectory(ctx, guardian.actor, proposing(await next()))).rejects.toMatchObject({
      code: 'invalid',
    });
    await ctx.db.update(member).set({ recipient: who.keys.age.recipient }).where(eq(member.id, who.memberId));
  });

  test('the home counts what waits', async () => {
    expect(await staffHome(ctx, guardian.actor)).toMatchObject({ directory: 0, keys: 0 });
    expect(await staffHome(ctx, county.actor('admin'))).toMatchObject({ members: 0 });
  });
});

describe('set-up', () => {
  test('there is one county', async () => {
    await expect(makeSetupLink(ctx)).rejects.toMatchObject({ code: 'alreadyDone' });
    await expect(requireSetupLink(ctx, 'anything')).rejects.toMatchObject({ code: 'expired' });
    const draft = { names: { zh: '甲', en: 'A' }, hotline: '1', areas: [], units: [] };
    await expect(createCounty(ctx, { kind: 'system', name: 'test' }, draft)).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('a new unit', () => {
  test('no key is made before somebody is there to keep its shares with', async () => {
    // A county of its own, because a unit without a key would change what the others count.
    const { ctx: own, county: cast } = await playedContext();
    const unitId = randomUUID();
    await own.db
      .insert(unit)
      .values({ id: unitId, code: 'lonely', kind: 'department', names: { zh: '新', en: 'New' } });
    const first = await enrolHere(own, { login: 'lonely.1', name: '甲', roles: ['lead'], unitId });
    const made = await newKey(first.keys.age.recipient);
    const tooFew = { code: 'conflict', data: { rule: 'tooFewKeepers' } };
    await expect(makeUnitKey(own, first.actor, made)).rejects.toMatchObject(tooFew);
    const second = await enrolHere(own, { login: 'lonely.2', name: '乙', roles: ['handler'], unitId });
    await makeUnitKey(own, first.actor, made);
    // Certified and handed on, it still is not ready, because nobody said who keeps the shares.
    await certifyAll(own, [cast.of('guardians.1'), cast.of('guardians.2')], cast.directory);
    const lackOf = async () => (await readiness(own.db)).find((one) => one.unitId === unitId)?.lack;
    expect(await lackOf()).toBe('sharesUnconfirmed');
    await sharesPrinted(own, first.actor, made.unitKeyId, [first.memberId, second.memberId, 'safe']);
    expect(await lackOf()).toBe('fewMembers');
  });
});
