import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { unitDraft } from '#db/schema/county';
import { rosterChange } from '#db/schema/duty';
import type { RosterLine } from '~/domain/county/roster';
import { lineShown } from '~/domain/county/roster-entry';
import { shownText } from '~/domain/shown-entry';
import { countyFile } from '~/services/county/county-file.server';
import { checkCountyFile, importCountyFile } from '~/services/county/county-file-import.server';
import {
  askRoster,
  askRosterEnd,
  changeShown,
  confirmRoster,
  refuseRoster,
} from '~/services/county/roster-change.server';
import { unitForForm } from '~/services/county/unit.server';
import { endUnit, takeBackUnit } from '~/services/county/unit-change.server';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const admin = county.actor('admin');
const LATER = '2025-10-20';

type File = { entries: Record<string, Record<string, unknown>[]> };
const exported = async () => JSON.parse(await countyFile(ctx, admin)) as File;
const text = (file: File) => JSON.stringify(file);

it('carries drafts that merge or close a unit, and lines of the roster that end or change', async () => {
  const guardian = county.actor('guardians.1');
  const rosterHere = () => ctx.db.select().from(rosterChange).orderBy(asc(rosterChange.order));
  const confirmAll = async () => {
    for (const row of await rosterHere())
      if (row.state === 'asked') await confirmRoster(ctx, guardian, { request: row.id, shown: changeShown(row) });
  };
  const typedLine = {
    ...{ event: 'danger', unitId: '', role: 'supervisor', days: ['1', '2'], from: '08:00', to: '20:00', rank: '1' },
    ...{ target: '', fromDay: '' },
  };
  for (const mail of ['ends@anling.example', 'changes@anling.example'])
    await askRoster(ctx, admin, null, { ...typedLine, mail, shown: '' });
  await confirmAll();
  const [ends, changes] = (await rosterHere()).slice(-2);
  const shownOf = (row: typeof ends) => shownText(lineShown(row?.line as RosterLine));
  await askRosterEnd(ctx, admin, String(ends?.entryId), { shown: shownOf(ends), endDay: '2025-11-03' });
  const other = { ...typedLine, mail: 'changes@anling.example', rank: '2', fromDay: '2025-11-04' };
  await askRoster(ctx, admin, String(changes?.entryId), { ...other, shown: shownOf(changes) });
  const unitId = county.unitIds.fire;
  const shown = async () => (await unitForForm(ctx, admin, unitId)).shown;
  await endUnit(ctx, admin, unitId, { successorId: county.unitIds.emergency, endDay: LATER, shown: await shown() });

  const file = await exported();
  const { units, unitEndings, rosterEndings } = file.entries;
  expect(units?.map(({ code }) => code)).toContain('fire');
  expect(unitEndings).toEqual([{ unit: 'fire', successor: 'emergency', fromDay: LATER }]);
  expect(rosterEndings).toMatchObject([
    { mail: 'ends@anling.example', fromDay: '2025-11-03' },
    { mail: 'changes@anling.example', rank: 1, fromDay: '2025-11-04' },
  ]);
  expect((await checkCountyFile(ctx, admin, text(file))).found).toEqual([]);

  // Taken back, and brought again by the file.
  await takeBackUnit(ctx, admin, unitId);
  for (const row of await rosterHere()) if (row.state === 'asked') await refuseRoster(ctx, admin, row.id);
  const checked = await checkCountyFile(ctx, admin, text(file));
  expect(checked.found.map(({ section, state, problems, wrong }) => [section, state, ...problems, ...wrong])).toEqual([
    ['roster', 'ready'],
    ['unitEndings', 'ready'],
    ['rosterEndings', 'ready'],
    ['rosterEndings', 'ready'],
  ]);
  expect(checked.found.find(({ section }) => section === 'unitEndings')).toMatchObject({
    name: `fire → emergency · ${LATER}`,
    names: units?.find(({ code }) => code === 'fire')?.names,
  });
  await importCountyFile(ctx, admin, text(file), checked.told);
  const [draft] = await ctx.db.select().from(unitDraft).where(eq(unitDraft.unitId, unitId));
  expect([draft?.fromDay, draft?.entry.closedOn, draft?.entry.successorIds]).toEqual([
    LATER,
    LATER,
    [county.unitIds.emergency],
  ]);
  const asked = (await rosterHere()).filter(({ state }) => state === 'asked');
  expect(asked.filter((row) => row.line === null).map(({ entryId }) => entryId)).toEqual([
    ends?.entryId,
    changes?.entryId,
  ]);
  expect((await checkCountyFile(ctx, admin, text(file))).found).toEqual([]);

  // What cannot end is told as on its own page: intake stands in the terms.
  await takeBackUnit(ctx, admin, unitId);
  file.entries.unitEndings = [{ unit: 'intake', successor: null }];
  file.entries.rosterEndings = [{ ...rosterEndings?.[0], mail: 'nobody@anling.example' }];
  const bad = (await checkCountyFile(ctx, admin, text(file))).found;
  expect(bad.map(({ section, problems, wrong }) => [section, ...problems, ...wrong])).toEqual([
    ['unitEndings', 'successor inTerms'],
    ['rosterEndings', 'unknownLine'],
  ]);
});
