import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { logEntry } from '#db/schema/log';
import { employer } from '#db/schema/register';
import { creditCheck } from '~/domain/credit-code';
import { countyFile } from '~/services/county/county-file.server';
import { EMPLOYERS_AT_ONCE } from '~/services/county/county-file-employers.server';
import { checkCountyFile, importCountyFile } from '~/services/county/county-file-import.server';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const admin = county.actor('admin');

type File = { entries: Record<string, Record<string, unknown>[]> };
const codeOf = (number: number) => {
  const body = `91500000MA${String(number).padStart(7, '0')}`;
  return body + creditCheck(body);
};

it('a first register is kept in a few acts that name their employers, and what is wrong with one stops no other', async () => {
  const file = JSON.parse(await countyFile(ctx, admin)) as File;
  const area = file.entries.areas?.[0]?.code;
  const before = await ctx.db.$count(employer);
  const one = (creditCode: string, more: object = {}) => ({
    ...{ creditCode, names: { zh: `企业${creditCode}` }, sector: 'fire', area },
    regulators: [{ unit: 'fire', duty: 'trade', sectors: [] }],
    ...more,
  });
  const good = Array.from({ length: EMPLOYERS_AT_ONCE + 200 }, (_, number) => one(codeOf(number)));
  const bad = [
    one('123'),
    one(codeOf(5000), { sector: 'none' }),
    one(codeOf(5001), { regulators: [] }),
    // The same code as an earlier entry, in another writing.
    one(codeOf(7).toLowerCase()),
  ];
  file.entries.employers?.push(...good.slice(0, 50), ...bad, ...good.slice(50));
  const text = JSON.stringify(file);

  const checked = await checkCountyFile(ctx, admin, text);
  expect(checked.found).toHaveLength(good.length + bad.length);
  expect(checked.found.filter(({ wrong }) => wrong.length > 0).map(({ wrong }) => wrong)).toEqual([
    ['creditCode credit-length'],
    ['sector sector'],
    ['regulator0 noRegulator'],
    ['creditCode registered'],
  ]);
  expect(await ctx.db.$count(employer)).toBe(before);

  await importCountyFile(ctx, admin, text, checked.told);
  expect((await ctx.db.$count(employer)) - before).toBe(good.length);
  const acts = await ctx.db.select().from(logEntry).where(eq(logEntry.act, 'employer.import'));
  expect(acts).toHaveLength(2);
  const named = acts.flatMap(({ entry }) => (JSON.parse(entry) as { data: { employers: string[] } }).data.employers);
  const rows = await ctx.db.select().from(employer);
  const codes = new Map(rows.map(({ id, creditCode }) => [id, creditCode]));
  expect(named.map((id) => codes.get(id)).sort()).toEqual(good.map(({ creditCode }) => creditCode).sort());
  expect(await ctx.db.$count(logEntry, eq(logEntry.act, 'employer.create'))).toBe(0);
  const left = await checkCountyFile(ctx, admin, text);
  expect(left.found.map(({ wrong }) => wrong.length)).toEqual([1, 1, 1, 1]);
});
