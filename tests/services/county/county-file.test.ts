import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { holidayChange } from '#db/schema/calendar';
import { unitDraft } from '#db/schema/county';
import { rosterChange } from '#db/schema/duty';
import { logEntry } from '#db/schema/log';
import { employer, signboard } from '#db/schema/register';
import { POINT_PARTS, POINT_ROLES, SITE_ROLES } from '~/domain/county/board-kind';
import { emptyLocalReward } from '~/domain/county/policies/local-empty';
import type { PolicyData } from '~/domain/county/policy';
import { creditCheck } from '~/domain/credit-code';
import { countyFile } from '~/services/county/county-file.server';
import { checkCountyFile, importCountyFile } from '~/services/county/county-file-import.server';
import { COUNTY, rewardPolicyOn, seedPolicies } from '~/services/county/policies.server';
import { confirmPolicy } from '~/services/county/policy-draft.server';
import { enterPolicy } from '~/services/county/policy-entry.server';
import { policiesPage } from '~/services/county/policy-standing.server';
import { makeCounty } from '../fixtures';
import { playedContext } from '../played-context';
import { testContext } from '../test-context';

const { ctx, county } = await playedContext();
await seedPolicies(ctx);
const admin = county.actor('admin');

type File = { entries: Record<string, Record<string, unknown>[]> };
const exported = async () => JSON.parse(await countyFile(ctx, admin)) as File;
const text = (file: File) => JSON.stringify(file);
const first = <T>(all: readonly T[] | undefined): T => {
  const [one] = all ?? [];
  if (one === undefined) throw new Error('none');
  return one;
};
const rows = async () => ({
  log: await ctx.db.$count(logEntry),
  drafts: await ctx.db.$count(unitDraft),
  employers: await ctx.db.$count(employer),
  roster: await ctx.db.$count(rosterChange),
});

const CODE = `91500000MA5U0A0A0${creditCheck('91500000MA5U0A0A0')}`;
const newUnit = {
  code: 'gas',
  kind: 'department',
  names: { zh: '燃气办' },
  area: null,
  parent: null,
  phone: '',
  address: {},
  hours: {},
};
const line = {
  ...{ event: 'danger', unit: '', role: 'supervisor', days: [1, 2, 3], from: '08:00', to: '20:00', rank: 1 },
  ...{ mail: 'duty@anling.example', target: '' },
};

const LATER = '2025-10-20';
const holidays = {
  year: 2027,
  free: ['2027-01-01', '2027-10-01'],
  working: ['2027-10-09'],
  notice: '国办发明电〔2026〕9号',
};

/** A board at the gate, as older files have it, and one of a hazard inside. */
function boardsAt(area: string) {
  const of = (roles: readonly string[]) => roles.map((role) => ({ role, name: '甲某', post: '', phone: '023-5555' }));
  const shared = { employer: CODE, area, regulators: [{ unit: 'fire', duty: 'trade', sectors: [] }], hotline: '12350' };
  const point = Object.fromEntries(POINT_PARTS.map((part) => [part, { zh: '喷漆房' }]));
  return [
    { ...shared, code: 'GATE01', site: { zh: '东门' }, persons: of(SITE_ROLES), risks: [{ zh: '漆雾' }] },
    {
      ...{ ...shared, code: 'HZ01', kind: 'hazard', site: { zh: '喷漆房' }, persons: of(POINT_ROLES), risks: [] },
      point: { ...point, until: '2026-12-31' },
    },
  ];
}

