import { eq } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { handOver } from '~/browser/case/case-handover';
import { handoverForms } from '~/contract/posted/handover-forms';
import { casesGoingOn } from '~/services/case/case-handover.server';
import { findCase } from '~/services/case/case-record.server';
import { caseForRenewal } from '~/services/case/case-renewal.server';
import { transferCase, transferTargets } from '~/services/case/case-transfer.server';
import { transferChain } from '~/services/case/transfer-chain.server';
import { today } from '~/services/context.server';
import { addUnit } from '~/services/county/unit-change.server';
import { followFacts, ownReport } from '~/services/follow/follow-facts.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { enrolHere } from '~/services/keys/provision.server';
import { setDutiesSeen } from '../as-shown';
import { keyringOf, reportFire, workspace } from '../case-workspace';
import { admin, changeSeen, county, ctx, endSeen, signDuties, signList, typed } from '../county/units-county';
import { makeKeyFor } from '../new-unit-key';

const { fire, emergency, upper } = county.unitIds;
const unitOf = async (caseId: string) =>
  (await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId)))[0]?.responsibleUnitId;

/** Who is asked by the reporter's page: the unit in charge, who answers instead of it, and where. */
async function asked({ reportId }: { reportId: string }) {
  const facts = await followFacts(ctx, await ownReport(ctx, reportId));
  const { unit, askedUnit, unitPhone, unitAddress } = facts;
  return { of: unit.zh, now: askedUnit?.zh ?? null, phone: unitPhone, address: unitAddress?.zh ?? null };
}

/** A member's browser hands over what its page names; its posts are read and done as the route does. */
async function handOverBy(member: EnrolledMember) {
  const { cases } = await casesGoingOn(ctx, member.actor);
  vi.stubGlobal('fetch', async (_path: string, { body }: { body: URLSearchParams }) => {
    const form = {
      text: (name: string) => body.get(name) ?? '',
      all: (name: string) => body.getAll(name),
      names: () => [...body.keys()],
      files: () => [],
    };
    if (body.get('act') === 'case') {
      const { caseId } = handoverForms.case.read(form);
      return Response.json({ sealed: await caseForRenewal(ctx, member.actor, caseId) });
    }
    const { caseId, transfer, part } = handoverForms.transfer.read(form);
    await transferCase(ctx, member.actor, caseId, { ...transfer, note: part });
    return Response.json({ done: true });
  });
  try {
    return await handOver({
      path: 'http://localhost/',
      cases,
      today: today(ctx),
      why: '移交',
      transfers: () => transferChain(ctx, ctx.db),
      keyring: keyringOf(member),
      onProgress: () => undefined,
    });
  } finally {
    vi.unstubAllGlobals();
  }
}

