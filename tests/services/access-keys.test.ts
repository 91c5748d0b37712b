import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { unitKey } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { randomBytes } from '~/envelope/bytes';
import { canonicalDirectory, type DirectoryStatement, openDirectory, signDirectory } from '~/envelope/directory';
import { newKeyPair } from '~/envelope/key-pair';
import { newSigningKey } from '~/envelope/signing';
import { openUnitKey, wrapUnitSeed } from '~/envelope/unit-key';
import { certifiedInForce, directoryInForce } from '~/services/certified.server';
import { reportingOpen } from '~/services/county.server';
import { certify, makeDirectoryKey } from '~/services/directory.server';
import { certifyAll, enrolHere } from '~/services/provision.server';
import { createCounty, makeSetupLink, requireSetupLink } from '~/services/setup.server';
import { staffHome } from '~/services/staff-frame.server';
import { grantsOf, grantUnitKey, makeUnitKey } from '~/services/unit-key.server';
import { makeCounty } from './fixtures';
import { testHouse } from './test-house';

const house = await testHouse();
const county = await makeCounty(house);

async function newKey(recipient: string) {
  const pair = await newKeyPair();
  const unitKeyId = randomUUID();
  return { unitKeyId, recipient: pair.recipient, wrapped: await wrapUnitSeed(pair.seed, unitKeyId, recipient) };
}

async function inForce(): Promise<DirectoryStatement> {
  const signed = await directoryInForce(house.db);
  if (!signed) throw new Error('no directory');
  return openDirectory(signed.statement, signed.signature, signed.publicKey);
}

describe('unit keys', () => {
  test('every holder opens the same key from their own grant', async () => {
    for (const login of ['fire.handler', 'fire.lead', 'fire.lead2']) {
      const who = county.of(login);
      const [grant] = await grantsOf(house.db, who.memberId);
      const wrapped = new Uint8Array(Buffer.from(grant?.wrapped ?? '', 'base64url'));
      const pair = await openUnitKey(wrapped, grant?.unitKeyId ?? '', who.keys.age.identity);
      expect(pair.recipient).toBe(county.unitPair('fire').recipient);
    }
  });

  test('a second first key is refused; an administrator makes and gets none', async () => {
    const lead = county.of('fire.lead');
    await expect(makeUnitKey(house, lead.actor, await newKey(lead.keys.age.recipient))).rejects.toMatchObject({
      code: 'alreadyDone',
    });
    const admin = county.of('admin');
    await expect(makeUnitKey(house, admin.actor, await newKey(admin.keys.age.recipient))).rejects.toMatchObject({
      code: 'notAllowed',
    });
    const publisher = county.of('publisher');
    await expect(makeUnitKey(house, publisher.actor, await newKey(publisher.keys.age.recipient))).rejects.toMatchObject(
      { code: 'conflict' },
    );
  });

  test('only to certified members of the unit, by one who holds it', async () => {
    const late = await enrolHere(house, {
      login: 'fire.late',
      name: '后来者',
      roles: ['handler'],
      unitId: county.unitIds.fire,
    });
    const { unitKeyId, pair } = county.unitKey('fire');
    const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, late.keys.age.recipient);
    const grant = { unitKeyId, memberId: late.memberId, wrapped };
    await expect(grantUnitKey(house, county.actor('fire.lead'), grant)).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'notCertified' },
    });
    await certifyAll(house, county.actor('guardians.1'), { ...county.directory });
    await expect(grantUnitKey(house, late.actor, grant)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(grantUnitKey(house, county.actor('emergency.lead'), grant)).rejects.toMatchObject({
      code: 'notFound',
    });
    const stranger = { ...grant, memberId: county.of('guardians.1').memberId };
    await expect(grantUnitKey(house, county.actor('fire.lead'), stranger)).rejects.toMatchObject({ code: 'notFound' });
    await grantUnitKey(house, county.actor('fire.lead'), grant);
    await expect(grantUnitKey(house, county.actor('fire.lead'), grant)).rejects.toMatchObject({ code: 'alreadyDone' });
  });
});