describe('the file of the whole set-up', () => {
  it('has everything but keys, secrets, members and cases, and changes nothing where it came from', async () => {
    const file = await exported();
    expect(Object.keys(file.entries)).toEqual(expect.arrayContaining(['areas', 'units', 'duties', 'boards']));
    expect(file.entries.units?.length).toBeGreaterThan(5);
    expect(file.entries.duties?.length).toBeGreaterThan(1);
    const all = text(file);
    for (const login of ['admin', 'fire.lead', 'guardians.1']) {
      const who = county.of(login);
      for (const secret of [who.memberId, who.totpSecret, who.keys.age.recipient]) expect(all).not.toContain(secret);
    }
    expect(await checkCountyFile(ctx, admin, all)).toMatchObject({ found: [], misshapen: [] });
    await expect(countyFile(ctx, county.actor('fire.lead'))).rejects.toMatchObject({ code: 'notAllowed' });
  });

  it('is compared entry by entry, with what is wrong, and nothing is kept by that', async () => {
    const file = await exported();
    const before = await rows();
    first(file.entries.units?.filter(({ code }) => code === 'fire')).phone = '023-5550119';
    file.entries.units?.push(newUnit, { ...newUnit, code: 'X', names: { zh: '' } });
    file.entries.employers?.push(
      {
        creditCode: '123',
        names: { zh: '无码厂' },
        sector: 'fire',
        area: first(file.entries.areas).code,
        regulators: [{ unit: 'fire', duty: 'trade', sectors: [] }],
      },
      {
        creditCode: CODE,
        names: { zh: '燃气公司' },
        sector: 'gas',
        area: first(file.entries.areas).code,
        regulators: [{ unit: 'gas', duty: 'trade', sectors: [] }],
      },
    );
    file.entries.boards?.push({ code: 'B1' });
    file.entries.roster?.push(line);
    file.entries.holidays?.push({ ...holidays, free: ['2027-10-08'] });
    const checked = await checkCountyFile(ctx, admin, text(file));
    const of = (section: string, part: string) =>
      checked.found.find((one) => one.section === section && JSON.stringify([one.names, one.name]).includes(part));
    expect(of('units', 'fire')).toMatchObject({ change: 'changed', fields: ['phone'], wrong: [] });
    expect(of('units', '燃气办')).toMatchObject({ change: 'added', state: 'ready', wrong: [] });
    expect(of('units', 'X')?.wrong).toEqual(expect.arrayContaining(['code unitCode', 'name.zh missing']));
    expect(of('employers', '无码厂')?.wrong).toEqual(['creditCode credit-length']);
    expect(of('employers', '燃气公司')).toMatchObject({ state: 'waits', problems: [] });
    expect(of('roster', 'danger')).toMatchObject({ change: 'added', wrong: [] });
    expect(of('holidays', '2027')).toMatchObject({ change: 'added', wrong: ['free days'] });
    expect(checked.misshapen).toEqual([
      expect.objectContaining({
        section: 'boards',
        at: file.entries.boards?.length ? file.entries.boards.length - 1 : 0,
      }),
    ]);
    expect(await rows()).toEqual(before);
  });

  it('is kept as shown, as drafts that wait for their signatures, and once only', async () => {
    const file = await exported();
    first(file.entries.units?.filter(({ code }) => code === 'fire')).phone = '023-5550119';
    file.entries.units?.push({ ...newUnit, fromDay: LATER });
    file.entries.roster?.push({ ...line, fromDay: LATER });
    file.entries.holidays?.push(holidays);
    const { told } = await checkCountyFile(ctx, admin, text(file));
    const before = await rows();
    await expect(importCountyFile(ctx, admin, text(file), 'other')).rejects.toMatchObject({ code: 'conflict' });
    expect(await rows()).toEqual(before);
    await importCountyFile(ctx, admin, text(file), told);
    const after = await rows();
    expect([after.drafts - before.drafts, after.roster - before.roster]).toEqual([2, 1]);
    const [asked] = await ctx.db.select().from(rosterChange);
    expect(asked).toMatchObject({ state: 'asked', decidedBy: null, fromDay: LATER });
    const [year] = await ctx.db.select().from(holidayChange);
    expect(year).toMatchObject({
      year: 2027,
      state: 'asked',
      table: { free: holidays.free, working: holidays.working },
    });
    // The same file once more finds nothing left to do.
    expect((await checkCountyFile(ctx, admin, text(file))).found).toEqual([]);
  });

  it('is refused where it is none, and to everybody else', async () => {
    for (const wrong of ['', '{}', '[]', '{"format":"anshao-county","version":2,"entries":{}}', 'null'])
      await expect(checkCountyFile(ctx, admin, wrong)).rejects.toMatchObject({ code: 'invalid', field: 'file' });
    await expect(checkCountyFile(ctx, county.actor('guardians.1'), text(await exported()))).rejects.toMatchObject({
      code: 'notAllowed',
    });
  });

  it('is taken by another installation, whose units have other ids', async () => {
    const other = await testContext();
    await seedPolicies(other);
    const there = await makeCounty(other);
    const file = await exported();
    file.entries.employers?.push({
      creditCode: CODE,
      names: { zh: '燃气公司' },
      sector: 'gas',
      area: first(file.entries.areas).code,
      regulators: [{ unit: 'fire', duty: 'trade', sectors: [] }],
    });
    file.entries.boards?.push(...boardsAt(String(first(file.entries.areas).code)));
    const actor = there.actor('admin');
    const checked = await checkCountyFile(other, actor, text(file));
    const added = checked.found.find(({ section, names }) => section === 'employers' && names.zh === '燃气公司');
    expect(added).toMatchObject({ state: 'ready', wrong: [] });
    await importCountyFile(other, actor, text(file), checked.told);
    const [row] = await other.db.select().from(employer).where(eq(employer.creditCode, CODE));
    expect(row?.regulators).toMatchObject([{ unitId: there.unitIds.fire }]);
    expect(there.unitIds.fire).not.toBe(county.unitIds.fire);
    const boards = await other.db.select().from(signboard).orderBy(signboard.kind);
    expect(boards.map(({ kind, point }) => [kind, point?.until ?? null])).toEqual([
      ['hazard', '2026-12-31'],
      ['responsibility', null],
    ]);
    // Drafts hold there from the day that they were drafted for here.
    const days = (await other.db.select().from(unitDraft)).map(({ entry, fromDay }) => [entry.code, fromDay]);
    expect(days).toContainEqual(['gas', LATER]);
    expect((await other.db.select().from(rosterChange)).map(({ fromDay }) => fromDay)).toEqual([LATER]);
    expect((await other.db.select().from(holidayChange)).map(({ year, notice }) => [year, notice])).toEqual([
      [2027, holidays.notice],
    ]);
    const left = (await checkCountyFile(other, actor, text(file))).found.filter(
      ({ state, wrong, problems }) => state === 'ready' && wrong.length + problems.length === 0,
    );
    expect(left).toEqual([]);
  });
});

