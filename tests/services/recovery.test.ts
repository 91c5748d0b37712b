import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { county as countyTable, directoryVersion, unitKey, unitKeyGrant } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory } from '~/envelope/keys/directory-statement';
import { newMemberKeys } from '~/envelope/keys/member-keys';
import { wrapUnitSeed } from '~/envelope/keys/unit-key';
import { printShares } from '~/envelope/opening/shares';
import { newSigningKey } from '~/envelope/signing';
import { reportingOpen } from '~/services/county/county.server';
import { countyKeyIntact, countyKeyTag } from '~/services/keys/county-key.server';
import { keyAlarms } from '~/services/keys/key-alarm.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { currentUnitKey, grantsOf, grantUnitKey, sharesPrinted } from '~/services/keys/unit-key.server';
import { restoreUnitKey } from '~/services/keys/unit-rotation.server';
import { receivingKeys } from '~/services/report/report-keys.server';
import { reportFire, workspace } from './case-workspace';
import { refusedWith } from './in-force';
import { browserOf } from './member-browser';
import { county, ctx, guardians, inForce } from './recovery-county';

describe('a unit that lost every grant', () => {
  test('opens an old report again after two printed shares; one alone gives nothing', async () => {
    const { caseId } = await reportFire(ctx);
    const { unitKeyId, pair } = county.unitKey('fire');
    const shares = await printShares(pair.seed);
    const [one = '', two = '', three = ''] = shares;
    await ctx.db.delete(unitKeyGrant).where(eq(unitKeyGrant.unitKeyId, unitKeyId));
    const lead = county.of('fire.lead');
    expect(await refusedWith(workspace(ctx, lead, caseId))).toBe('wrongKey');
    const { unit } = await browserOf(lead);
    const list = await inForce();
    expect(await refusedWith(unit.restoreFromPrinted([one], unitKeyId, list))).toBe('badCode');
    expect(await refusedWith(unit.restoreFromPrinted([one, one], unitKeyId, list))).toBe('badCode');
    const mistyped = two.slice(0, -1) + (two.endsWith('4') ? '7' : '4');
    expect(await refusedWith(unit.restoreFromPrinted([one, mistyped], unitKeyId, list))).toBe('badCode');
    const [foreign = '', other = ''] = await printShares((await newKeyPair()).seed);
    expect(await refusedWith(unit.restoreFromPrinted([one, other], unitKeyId, list))).toBe('badCode');
    expect(await refusedWith(unit.restoreFromPrinted([foreign, other], unitKeyId, list))).toBe('wrongPart');
    const finance = county.unitKey('finance').unitKeyId;
    expect(await refusedWith(unit.restoreFromPrinted([one, three], finance, list))).toBe('badSignature');

    const wrapped = fromBase64(await unit.restoreFromPrinted([three.toLowerCase(), one], unitKeyId, list));
    const outsider = county.actor('emergency.lead');
    await expect(restoreUnitKey(ctx, outsider, { unitKeyId, wrapped })).rejects.toMatchObject({ code: 'notFound' });
    const arbitrary = [new Uint8Array(0), new Uint8Array(wrapped.length), wrapped.slice(0, -1)];
    for (const bytes of [...arbitrary, Uint8Array.of(...wrapped, 0)]) {
      const kept = restoreUnitKey(ctx, lead.actor, { unitKeyId, wrapped: bytes });
      await expect(kept).rejects.toMatchObject({ code: 'invalid', field: 'wrapped' });
    }
    await restoreUnitKey(ctx, lead.actor, { unitKeyId, wrapped });
    // The browser says that it worked only after it opened what was stored, not what it sent.
    const [kept] = await grantsOf(ctx.db, lead.memberId);
    if (!kept) throw new Error('no grant');
    expect(await refusedWith(unit.requireKept(kept, list))).toBe(null);
    const { recipient } = lead.keys.age;
    const swapped = async (seed: Uint8Array, to: string) => toBase64(await wrapUnitSeed(seed, unitKeyId, to));
    const another = await newKeyPair();
    const badly: [string, string][] = [
      [await swapped(another.seed, recipient), 'wrongPart'],
      [await swapped(pair.seed, another.recipient), 'wrongKey'],
    ];
    for (const [bytes, code] of badly) {
      expect(await refusedWith(unit.requireKept({ unitKeyId, wrapped: bytes }, list))).toBe(code);
    }
    const { opened } = await workspace(ctx, lead, caseId);
    expect(opened.reports[0]?.narrative?.description).toContain('消防通道');
  });

  test('and hands the key on, also to a member with a new enrolment', async () => {
    const { unitKeyId } = county.unitKey('fire');
    const lead = county.of('fire.lead');
    const draft = { login: 'fire.again', name: '重新启用', roles: ['handler' as const], unitId: county.unitIds.fire };
    const again = await enrolHere(ctx, draft);
    const { unit } = await browserOf(lead);
    const [grant] = await grantsOf(ctx.db, lead.memberId);
    if (!grant) throw new Error('no grant');
    expect(await refusedWith(unit.wrapForMember(grant, again.memberId, await inForce()))).toBe('badSignature');
    await certifyAll(ctx, guardians, county.directory);
    const wrapped = fromBase64(await unit.wrapForMember(grant, again.memberId, await inForce()));
    await grantUnitKey(ctx, lead.actor, { unitKeyId, memberId: again.memberId, wrapped });
    const { caseId } = await reportFire(ctx);
    expect((await workspace(ctx, again, caseId)).opened.reports[0]?.narrative).not.toBeNull();
  });
});

