import { beforeAll, describe, expect, test } from 'vitest';
import { routingRule } from '#db/schema/county';
import { risksText } from '~/domain/county/board-entry';
import { SITE_ROLES } from '~/domain/county/board-kind';
import { NO_POINT } from '~/domain/county/board-point';
import {
  ACCIDENTS_FIELD,
  dutiesShown,
  nearestFields,
  sectorFields,
  unitsDutiesShown,
} from '~/domain/county/duty-table';
import { parsePolicyForm, policyBegun } from '~/domain/county/policy-form';
import { employerShown } from '~/domain/county/register-entry';
import { creditCheck } from '~/domain/credit-code';
import type { RoutingRule } from '~/domain/report/routing';
import { shownText } from '~/domain/shown-entry';
import { rolesShown } from '~/domain/staff/role-change';
import { dutyPage, moveDuties, type SetDuty, setDuties, setRoutingTerms } from '~/services/county/duty.server';
import { employerForForm } from '~/services/county/employer.server';
import { changeEmployer, closeEmployer, createEmployer } from '~/services/county/employer-change.server';
import { seedPolicies } from '~/services/county/policies.server';
import { askCountyPolicy } from '~/services/county/policy-draft.server';
import { policiesPage } from '~/services/county/policy-standing.server';
import { boardForForm } from '~/services/county/signboard.server';
import { changeBoard, closeBoard, createBoard } from '~/services/county/signboard-change.server';
import { inviteMember } from '~/services/staff/member.server';
import { changeRoles } from '~/services/staff/member-change.server';
import { playedContext } from './played-context';

const { ctx, county } = await playedContext();
const { fire, emergency, intake, upper } = county.unitIds;
const [one, other] = [county.actor('admin'), county.actor('admin2')];
const TOWN = '500200101';
const CODE = '91500000202831501';
const trade = (unitId: string) => ({ unitId, duty: 'trade', sectors: [] });
const firm = {
  names: { zh: '第一厂' },
  creditCode: CODE + creditCheck(CODE),
  sector: 'industry',
  areaCode: TOWN,
  regulators: [trade(emergency)],
};
const board = {
  code: '',
  site: { zh: '东门' },
  areaCode: TOWN,
  employer: firm.creditCode,
  regulators: [trade(emergency)],
  kind: 'responsibility',
  point: NO_POINT,
  persons: SITE_ROLES.map((role) => ({ role, name: '甲某', post: '', phone: '023-5555' })),
  risks: '粉尘',
  hotline: '12350',
};
const rules = async () => (await ctx.db.select().from(routingRule)) as RoutingRule[];

/** What the second person is refused with: the fields that the first changed, and their present values. */
async function refusal(saving: Promise<unknown>): Promise<{ changed: unknown; shown: string }> {
  const error = await saving.then(
    () => null,
    (thrown: { code: string; data: Record<string, unknown> }) => thrown,
  );
  expect([error?.code, error?.data.rule]).toEqual(['conflict', 'changedMeanwhile']);
  const [fields, values] = [error?.data.fields as string[], error?.data.values as string[]];
  return { changed: fields.map((field, place) => [field, values[place]]), shown: String(error?.data.shown) };
}

/** Both open the page. The first saves; the second is told what stands there now, and saves after reading it. */
async function both<T>(shown: string, first: (shown: string) => Promise<T>, second: (shown: string) => Promise<T>) {
  await first(shown);
  const told = await refusal(second(shown));
  await second(told.shown);
  return told.changed;
}

async function employerById(...[of, actor, id]: Parameters<typeof employerForForm>) {
  const { found } = await employerForForm(of, actor, id);
  if (!found) throw new Error('no such employer');
  return found;
}

let employerId = '';
let code = '';
beforeAll(async () => {
  await seedPolicies(ctx);
  employerId = await createEmployer(ctx, one, firm);
  code = await createBoard(ctx, one, board);
});

