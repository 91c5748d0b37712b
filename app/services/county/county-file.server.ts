import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { holidayChange } from '#db/schema/calendar';
import { policyChange } from '#db/schema/policy-change';
import { employer, signboard } from '#db/schema/register';
import { fund, policy } from '#db/schema/reward';
import { FORMAT } from '~/contract/county/county-file';
import type { Actor } from '~/domain/acts/permission';
import {
  COUNTY_SECTIONS,
  type CountyEntry,
  type CountySection,
  type Present,
  withoutPastDays,
} from '~/domain/county/county-file';
import { dutiesIn } from '~/domain/county/duty-table';
import type { IsoDate } from '~/domain/dates';
import type { Context } from '~/services/context.server';
import { openedInForce } from '~/services/keys/certified.server';
import { draftedSuperior } from '~/services/keys/superior-draft.server';
import { look } from '~/services/look.server';
import { areas, units } from './county.server';
import { presentRoster } from './county-file-roster.server';
import { type CodeOf, shownUnits, unitEndings, unitEntries } from './county-file-units.server';
import { dutiesOf } from './duty-rows.server';
import { COUNTY } from './policies.server';
import { draftTerms } from './routing-draft.server';
import { draftedSectors } from './sector-rows.server';
import { draftedTree } from './unit.server';

/** The county's set-up as drafted, in one text: no keys, no people's secrets, no cases. */
export function countyFile(ctx: Context, actor: Actor): Promise<string> {
  return look(ctx, actor, 'setup.export', 'county:only', async ({ db, today, record }) => {
    const { entries } = await presentCounty(db, today);
    record({ count: entries.length });
    const bySection = COUNTY_SECTIONS.map((section) => [
      section,
      entries.filter((one) => one.section === section).map(({ value }) => value),
    ]);
    return `${JSON.stringify({ ...FORMAT, madeOn: today, entries: Object.fromEntries(bySection) }, null, 2)}\n`;
  });
}

/** What the county has, as entries of such a file. */
export async function presentCounty(db: Db | Tx, today: IsoDate): Promise<Present> {
  const { tree, drafts, signed } = await draftedTree(db);
  const all = await units(db);
  const codes = new Map(tree.map(({ id, code }) => [id, code]));
  const codeOf = (id: string | null) => (id === null ? null : (codes.get(id) ?? null));
  const roster = await presentRoster(db, today, codeOf);
  const made: [CountySection, object[]][] = [
    ['areas', await areaEntries(db)],
    ['superior', await superiorEntries(db)],
    ['units', await unitEntries(db, { tree, drafts, signed }, codeOf)],
    ['terms', await termsEntries(db, all, codeOf)],
    ['sectors', await draftedSectors(db)],
    ['duties', await dutyEntries(db, codeOf)],
    ...(await registerEntries(db, codeOf)),
    ['roster', roster.lines],
    ['holidays', await holidayEntries(db)],
    ['policies', await policyEntries(db)],
    ['funds', await fundEntries(db, codeOf)],
    ['unitEndings', unitEndings(drafts, codeOf)],
    ['rosterEndings', roster.endings],
  ];
  return {
    entries: withoutPastDays(
      made.flatMap(([section, values]) => values.map((value) => ({ section, value }) as CountyEntry)),
      today,
    ),
    openUnits: codesOf(signed.filter(({ closedOn }) => closedOn === null)),
    draftedUnits: codesOf(shownUnits({ tree, drafts, signed })),
    endedUnits: codesOf(tree.filter(({ closedOn }) => closedOn !== null)),
    standingLines: roster.standing,
  };
}

const codesOf = (all: readonly { code: string }[]): ReadonlySet<string> => new Set(all.map(({ code }) => code));

/** Towns first, so that a village finds its own. The county itself is named at set-up. */
const areaEntries = async (db: Db | Tx) =>
  (await areas(db))
    .filter(({ level }) => level !== 'county')
    .sort((a, b) => a.level.localeCompare(b.level) || a.code.localeCompare(b.code))
    .map(({ code, parentCode, level, names, closedOn }) => ({
      ...{ code, level, names },
      parent: level === 'village' ? parentCode : null,
      closed: closedOn !== null,
    }));

