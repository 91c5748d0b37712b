import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import { keyRemoval } from '#db/schema/key-removal';
import { logEntry } from '#db/schema/log';
import { member } from '#db/schema/staff';
import { standInOf } from '~/domain/report/routing';
import { reportingOpen } from '~/services/county/county.server';
import { revokeUnitKeys } from '~/services/keys/key-grant.server';
import * as services from '~/services/keys/key-removal.server';
import { askKeyRemoval, refuseKeyRemoval, removalsAsked } from '~/services/keys/key-removal.server';
import { neededHolders } from '~/services/keys/last-holder.server';
import { enrolHere } from '~/services/keys/provision.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { grantsOf } from '~/services/keys/unit-key.server';
import { rotationOf } from '~/services/keys/unit-rotation.server';
import { submitReport } from '~/services/report/report.server';
import { disableMember } from '~/services/staff/member-change.server';
import { effectsInWords } from '~/web/keys/removal-effects.server';
import { changeRolesSeen } from '../as-shown';
import { confirmKeyRemoval } from '../decided-as-shown';
import { lockWaiters } from '../lock-waiters';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';

const { ctx, county } = await playedContext();
const [admin, admin2] = [county.actor('admin'), county.actor('admin2')];
const guardian = county.actor('guardians.1');
const idOf = (login: string) => county.of(login).memberId;

const secondPerson = (login: string, unit: 'intake' | 'emergency' | 'custodians' | 'finance' | 'zhenxi') => ({
  code: 'conflict',
  data: { rule: 'secondPerson', memberId: idOf(login), units: [county.unitIds[unit]] },
});
const disable = (login: string) => ({ kind: 'disable', memberId: idOf(login), roles: [] }) as const;
const holds = async (login: string) => (await grantsOf(ctx.db, idOf(login))).length > 0;

describe('one administrator', () => {
  test('takes nobody’s key alone where the unit would have one reader, in whatever way', async () => {
    await expect(disableMember(ctx, admin, idOf('intake.1'))).rejects.toMatchObject(secondPerson('intake.1', 'intake'));
    await expect(changeRolesSeen(ctx, admin, idOf('intake.1'), ['operator'])).rejects.toMatchObject({
      ...secondPerson('intake.1', 'intake'),
      field: 'roles',
    });
    await expect(revokeUnitKeys(ctx, admin, idOf('intake.1'))).rejects.toMatchObject(
      secondPerson('intake.1', 'intake'),
    );
    expect(await holds('intake.1')).toBe(true);
    expect(await reportingOpen(ctx.db)).toMatchObject({ open: true, missing: [] });
  });

  test('is warned of exactly these, and takes a third one’s key alone', async () => {
    const needed = await neededHolders(ctx.db);
    expect(needed.get(idOf('intake.1'))).toEqual([county.unitIds.intake]);
    expect(needed.has(idOf('fire.lead2'))).toBe(false);
    // Reads nothing of reports: no part of them is sealed to that unit.
    expect(needed.has(idOf('committee.1'))).toBe(false);
    const { fire } = county.unitIds;
    expect(await rotationOf(ctx.db, fire)).toMatchObject({ due: false });
    expect((await rotationOf(ctx.db, fire)).receivers).toContain(idOf('fire.lead2'));
    await revokeUnitKeys(ctx, admin, idOf('fire.lead2'));
    expect(await holds('fire.lead2')).toBe(false);
    // The key that was taken back is due for its next one, which is not for whoever had it.
    expect(await rotationOf(ctx.db, fire)).toMatchObject({ due: true });
    expect((await rotationOf(ctx.db, fire)).receivers).not.toContain(idOf('fire.lead2'));
    await expect(askKeyRemoval(ctx, admin, { ...disable('fire.handler2') })).rejects.toMatchObject({
      data: { rule: 'closesNothing' },
    });
    expect(await holds('fire.handler2')).toBe(true);
  });

  test('is believed by no row that says who holds a key', async () => {
    const { unitKeyId } = county.unitKey('custodians');
    const outsider = idOf('fire.handler2');
    const mine = and(eq(unitKeyGrant.unitKeyId, unitKeyId), eq(unitKeyGrant.memberId, idOf('custodians.2')));
    const [kept] = await ctx.db.select().from(unitKeyGrant).where(mine);
    if (!kept) throw new Error('no grant');
    // A real holder's statement is removed, and a grant is added for somebody who never opened the key.
    await ctx.db.update(unitKeyGrant).set({ held: null }).where(mine);
    await ctx.db.insert(unitKeyGrant).values({ ...kept, memberId: outsider, held: kept.held });
    expect((await reportingOpen(ctx.db)).missing).toEqual([county.unitIds.custodians]);
    // Reporting has been open, and goes on.
    expect((await reportingOpen(ctx.db)).open).toBe(true);
    await expect(disableMember(ctx, admin, idOf('custodians.1'))).rejects.toMatchObject({
      data: { rule: 'lastHolder' },
    });
    await ctx.db.delete(unitKeyGrant).where(eq(unitKeyGrant.memberId, outsider)).returning();
    await ctx.db
      .insert(unitKeyGrant)
      .values({ ...kept, unitKeyId: county.unitKey('fire').unitKeyId, memberId: outsider });
    await ctx.db.update(unitKeyGrant).set({ held: kept.held }).where(mine);
    expect(await reportingOpen(ctx.db)).toMatchObject({ open: true, missing: [] });
  });

  test('a colleague of the unit does not do it alone either', async () => {
    await expect(revokeUnitKeys(ctx, county.actor('zhenxi.lead'), idOf('zhenxi.handler'))).rejects.toMatchObject(
      secondPerson('zhenxi.handler', 'zhenxi'),
    );
  });
});