describe('the directory', () => {
  const guardian = county.actor('guardians.1');
  const { seed } = county.directory;
  const signed = (statement: DirectoryStatement, by = seed) => {
    const text = canonicalDirectory(statement);
    return { statement: text, signature: signDirectory(text, by) };
  };

  test('forged, stale, jumping or false lists are refused', async () => {
    const now = await inForce();
    const next = { ...now, version: now.version + 1 };
    const [first, ...rest] = next.members;
    if (!first) throw new Error('empty');
    const other = await newKeyPair();
    const cases: [ReturnType<typeof signed>, string][] = [
      [signed(next, newSigningKey().seed), 'invalid'],
      [{ ...signed(next), signature: signed(now).signature }, 'invalid'],
      [signed(now), 'conflict'],
      [signed({ ...next, version: now.version + 2 }), 'conflict'],
      [signed({ ...next, members: [{ ...first, recipient: other.recipient }, ...rest] }), 'invalid'],
      [signed({ ...next, members: [...next.members, { ...first, id: randomUUID() }] }), 'invalid'],
      [signed({ ...next, members: [{ ...first, unitId: county.unitIds.guardians }, ...rest] }), 'invalid'],
    ];
    for (const [list, code] of cases) {
      await expect(certify(house, guardian, list)).rejects.toMatchObject({ code });
    }
    expect((await inForce()).version).toBe(now.version);
  });

  test('only guardians sign; the county key is set once', async () => {
    const now = await inForce();
    const next = signed({ ...now, version: now.version + 1 });
    for (const login of ['admin', 'fire.lead', 'custodians.1']) {
      await expect(certify(house, county.actor(login), next)).rejects.toMatchObject({ code: 'notAllowed' });
    }
    const made = { publicKey: newSigningKey().publicKey, wrapped: randomBytes(100) };
    await expect(makeDirectoryKey(house, guardian, made)).rejects.toMatchObject({ code: 'alreadyDone' });
  });

  test('of two guardians at once one is asked to sign again', async () => {
    const now = await inForce();
    const next = signed({ ...now, version: now.version + 1 });
    const results = await Promise.allSettled([
      certify(house, guardian, next),
      certify(house, county.actor('guardians.2'), next),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a member whose key was swapped in the database is no longer certified', async () => {
    const who = county.of('discipline.handler');
    const other = await newKeyPair();
    await house.db.update(member).set({ recipient: other.recipient }).where(eq(member.id, who.memberId));
    expect((await certifiedInForce(house.db)).members.get(who.memberId)?.recipient).toBe(who.keys.age.recipient);
    const now = await inForce();
    await expect(certify(house, guardian, signed({ ...now, version: now.version + 1 }))).rejects.toMatchObject({
      code: 'invalid',
    });
    await house.db.update(member).set({ recipient: who.keys.age.recipient }).where(eq(member.id, who.memberId));
  });

  test('the home counts what waits', async () => {
    expect(await staffHome(house, guardian)).toMatchObject({ directory: 0, keys: 0 });
    expect(await staffHome(house, county.actor('admin'))).toMatchObject({ members: 0, queue: null });
  });

  test('reporting closes when a unit key is retired', async () => {
    await house.db.update(unitKey).set({ retiredOn: '2025-09-15' }).where(eq(unitKey.unitId, county.unitIds.finance));
    expect(await reportingOpen(house.db)).toEqual({ open: false, missing: [county.unitIds.finance] });
  });
});

describe('set-up', () => {
  test('there is one county', async () => {
    await expect(makeSetupLink(house)).rejects.toMatchObject({ code: 'alreadyDone' });
    await expect(requireSetupLink(house, 'anything')).rejects.toMatchObject({ code: 'expired' });
    const draft = { nameZh: '甲', nameEn: 'A', hotline: '1', areas: [], units: [] };
    await expect(createCounty(house, { kind: 'system', name: 'test' }, draft)).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});