describe('cases go on to the unit to which they belong', () => {
  test('a unit that could not read gets, once it can, what the unit above took for it', async () => {
    const housing = await addUnit(ctx, admin, typed());
    await signList();
    await setDutiesSeen(ctx, admin, [
      { cell: { sector: 'fire', area: '*', matter: '*', duty: 'regulates' }, unitId: housing },
    ]);
    await signDuties();
    const { caseId } = await reportFire(ctx);
    expect(await unitOf(caseId)).toBe(upper);
    const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
    expect(row?.reasons.map(({ rule, unitId }) => [rule, unitId])).toEqual([
      ['regulates', housing],
      ['standIn', upper],
    ]);
    expect((await casesGoingOn(ctx, county.actor('upper.handler'))).cases).toEqual([]);
    const people: EnrolledMember[] = [];
    for (const role of ['handler', 'lead'] as const) {
      people.push(await enrolHere(ctx, { login: `housing.${role}`, name: role, roles: [role], unitId: housing }));
    }
    await makeKeyFor(ctx, people, { signList, signDuties });
    expect((await casesGoingOn(ctx, county.actor('upper.handler'))).cases).toMatchObject([
      { caseId, toUnitId: housing },
    ]);
    expect(await handOverBy(county.of('upper.handler'))).toEqual({ done: 1, left: 0, all: 1 });
    expect(await unitOf(caseId)).toBe(housing);
    const opened = (await workspace(ctx, people[0] as EnrolledMember, caseId)).opened;
    expect(opened.reports[0]?.narrative?.description).toContain('消防通道');
    expect((await casesGoingOn(ctx, county.actor('upper.handler'))).cases).toEqual([]);
    await expect(workspace(ctx, county.of('upper.handler'), caseId)).rejects.toMatchObject({ code: 'notFound' });
    await setDutiesSeen(ctx, admin, [
      { cell: { sector: 'fire', area: '*', matter: '*', duty: 'regulates' }, unitId: fire },
    ]);
    await signDuties();
  });

  test('a merged unit’s people hand its cases to the successor, who reads them; nothing more goes to it', async () => {
    const first = await reportFire(ctx);
    const second = await reportFire(ctx, { description: '另一件事' });
    const elsewhere = await reportFire(ctx, { sector: 'mining' });
    const about = await reportFire(ctx, { sector: 'mining', accusedUnitId: fire });
    expect(await unitOf(about.caseId)).toBe(emergency);
    await changeSeen(emergency, { phone: '023-5555 0144', address: { zh: '人民路 4 号' } });
    await signList();
    expect(await asked(first)).toEqual({ of: '消防救援大队', now: null, phone: '000-5550119', address: null });
    await endSeen(fire, emergency);
    expect((await casesGoingOn(ctx, county.actor('fire.lead'))).cases).toEqual([]);
    await signList();
    // Nobody answers at the merged unit while its case still lies there: its successor is asked.
    const atSuccessor = { phone: '023-5555 0144', address: '人民路 4 号' };
    expect(await asked(first)).toEqual({ of: '消防救援大队', now: '应急管理局', ...atSuccessor });
    await signDuties();
    const page = await casesGoingOn(ctx, county.actor('fire.lead'));
    expect(page).toMatchObject({ closed: true, finished: 0, barred: [] });
    expect(page.cases.map(({ caseId }) => caseId)).toEqual([first.caseId, second.caseId]);
    const row = await findCase(ctx.db, elsewhere.caseId);
    expect((await transferTargets(ctx.db, ctx, row)).map(({ unitId }) => unitId)).not.toContain(fire);
    expect(await handOverBy(county.of('fire.lead'))).toEqual({ done: 2, left: 0, all: 2 });
    for (const { caseId } of [first, second]) expect(await unitOf(caseId)).toBe(emergency);
    expect(await asked(first)).toEqual({ of: '应急管理局', now: null, ...atSuccessor });
    // What is about the merged unit is about its successor, where it may no longer lie.
    const successor = await casesGoingOn(ctx, county.actor('emergency.lead'));
    expect(successor.barred.map(({ caseId }) => caseId)).toEqual([about.caseId]);
    const opened = (await workspace(ctx, county.of('emergency.handler'), first.caseId)).opened;
    expect(opened.reports[0]?.narrative?.description).toContain('消防通道');
  });

  test('a case about the successor stays for an officer to choose another unit', async () => {
    const { zhenxi } = county.unitIds;
    const filed = await reportFire(ctx, { sector: 'mining', accusedUnitId: zhenxi });
    const { caseId } = filed;
    expect(await unitOf(caseId)).toBe(emergency);
    await changeSeen(zhenxi, { phone: '023-5555 0155' });
    await endSeen(emergency, zhenxi);
    await signList();
    // Its reporter is not sent to the very office that the case is about.
    expect(await asked(filed)).toEqual({ of: '应急管理局', now: null, phone: null, address: null });
    const page = await casesGoingOn(ctx, county.actor('emergency.lead'));
    expect(page.cases.map((one) => one.caseId)).not.toContain(caseId);
    expect(page.barred.map((one) => one.caseId)).toContain(caseId);
  });
});