describe('rules in the file', () => {
  it('go along, of every tier and with the list of situations; where they are imported they wait for a second person', async () => {
    const header = {
      jurisdiction: COUNTY,
      effectiveFrom: '2025-01-01',
      effectiveTo: null,
      checked: false,
      checkedBy: null,
    };
    const province = emptyLocalReward({ id: 'province-2025', jurisdiction: COUNTY, legalBasis: '省〔2025〕1号' });
    const item = { code: '1', sector: 'gas', text: '无证经营燃气', amountFen: '500000', condition: null, basis: null };
    const here: PolicyData[] = [
      { ...province, ...header, tier: 'province', penaltyShare: { ...province.penaltyShare, capFen: '20000000' } },
      { ...header, id: 'situations-2025', kind: 'situations', legalBasis: '渝安办〔2021〕49号', items: [item] },
    ];
    for (const data of here) await enterPolicy(ctx, { kind: 'system', name: 'test' }, data);
    const file = text(await exported());
    const other = await testContext();
    await seedPolicies(other);
    const there = await makeCounty(other);
    const actor = there.actor('admin');
    const rulesLeft = async () =>
      (await checkCountyFile(other, actor, file)).found.filter(({ section }) => section === 'policies');
    expect((await rulesLeft()).map(({ state, wrong, problems }) => [state, wrong, problems])).toEqual([
      ['ready', [], []],
      ['ready', [], []],
    ]);
    await importCountyFile(other, actor, file, (await checkCountyFile(other, actor, file)).told);
    expect(await rulesLeft()).toEqual([]);
    expect((await rewardPolicyOn(other.db, '2025-09-15')).penaltyShare.capFen).toBe(30_000_000n);
    const guardian = there.actor('guardians.1');
    const { asked } = await policiesPage(other, guardian);
    expect(asked.map(({ data }) => data)).toEqual(expect.arrayContaining(here));
    for (const { id, shown } of asked) await confirmPolicy(other, guardian, { request: id, shown });
    const rule = await rewardPolicyOn(other.db, '2025-09-15');
    expect([rule.penaltyShare.capFen, rule.situations?.items.length]).toEqual([20_000_000n, 1]);
  });
});