async function superiorEntries(db: Db | Tx) {
  const [inForce, draft] = [await openedInForce(db), await draftedSuperior(db)];
  const now = draft === null ? (inForce?.superior ?? null) : draft.entry;
  return now === null ? [] : [{ ...now, ...(draft && { fromDay: draft.fromDay }) }];
}

async function termsEntries(db: Db | Tx, all: Awaited<ReturnType<typeof units>>, codeOf: CodeOf) {
  const { stampDays, intakeUnitId, upperUnitId } = await draftTerms(db, all);
  const [intake, upper] = [codeOf(intakeUnitId), codeOf(upperUnitId)];
  return intake === null || upper === null ? [] : [{ stampDays, intake, upper }];
}

async function dutyEntries(db: Db | Tx, codeOf: CodeOf) {
  const rules = await dutiesOf(db);
  const cells = new Map(
    rules.map(({ duty, sector, area, matter }) => [
      `${duty} ${sector} ${area} ${matter}`,
      { duty, sector, area, matter },
    ]),
  );
  return [...cells.keys()].sort().flatMap((name) => {
    const cell = cells.get(name);
    return cell ? [{ ...cell, units: dutiesIn(rules, cell).map(({ unitId }) => codeOf(unitId) ?? unitId) }] : [];
  });
}

async function registerEntries(db: Db | Tx, codeOf: CodeOf): Promise<[CountySection, object[]][]> {
  const regulators = (all: (typeof employer.$inferSelect)['regulators']) =>
    all.map(({ unitId, duty, sectors }) => ({ unit: codeOf(unitId) ?? unitId, duty, sectors }));
  const employers = await db.select().from(employer).where(isNull(employer.closedOn)).orderBy(asc(employer.creditCode));
  const boards = await db
    .select({ board: signboard, creditCode: employer.creditCode })
    .from(signboard)
    .innerJoin(employer, eq(employer.id, signboard.employerId))
    .where(and(isNull(signboard.closedOn), isNull(employer.closedOn)))
    .orderBy(asc(signboard.code));
  return [
    [
      'employers',
      employers.map(({ creditCode, names, sector, areaCode, regulators: all }) => ({
        ...{ creditCode, names, sector },
        area: areaCode,
        regulators: regulators(all),
      })),
    ],
    [
      'boards',
      boards.map(
        ({ board: { code, kind, site, areaCode, persons, risks, point, regulators: all, hotline }, creditCode }) => ({
          ...{ code, kind, site, persons, risks, point, hotline },
          employer: creditCode,
          area: areaCode,
          regulators: regulators(all),
        }),
      ),
    ],
  ];
}

/** The years that the county entered itself, and those that wait for a second person. */
async function holidayEntries(db: Db | Tx) {
  const rows = await db
    .select()
    .from(holidayChange)
    .where(inArray(holidayChange.state, ['confirmed', 'asked']))
    .orderBy(asc(holidayChange.order));
  // Of each year the last one stays: what waits, else what was confirmed last.
  const newest = new Map(
    [...rows].sort((a, b) => Number(a.state === 'asked') - Number(b.state === 'asked')).map((row) => [row.year, row]),
  );
  return [...newest.values()]
    .sort((a, b) => a.year - b.year)
    .flatMap(({ year, table, notice }) =>
      table === null ? [] : [{ year, free: [...table.free], working: [...table.working], notice }],
    );
}

/** The county's own rules of every tier, and what waits for a second person. */
async function policyEntries(db: Db | Tx) {
  const entered = await db
    .select({ data: policy.data })
    .from(policy)
    .where(eq(policy.jurisdiction, COUNTY))
    .orderBy(asc(policy.id));
  const asked = await db
    .select({ data: policyChange.data })
    .from(policyChange)
    .where(eq(policyChange.state, 'asked'))
    .orderBy(asc(policyChange.policyId));
  return [...entered, ...asked].map(({ data }) => data as object);
}

/** Which funds there are; their money is booked with vouchers, and nothing of it is here. */
const fundEntries = async (db: Db | Tx, codeOf: CodeOf) =>
  (await db.select().from(fund).orderBy(asc(fund.year), asc(fund.id))).map(({ unitId, year, source }) => ({
    ...{ year, source },
    unit: codeOf(unitId) ?? unitId,
  }));