describe('the second person', () => {
  test('is neither who asked, nor the one concerned, nor somebody whom no list names', async () => {
    const id = await askKeyRemoval(ctx, county.actor('zhenxi.lead'), {
      kind: 'revoke',
      memberId: idOf('zhenxi.handler'),
      roles: [],
    });
    await expect(askKeyRemoval(ctx, admin, disable('zhenxi.handler'))).rejects.toMatchObject({ code: 'alreadyDone' });
    const fromAdmin = await askKeyRemoval(ctx, admin, disable('guardians.1'));
    await expect(confirmKeyRemoval(ctx, admin, fromAdmin)).rejects.toMatchObject({ code: 'samePerson' });
    await expect(confirmKeyRemoval(ctx, guardian, fromAdmin)).rejects.toMatchObject({ code: 'samePerson' });
    await expect(refuseKeyRemoval(ctx, guardian, fromAdmin)).rejects.toMatchObject({ code: 'samePerson' });
    // One administrator invites another, whom the list, made by two guardians, does not name.
    const draft = {
      login: 'admin3',
      name: '甲',
      roles: ['administrator' as const],
      unitId: county.unitIds.administration,
    };
    const third = await enrolHere(ctx, draft);
    await expect(confirmKeyRemoval(ctx, third.actor, fromAdmin)).rejects.toMatchObject({
      data: { rule: 'notCertified' },
    });
    await expect(confirmKeyRemoval(ctx, county.actor('fire.lead'), fromAdmin)).rejects.toMatchObject({
      code: 'notAllowed',
    });
    expect((await removalsAsked(ctx, guardian)).map((row) => [row.id, row.part, row.units])).toEqual([
      [fromAdmin, 'concerned', [county.unitIds.guardians]],
      [id, 'decides', [county.unitIds.zhenxi]],
    ]);
    await refuseKeyRemoval(ctx, admin, fromAdmin);
    await refuseKeyRemoval(ctx, guardian, id);
    expect(await removalsAsked(ctx, guardian)).toEqual([]);
    expect(await holds('zhenxi.handler')).toBe(true);
    await expect(confirmKeyRemoval(ctx, guardian, id)).rejects.toMatchObject({ code: 'alreadyDone' });
  });

  test('lets it happen: as asked, in the log, and the key is due for its next one', async () => {
    const who = disable('emergency.handler');
    const id = await askKeyRemoval(ctx, admin, who);
    expect(await holds('emergency.handler')).toBe(true);
    // A page that was opened before the unit came down to two readers shows that nothing closes.
    const shown = (await removalsAsked(ctx, guardian)).find((row) => row.id === id)?.shown ?? '';
    const before = { requestId: id, shown: shown.replace(`"${county.unitIds.emergency}"`, '') };
    expect(before.shown).not.toBe(shown);
    await expect(services.confirmKeyRemoval(ctx, guardian, before)).rejects.toMatchObject({ code: 'shownOtherwise' });
    expect(await holds('emergency.handler')).toBe(true);
    await confirmKeyRemoval(ctx, guardian, id);
    expect(await holds('emergency.handler')).toBe(false);
    const [row] = await ctx.db.select().from(member).where(eq(member.id, who.memberId));
    expect(row?.status).toBe('disabled');
    const acts = await ctx.db
      .select({ act: logEntry.act })
      .from(logEntry)
      .where(eq(logEntry.subject, `member:${who.memberId}`))
      .orderBy(logEntry.id);
    expect(acts.map(({ act }) => act).slice(-2)).toEqual(['keyRemoval.ask', 'keyRemoval.confirm']);
    expect((await rotationOf(ctx.db, county.unitIds.emergency)).due).toBe(true);
    // The last reader stays, whoever agrees.
    await expect(askKeyRemoval(ctx, admin, disable('emergency.lead'))).rejects.toMatchObject({
      data: { rule: 'lastHolder' },
    });
  });

  test('may be another administrator; roles become those that were asked', async () => {
    const removal = { kind: 'roles', memberId: idOf('intake.1'), roles: ['operator'] } as const;
    await confirmKeyRemoval(ctx, admin2, await askKeyRemoval(ctx, admin, removal));
    const [row] = await ctx.db.select().from(member).where(eq(member.id, removal.memberId));
    expect(row?.roles).toEqual(['operator']);
    expect(await holds('intake.1')).toBe(false);
  });

  test('does nothing for an ask that is a week old, or whose asker has gone', async () => {
    const id = await askKeyRemoval(ctx, admin2, disable('upper.handler'));
    await disableMember(ctx, admin, admin2.memberId);
    await expect(confirmKeyRemoval(ctx, guardian, id)).rejects.toMatchObject({ code: 'expired' });
    ctx.advance(8 * 86_400_000);
    await expect(confirmKeyRemoval(ctx, guardian, id)).rejects.toMatchObject({ code: 'expired' });
    expect(await removalsAsked(ctx, guardian)).toEqual([]);
    expect(await holds('upper.handler')).toBe(true);
    // It does not stand in the way of a new one.
    await refuseKeyRemoval(ctx, guardian, await askKeyRemoval(ctx, admin, disable('upper.handler')));
  });
});