test('shares go to three keepers of the unit itself, one of them at most its safe', async () => {
  const { unitKeyId } = county.unitKey('custodians');
  const [one, two] = [county.of('custodians.1').memberId, county.of('custodians.2').memberId];
  await ctx.db.update(unitKey).set({ sharesPrintedOn: null }).where(eq(unitKey.id, unitKeyId));
  const by = county.actor('custodians.1');
  const guardian = county.of('guardians.1').memberId;
  for (const holders of [
    [one, two],
    [one, one, 'safe'],
    [one, 'safe', 'safe'],
    [one, two, guardian],
    [one, two, 'x'],
  ]) {
    await expect(sharesPrinted(ctx, by, unitKeyId, holders)).rejects.toMatchObject({ code: 'invalid' });
  }
  await sharesPrinted(ctx, by, unitKeyId, [one, two, 'safe']);
});

describe('an administrator who writes keys of their own into the database', () => {
  test('gets nothing sealed, and is seen', async () => {
    const { fire } = county.unitIds;
    const pair = await newKeyPair();
    const unitKeyId = randomUUID();
    const intruder = await newMemberKeys();
    const memberId = randomUUID();
    const { db } = ctx.database.owner;
    const own = { recipient: intruder.age.recipient, signingKey: intruder.signing.publicKey };
    await db.insert(member).values({
      id: memberId,
      login: 'intruder',
      name: '冒名者',
      roles: ['handler'],
      unitId: fire,
      status: 'enrolled',
      createdOn: '2025-09-15',
      ...own,
    });
    await db
      .insert(unitKey)
      .values({ id: unitKeyId, unitId: fire, epoch: 99, recipient: pair.recipient, madeOn: '2025-09-15' });
    const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, own.recipient);
    await db
      .insert(unitKeyGrant)
      .values({ unitKeyId, memberId, wrapped, grantedBy: memberId, grantedOn: '2025-09-15' });

    expect((await currentUnitKey(ctx.db, fire)).unitKeyId).toBe(county.unitKey('fire').unitKeyId);
    expect((await receivingKeys(ctx, fire)).handling.recipient).toBe(county.unitPair('fire').recipient);
    expect((await reportingOpen(ctx.db)).open).toBe(true);
    const { unit } = await browserOf(county.of('fire.lead'));
    const [grant] = await grantsOf(ctx.db, county.of('fire.lead').memberId);
    if (!grant) throw new Error('no grant');
    expect(await refusedWith(unit.wrapForMember(grant, memberId, await inForce()))).toBe('badSignature');
    expect(await refusedWith(unit.makeNextUnitKey([memberId], await inForce()))).toBe('badSignature');

    const alarms = await keyAlarms(ctx, ctx.db);
    expect(alarms.units.map((one) => one.unitKeyId)).toEqual([unitKeyId]);
    expect(alarms.members.map((one) => one.memberId)).toEqual([memberId]);
    expect(alarms.grants.map((one) => one.memberId)).toEqual([memberId]);
    expect(alarms.countyKeyChanged).toBe(false);
  });

  test('nor with a county key and a directory of their own', async () => {
    const { seed, publicKey } = newSigningKey();
    const [newest] = await ctx.db.select().from(directoryVersion).orderBy(desc(directoryVersion.version)).limit(1);
    if (!newest) throw new Error('no directory');
    const puppets = [newSigningKey(), newSigningKey()];
    const before = openDirectory(await inForce());
    const { recipient } = await newKeyPair();
    const members = puppets.map((key) => ({
      id: randomUUID(),
      unitIds: [county.unitIds.guardians ?? ''],
      officeIds: [],
      recipient,
      signingKey: key.publicKey,
    }));
    const statement = canonicalDirectory({
      ...before,
      version: newest.version + 1,
      history: historyAfter(before),
      members: [...before.members, ...members],
    });
    const attestations = members.map(({ id: memberId }, i) => ({
      memberId,
      signature: attestDirectory(statement, publicKey, puppets[i]?.seed ?? new Uint8Array(32)),
    }));
    const { db } = ctx.database.owner;
    await db.insert(directoryVersion).values({
      version: newest.version + 1,
      statement,
      signature: signDirectory(statement, seed),
      attestations,
      madeBy: members[1]?.id ?? '',
      madeOn: '2025-09-15',
    });
    await db.update(countyTable).set({ directoryKey: publicKey });
    expect(await countyKeyIntact(ctx)).toBe(false);
    expect((await keyAlarms(ctx, ctx.db)).countyKeyChanged).toBe(true);
    await expect(receivingKeys(ctx, county.unitIds.fire)).rejects.toMatchObject({ code: 'notOpen' });
    await expect(reportFire(ctx)).rejects.toMatchObject({ code: 'notOpen' });
    // Nor with another installation's tag, which this one's secret does not make.
    await db.update(countyTable).set({
      directoryKeyTag: countyKeyTag(
        { secret: (await import('~/services/log/server-secret.server')).secretOf(new Uint8Array(32)) },
        publicKey,
      ),
    });
    expect(await countyKeyIntact(ctx)).toBe(false);
  });
});
