import { and, eq, isNull } from 'drizzle-orm';
import { employer } from '#db/schema/register';
import type { CountyValues } from '~/contract/county/county-file';
import type { Member } from '~/domain/acts/permission';
import { readAreas } from '~/domain/county/area-table';
import { boardShown, risksText } from '~/domain/county/board-entry';
import { pointTyped } from '~/domain/county/board-point';
import type { CountySection } from '~/domain/county/county-file';
import { type DutyCell, withDuties } from '~/domain/county/duty-table';
import type { PolicyData } from '~/domain/county/policy';
import { employerShown, type KnownPlaces } from '~/domain/county/register-entry';
import { HOLDERS, MAX_OTHERS, superiorShown } from '~/domain/county/superior-entry';
import { isRefusal } from '~/domain/refusal';
import { shownText } from '~/domain/shown-entry';
import { MATTERS } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { areasInUse, importAreas } from './area-import.server';
import { askYear, standingTable, tableShown } from './calendar-change.server';
import { areas } from './county.server';
import { keepRoster, keepRosterEnding } from './county-file-roster.server';
import { type IdOf, keepUnit, keepUnitEnding, wrong } from './county-file-units.server';
import { dutyPage, setRoutingTerms } from './duty.server';
import { dutiesOf, writeDuties } from './duty-rows.server';
import { changeEmployer, createEmployer } from './employer-change.server';
import { COUNTY } from './policies.server';
import { askPolicy } from './policy-draft.server';
import { knownOf, lockDraft, registerChoices } from './register-choices.server';
import { keepSectorEntry } from './sector.server';
import { boardTyped, openBoard } from './signboard.server';
import { changeBoard, createBoard } from './signboard-change.server';
import { draftSuperior, superiorPage } from './superior.server';

type Keep<V> = (ctx: Context, actor: Member, value: V, id: IdOf) => Promise<void>;

/** How an entry of each section is kept: by the very act that its page does, with that act's checks, draft and log row. */
export const KEEP: { readonly [S in Exclude<CountySection, 'funds'>]: Keep<CountyValues[S]> } = {
  areas: keepArea,
  superior: keepSuperior,
  units: keepUnit,
  terms: keepTerms,
  sectors: keepSectorEntry,
  duties: keepDuties,
  employers: keepEmployer,
  boards: keepBoard,
  roster: keepRoster,
  holidays: keepHolidays,
  policies: keepPolicy,
  unitEndings: keepUnitEnding,
  rosterEndings: keepRosterEnding,
};

async function keepArea(ctx: Context, actor: Member, { code, parent, names, closed }: CountyValues['areas']) {
  const rows = [{ code, town: parent ?? '', state: closed ? 'closed' : '', names }];
  await look(ctx, actor, 'area.import', null, async ({ db, today }) => {
    const [read] = readAreas(rows, await areas(db), await areasInUse(db), today);
    const problems = read?.problems ?? [];
    if (problems.length > 0) throw wrong(problems.map(({ column, problem }) => `${column} ${problem}`));
  });
  await importAreas(ctx, actor, rows);
}

async function keepSuperior(ctx: Context, actor: Member, value: CountyValues['superior']) {
  const { entry } = await superiorPage(ctx, actor);
  const filled = <T>(list: readonly T[], most: number, empty: T) =>
    Array.from({ length: Math.max(most, list.length) }, (_, at) => list[at] ?? empty);
  await draftSuperior(ctx, actor, {
    names: value.names,
    address: value.address ?? {},
    phone: value.phone ?? '',
    mail: value.mail ?? '',
    holders: filled(value.holders, HOLDERS, { post: '', recipient: '' }),
    others: filled(value.others, MAX_OTHERS, { names: {}, phone: '' }),
    fromDay: value.fromDay ?? '',
    shown: shownText(superiorShown(entry)),
  });
}

async function keepTerms(ctx: Context, actor: Member, { stampDays, intake, upper }: CountyValues['terms'], id: IdOf) {
  const { terms } = await dutyPage(ctx, actor);
  const shown = shownText(terms);
  await setRoutingTerms(ctx, actor, { stampDays, intakeUnitId: id(intake), upperUnitId: id(upper), shown });
}

