import { expect, test } from 'vitest';
import { area } from '#db/schema/county';
import { today } from '~/services/context.server';
import { checkAreas, importAreas } from '~/services/county/area-import.server';
import { areaNames } from '~/services/county/county.server';
import { registerChoices } from '~/services/county/register-choices.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { setDutiesSeen } from '../as-shown';
import { admin, county, ctx, signDuties } from './units-county';

const table = (...lines: string[]) => Buffer.from(['代码,名称,英文名称,所属镇街,状态', ...lines].join('\n'));
const check = (...lines: string[]) => checkAreas(ctx, admin, new Uint8Array(table(...lines)));
const signed = async () => (await routingInForce(ctx.db))?.statement.areas.map(({ code }) => code);

test('a table is shown first, written as a whole when confirmed, and holds once two guardians signed', async () => {
  const checked = await check('500200103000,新桥镇,Xinqiao Town,,', '500200103001,桥头村,,,', '500200102,白石街道,,,');
  expect(checked).toMatchObject({ problems: 0, unchanged: 0 });
  expect(checked.changes.map(({ change, before }) => [change, before?.names.zh ?? null])).toEqual([
    ['added', null],
    ['added', null],
    ['renamed', '白石镇'],
  ]);
  expect(await ctx.db.$count(area)).toBe(4);
  expect(await importAreas(ctx, admin, checked.rows)).toBe(3);
  expect(await signed()).not.toContain('500200103');
  expect((await waitingDraft(ctx.db, today(ctx))).changes.filter(({ of }) => of === 'area')).toHaveLength(3);
  await signDuties();
  expect(await signed()).toContain('500200103001');
});

test('of a table with one bad row nothing is written', async () => {
  const before = await ctx.db.select().from(area);
  const checked = await check('500200104,好镇,,,', '500300101,别县的镇,,,');
  expect(checked.bad).toMatchObject([{ number: 3, column: 'code', problem: 'otherCounty', cell: '500300101' }]);
  await expect(importAreas(ctx, admin, checked.rows)).rejects.toMatchObject({ data: { rule: 'changedSince' } });
  expect(await ctx.db.select().from(area)).toEqual(before);
  await expect(importAreas(ctx, county.actor('fire.lead'), checked.rows)).rejects.toMatchObject({ code: 'notAllowed' });
});

test('a town with a unit, a duty or a board in it stays; one that closes is chosen no more, and old cases still name it', async () => {
  const closing = async () => check('500200103,新桥镇,,,撤销', '500200103001,桥头村,,,撤销');
  const cell = { sector: 'fire', area: '500200103', matter: '*', duty: 'regulates' } as const;
  await setDutiesSeen(ctx, admin, [{ cell, unitId: county.unitIds.fire }]);
  expect((await closing()).bad).toMatchObject([{ number: 2, column: 'state', problem: 'inUse' }]);
  expect((await check('500200101,镇溪镇,,,撤销', '500200101001,河口村,,,撤销')).bad).toMatchObject([
    { problem: 'inUse' },
  ]);
  await setDutiesSeen(ctx, admin, [{ cell, unitId: null }]);
  const { rows, problems } = await closing();
  expect(problems).toBe(0);
  await importAreas(ctx, admin, rows);
  await signDuties();
  expect(await signed()).not.toContain('500200103');
  expect((await registerChoices(ctx.db)).areas.map(({ value }) => value)).not.toContain('500200103');
  expect((await areaNames(ctx, 'zh'))['500200103']).toBe('新桥镇');
});