test('closes no county: once guardians signed, what would go to a unit with one reader goes to the next that can', async () => {
  const ledTo = async () => {
    const { caseId } = await submitReport(ctx, {
      draft: reportDraft({ sector: 'mining' }),
    });
    const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
    return row?.responsibleUnitId;
  };
  const { emergency, upper } = county.unitIds;
  // By now two units have lost a reader, intake among them. Rows close nothing, and move nothing either.
  expect((await reportingOpen(ctx.db)).open).toBe(true);
  expect(await ledTo()).toBe(emergency);
  const table = (await routingInForce(ctx.db))?.table;
  expect(table && standInOf(emergency, table)).toBe(upper);
  expect(table && standInOf(county.unitIds.custodians, table)).toBeNull();
  expect((await effectsInWords(ctx, county.actor('admin'), 'zh')).needed[idOf('emergency.lead')]).toBeUndefined();
  await signRouting(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
  expect((await reportingOpen(ctx.db)).open).toBe(true);
  expect(await ledTo()).toBe(upper);
});

test('both of two holders do not go at the same moment, whoever agreed', async () => {
  const [one, two] = ['custodians.1', 'custodians.2'] as const;
  const asks = [await askKeyRemoval(ctx, admin, disable(one)), await askKeyRemoval(ctx, admin, disable(two))];
  const { unitKeyId } = county.unitKey('custodians');
  const both = await ctx.database.owner.db.transaction(async (tx) => {
    await tx.select().from(unitKey).where(eq(unitKey.id, unitKeyId)).for('update');
    const both = Promise.allSettled(asks.map((id) => confirmKeyRemoval(ctx, guardian, id)));
    await lockWaiters(ctx, 2);
    return { both };
  });
  const outcomes = await both.both;
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await ctx.db.$count(unitKeyGrant, eq(unitKeyGrant.unitKeyId, unitKeyId))).toBe(1);
});

test('the database itself keeps the two people apart, and what was asked', async () => {
  const id = await askKeyRemoval(ctx, admin, disable('finance.1'));
  const change = (set: Partial<typeof keyRemoval.$inferInsert>) =>
    ctx.db.update(keyRemoval).set(set).where(eq(keyRemoval.id, id));
  const confirmed = { state: 'confirmed', decidedOn: '2025-09-15' } as const;
  await expect(change({ ...confirmed, decidedBy: admin.memberId })).rejects.toThrow();
  await expect(change({ ...confirmed, decidedBy: idOf('finance.1') })).rejects.toThrow();
  await expect(change({ memberId: idOf('finance.2') })).rejects.toThrow();
  await expect(ctx.db.delete(keyRemoval).where(eq(keyRemoval.id, id))).rejects.toThrow();
});
