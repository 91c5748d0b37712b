import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { PolicyData } from '../../app/domain/county/policy';
import { addDays, addMonths, chinaDate, type IsoDate, monthOf } from '../../app/domain/dates';
import { regulatorOf } from '../../app/envelope/keys/site-regulator';
import type { Context } from '../../app/services/context.server';
import { countyIfAny, countyInfo } from '../../app/services/county/county.server';
import { COUNTY } from '../../app/services/county/policies.server';
import { enterPolicy } from '../../app/services/county/policy-entry.server';
import { createCounty } from '../../app/services/county/setup.server';
import type { EnrolledMember } from '../../app/services/keys/enrolled-member.server';
import { enrolHere, provisionKeys } from '../../app/services/keys/provision.server';
import { signRouting } from '../../app/services/keys/provision-routing.server';
import { stampAs } from '../../app/services/keys/provision-stamp.server';
import { perform } from '../../app/services/perform.server';
import { makeRelease } from '../../app/services/publication/statistics.server';
import { employer, signboard } from '../schema/register';
import type { Played } from './acts';
import { DEMO_COUNTY, DEMO_STAFF } from './county';
import { hazardSteps } from './hazards';
import { olderCases } from './older';
import { fillFunds, sayCounter } from './payouts';
import { type Plan, plans } from './plans';
import { type DemoStage, payoutSteps, playAll, stepsOf } from './play';
import { type Cast, personOf } from './players';
import { demoPoints } from './points';
import { DEMO_SITES } from './sites';

const CLERK = { kind: 'system', name: 'demo' } as const;
const YEARS_BACK = 2;

/** `data`: the folder for what may be tried; `releasedMonths`: for how many of the last months figures are released. */
export type DemoPlan = { data: string; releasedMonths: number };

/** The made-up county's own rule: the national one, and also anonymous reporters who prove themselves by code. */
const COUNTY_RULE: PolicyData = {
  id: 'anling-reward-demo',
  kind: 'reward',
  jurisdiction: COUNTY,
  effectiveFrom: '2021-01-01',
  effectiveTo: null,
  legalBasis: '安岭县安全生产有奖举报办法（虚构）',
  checked: false,
  checkedBy: null,
  penaltyShare: { basisPoints: null, floorFen: null, capFen: null },
  concealedDeath: { perDeathFen: { general: null, larger: null, major: null, especiallyMajor: null }, capFen: null },
  generalHazard: { minFen: '30000', maxFen: '200000' },
  generalViolation: { minFen: '50000', maxFen: '200000' },
  insider: null,
  anonymousEligible: true,
  rounding: null,
};

/**
 * Fills an empty installation with the demo county: staff with real keys, boards, two years of history, and cases in
 * every stage, all through the services. The sign-ins go to `dataFolder/demo/accounts.json`. Does nothing where there
 * already is a county.
 */
export async function makeDemo(
  stage: DemoStage,
  { data: dataFolder, releasedMonths }: DemoPlan,
  say: (line: string) => void,
): Promise<boolean> {
  const { ctx } = stage;
  if (await countyIfAny(ctx.db)) return false;
  const today = chinaDate(Date.now());
  const firstDay = `${Number(today.slice(0, 4)) - YEARS_BACK}-01-04`;
  stage.setDay(firstDay);
  say('Making the demo county: staff and their keys');
  const cast = await makeCast(ctx, dataFolder, today);
  await enterPolicy(ctx, CLERK, COUNTY_RULE);
  for (let year = Number(firstDay.slice(0, 4)); year <= Number(today.slice(0, 4)); year += 1) {
    stage.setDay(`${year}-01-05` < today ? `${year}-01-05` : today);
    await fillFunds(ctx, cast, year);
  }
  await sayCounter(ctx, cast);
  say('Two years of older cases');
  await olderCases(ctx, cast, today);
  const planned = plans();
  const done = new Map<number, Played>();
  const steps = planned.flatMap((plan) => stepsOf(ctx, cast, plan, today, done));
  say(`${planned.length} cases in every stage`);
  let told = 0;
  await playAll(
    stage,
    [...steps, ...hazardSteps(ctx, cast, today), ...payoutSteps(ctx, cast, planned, today, done)],
    (share) => {
      if (share < told + 0.2) return;
      told = Math.floor(share * 5) / 5;
      say(`  ${Math.round(told * 100)} %`);
    },
  );
  await makeReleases(stage, today, releasedMonths);
  stage.setDay(today);
  await stampToday(ctx, cast);
  keepReceiptCodes(dataFolder, planned, done);
  return true;
}