async function keepDuties(ctx: Context, actor: Member, { units, ...cell }: CountyValues['duties'], id: IdOf) {
  await perform(ctx, actor, 'duty.set', 'routing:draft', async ({ tx, record }) => {
    await lockDraft(tx);
    const known = knownOf(await registerChoices(tx));
    const place = checkedCell(cell, known);
    const unitIds = units.map(id);
    if (unitIds.some((one) => !known.units.has(one))) throw wrong(['units unit']);
    const before = await dutiesOf(tx);
    record({ duties: await writeDuties(tx, before, withDuties(before, place, unitIds)) });
  });
}

/** A place of the table, every part of which exists. */
function checkedCell(cell: Omit<CountyValues['duties'], 'units'>, known: KnownPlaces): DutyCell {
  const duty = (['regulates', 'does', 'nearest', 'accidents'] as const).find((one) => one === cell.duty);
  const matter = (['*', ...MATTERS] as const).find((one) => one === cell.matter);
  if (!duty) throw wrong(['duty sector']);
  const { sector } = cell;
  if (sector !== '*' && !known.sectors.has(sector)) throw wrong(['sector sector']);
  if (!matter) throw wrong(['matter sector']);
  if (cell.area !== '*' && !known.areas.has(cell.area)) throw wrong(['area area']);
  return { duty, sector, matter, area: cell.area };
}

async function keepEmployer(ctx: Context, actor: Member, value: CountyValues['employers'], id: IdOf) {
  const { names, creditCode, sector, area, regulators } = value;
  const typed = { names, creditCode, sector, areaCode: area, regulators: typedRegulators(regulators, id) };
  const [row] = await look(ctx, actor, 'employer.create', null, ({ db }) =>
    db
      .select()
      .from(employer)
      .where(and(eq(employer.creditCode, creditCode), isNull(employer.closedOn))),
  );
  if (row === undefined) await createEmployer(ctx, actor, typed);
  else await changeEmployer(ctx, actor, row.id, { ...typed, shown: shownText(employerShown(row)) });
}

const typedRegulators = (all: CountyValues['employers']['regulators'], id: IdOf) =>
  all.map(({ unit, duty, sectors }) => ({ unitId: id(unit), duty, sectors }));

async function keepBoard(ctx: Context, actor: Member, value: CountyValues['boards'], id: IdOf) {
  const { code, kind, site, employer: at, area, regulators, persons, risks, point, hotline } = value;
  const told = { site, employer: at, areaCode: area, regulators: typedRegulators(regulators, id), persons, hotline };
  const typed = { ...told, code, kind, risks: risksText(risks), point: pointTyped(point) };
  const row = await look(ctx, actor, 'signboard.change', null, ({ db }) => openBoard(db, code).catch(() => null));
  if (row === null) await createBoard(ctx, actor, typed);
  else await changeBoard(ctx, actor, code, { ...typed, shown: shownText(boardShown(boardTyped(row))) });
}

/** Said as a notice says it, so that the same is refused as on the page. */
async function keepHolidays(ctx: Context, actor: Member, { year, free, working, notice }: CountyValues['holidays']) {
  const text = [...free.map((day) => `${day}放假`), ...working.map((day) => `${day}上班`)].join('\n');
  const shown = await look(ctx, actor, 'calendar.ask', null, async ({ db }) =>
    tableShown(year, await standingTable(ctx, db, year)),
  );
  await askYear(ctx, actor, { year, text, notice, shown }).catch((error: unknown) => {
    if (isRefusal(error) && error.field === 'text') throw wrong(['free days']);
    throw error;
  });
}

async function keepPolicy(ctx: Context, actor: Member, value: CountyValues['policies']) {
  if (value.jurisdiction !== COUNTY) throw wrong(['jurisdiction jurisdiction']);
  await askPolicy(ctx, actor, value as unknown as PolicyData);
}