describe('what a colleague saved since the page was made is not written over unseen', () => {
  test('an employer: its name, its trade, a regulator', async () => {
    const { shown } = await employerById(ctx, other, employerId);
    const changed = await both(
      shown,
      (seen) =>
        changeEmployer(ctx, one, employerId, {
          ...firm,
          names: { zh: '第一机械厂' },
          regulators: [trade(fire)],
          shown: seen,
        }),
      (seen) => changeEmployer(ctx, other, employerId, { ...firm, sector: 'other', shown: seen }),
    );
    expect(changed).toEqual([
      ['name.zh', '第一机械厂'],
      ['regulator0', JSON.stringify(trade(fire))],
    ]);
    const { row } = await employerById(ctx, one, employerId);
    expect([row.names.zh, row.sector]).toEqual(['第一厂', 'other']);
  });

  test('a signboard: a person and its risks', async () => {
    const { shown } = await boardForForm(ctx, other, { code, employerId: null });
    const [first, ...rest] = board.persons;
    if (!first) throw new Error('no person');
    const changed = await both(
      shown,
      (seen) =>
        changeBoard(ctx, one, code, {
          ...board,
          risks: '粉尘\n坍塌 | Collapse',
          persons: [{ ...first, phone: '110' }, ...rest],
          shown: seen,
        }),
      (seen) => changeBoard(ctx, other, code, { ...board, hotline: '119', shown: seen }),
    );
    expect(changed).toEqual([
      ['employer.phone', '110'],
      ['risks', '粉尘\n坍塌 | Collapse'],
    ]);
    const { entry } = await boardForForm(ctx, one, { code, employerId: null });
    expect([entry.hotline, entry.risks]).toEqual(['119', risksText([{ zh: '粉尘', en: '' }])]);
  });

  test('duties of a sector, the nearest units, accidents, and what is added or removed', async () => {
    const forms: { fields: ReturnType<typeof sectorFields>; is: string }[] = [
      { fields: sectorFields('gas', [TOWN]), is: 'county' },
      { fields: nearestFields([TOWN]), is: `town.${TOWN}` },
      { fields: [ACCIDENTS_FIELD], is: 'unitId' },
      {
        fields: [{ field: 'unitId', cell: { sector: 'gas', area: '*', matter: 'hazard', duty: 'does' } }],
        is: 'unitId',
      },
    ];
    for (const { fields, is } of forms) {
      const before = dutiesShown(await rules(), fields);
      const [mine, theirs] = before[is] === fire ? [emergency, null] : [fire, emergency];
      const to = (unitId: string | null): SetDuty[] =>
        fields.map((at) => ({ ...at, unitId: at.field === is ? unitId : before[at.field] || null }));
      const changed = await both(
        shownText(before),
        (seen) => setDuties(ctx, one, to(mine), seen),
        (seen) => setDuties(ctx, other, to(theirs), seen),
      );
      expect(changed).toEqual([[is, mine]]);
    }
  });

  test('a move, where that unit does something else by now', async () => {
    const seen = shownText(unitsDutiesShown(await rules(), [emergency, fire]));
    await setDuties(
      ctx,
      one,
      [{ ...ACCIDENTS_FIELD, unitId: fire }],
      shownText(dutiesShown(await rules(), [ACCIDENTS_FIELD])),
    );
    const move = { sector: null, fromUnitId: fire, toUnitId: emergency };
    const { changed, shown } = await refusal(moveDuties(ctx, other, { ...move, shown: seen }));
    expect(changed).toMatchObject([[fire, expect.stringContaining('accidents')]]);
    expect(await moveDuties(ctx, other, { ...move, shown })).toBeGreaterThan(0);
  });

  test('terms of the routing', async () => {
    const { terms } = await dutyPage(ctx, other);
    const typed = { intakeUnitId: intake, upperUnitId: upper };
    const changed = await both(
      shownText(terms),
      (shown) => setRoutingTerms(ctx, one, { ...typed, stampDays: 30, shown }),
      (shown) => setRoutingTerms(ctx, other, { ...typed, stampDays: 20, shown }),
    );
    expect(changed).toEqual([['stampDays', '30']]);
  });

  test('a member’s roles', async () => {
    const draft = { login: 'new.one', name: '新同志', roles: ['handler' as const], unitId: fire, formerUnitIds: [] };
    const { memberId } = await inviteMember(ctx, one, draft);
    const changed = await both(
      shownText(rolesShown(['handler'])),
      (shown) => changeRoles(ctx, one, memberId, { roles: ['lead'], shown }),
      (shown) => changeRoles(ctx, other, memberId, { roles: ['handler', 'lead'], shown }),
    );
    expect(changed).toEqual([['roles', 'lead']]);
  });

  test('the county’s next rule', async () => {
    const shown = shownText(policyBegun((await policiesPage(ctx, other)).standing, 'timeLimits'));
    const draft = (days: string) => {
      const begun = policyBegun([], 'timeLimits');
      const typed: Record<string, string> = {
        ...Object.fromEntries(Object.keys(begun).map((name) => [name, days])),
        effectiveFrom: '2025-09-15',
        legalBasis: '安岭县规定',
        checkedBy: '',
      };
      const parsed = parsePolicyForm('timeLimits', (name) => typed[name] ?? '', '2025-09-15');
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return parsed.draft;
    };
    const changed = (await both(
      shown,
      (seen) => askCountyPolicy(ctx, one, draft('7'), seen),
      (seen) => askCountyPolicy(ctx, other, draft('8'), seen),
    )) as [string, string][];
    expect(changed.length).toBeGreaterThan(0);
    expect(new Set(changed.filter(([field]) => field !== 'effectiveFrom').map(([, value]) => value))).toEqual(
      new Set(['7']),
    );
  });

  test('nor is an entry taken off that reads otherwise by now', async () => {
    const gate = (await boardForForm(ctx, other, { code, employerId: null })).shown;
    await changeBoard(ctx, one, code, { ...board, site: { zh: '西门' }, shown: gate });
    const told = await refusal(closeBoard(ctx, other, code, gate));
    expect(told.changed).toMatchObject([
      ['site.zh', '西门'],
      ['hotline', '12350'],
    ]);
    await closeBoard(ctx, other, code, told.shown);
    const { shown } = await employerById(ctx, other, employerId);
    await changeEmployer(ctx, one, employerId, { ...firm, names: { ...firm.names, en: 'First' }, shown });
    await refusal(closeEmployer(ctx, other, employerId, shown));
    await closeEmployer(ctx, other, employerId, (await employerById(ctx, other, employerId)).shown);
  });

  test('and what is posted without what was shown saves nothing', async () => {
    const id = await createEmployer(ctx, one, firm);
    for (const shown of ['', 'x', '[]', '{}', '[["name.zh"]]', 'null']) {
      await refusal(changeEmployer(ctx, other, id, { ...firm, names: { zh: '甲' }, shown }));
    }
    expect(employerShown((await employerById(ctx, one, id)).row)['name.zh']).toBe('第一厂');
  });
});