async function makeCast(ctx: Context, dataFolder: string, today: IsoDate): Promise<Cast> {
  const unitIds = await createCounty(ctx, CLERK, DEMO_COUNTY);
  const people = new Map<string, EnrolledMember>();
  for (const { login, name, roles, unit } of DEMO_STAFF) {
    people.set(login, await enrolHere(ctx, { login, name, roles, unitId: unitIds.get(unit) ?? '' }));
  }
  const { unitKeys, directoryKey } = await provisionKeys(ctx, [...people.values()]);
  const accounts = DEMO_STAFF.map(({ login, name, roles, unit }) => {
    const person = people.get(login);
    return { login, name, roles, unit, passphrase: person?.passphrase, totpSecret: person?.totpSecret };
  });
  writeSecretly(dataFolder, 'accounts.json', accounts);
  const cast = { people, unitIds, unitKeys };
  await placeBoards(ctx, cast, today);
  const guardians = [...people.values()].filter(({ roles }) => roles.includes('guardian'));
  await signRouting(ctx, guardians, directoryKey);
  return cast;
}

/** Two guardians have recently stamped the key list as the newest, as in a county in use. */
async function stampToday(ctx: Context, cast: Cast): Promise<void> {
  const { directoryKey } = await countyInfo(ctx.db);
  if (directoryKey === null) throw new Error('The demo has no county key.');
  for (const login of ['guardian1', 'guardian2']) await stampAs(ctx, personOf(cast, login), directoryKey);
}

async function placeBoards(ctx: Context, cast: Cast, today: IsoDate): Promise<void> {
  await perform(ctx, CLERK, 'signboard.create', null, async ({ tx, record }) => {
    for (const site of DEMO_SITES) {
      const regulatorUnitId = cast.unitIds.get(site.regulator) ?? '';
      const employerId = crypto.randomUUID();
      const { duty, sectors } = regulatorOf(regulatorUnitId, site.sector);
      const regulators = [{ unitId: regulatorUnitId, duty, sectors: [...sectors] }];
      const shared = { areaCode: site.town, regulators };
      await tx.insert(employer).values({
        ...shared,
        id: employerId,
        names: site.employer,
        creditCode: site.creditCode,
        sector: site.sector,
      });
      await tx.insert(signboard).values({
        ...shared,
        code: site.code,
        site: site.site,
        employerId,
        persons: [
          { role: 'employer', name: '厂长（演示）', post: '主要负责人', phone: '023-5555-0001' },
          { role: 'regulator', name: '监管员（演示）', post: '监管部门负责人', phone: '023-5555-0002' },
          { role: 'area', name: '镇长（演示）', post: '属地行政负责人', phone: '023-5555-0003' },
        ],
        risks: [...site.risks],
        hotline: DEMO_COUNTY.hotline,
      });
    }
    const points = demoPoints(today);
    for (const { at, ...board } of points) {
      const [gate] = await tx.select().from(signboard).where(eq(signboard.code, at));
      if (!gate) continue;
      await tx.insert(signboard).values({
        ...{ ...gate, ...board, risks: [] },
        persons: [
          { role: 'management', name: '副厂长（演示）', post: '分管安全副厂长', phone: '023-5555-0011' },
          { role: 'technical', name: '科长（演示）', post: '设备科科长', phone: '023-5555-0012' },
          { role: 'operation', name: '班长（演示）', post: '甲班班长', phone: '023-5555-0013' },
        ],
      });
    }
    record({ boards: DEMO_SITES.length + points.length });
  });
}

/** The office has released figures, each month a few days after its end; older months count in none. */
async function makeReleases(stage: DemoStage, today: IsoDate, months: number): Promise<void> {
  for (let back = months; back >= 1; back -= 1) {
    const month = addMonths(monthOf(today), -back);
    const day = addDays(`${addMonths(month, 1)}-01`, 2);
    stage.setDay(day < today ? day : today);
    await makeRelease(stage.ctx, CLERK, month);
  }
}

/** A few codes with which to try the reporter's page; a real installation never knows one. */
function keepReceiptCodes(dataFolder: string, planned: readonly Plan[], done: ReadonlyMap<number, Played>): void {
  const rows = planned.map(({ number, goal }) => ({ stage: goal, receiptCode: done.get(number)?.code }));
  writeSecretly(dataFolder, 'receipt-codes.json', rows);
}

function writeSecretly(dataFolder: string, name: string, content: unknown): void {
  const folder = join(dataFolder, 'demo');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
