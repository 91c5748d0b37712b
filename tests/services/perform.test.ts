import { beforeAll, expect, test } from 'vitest';
import { county } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { Refusal } from '~/domain/refusal';
import { type Performing, perform } from '~/services/perform.server';
import { type TestContext, testContext } from './test-context';

const SYSTEM = { kind: 'system', name: 'test' } as const;
let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});

const named = async (): Promise<string[]> => (await ctx.db.select().from(county)).map(({ names }) => names.en ?? '');
const entries = async () => (await ctx.db.select().from(logEntry)).map(({ entry }) => JSON.parse(entry));

/** An act that writes the county's row and is then refused by what its body returns. */
const written = (en: string, no: (p: Performing) => ReturnType<Performing['refuse']>) =>
  perform(ctx, SYSTEM, 'setup.county', 'county:only', async (p) => {
    await p.tx.insert(county).values({ names: { zh: '县', en }, hotline: '12350', salt: Buffer.alloc(16) });
    p.record({ step: en });
    return no(p);
  });

test('a refusal that is thrown leaves neither row nor log row', async () => {
  const before = (await entries()).length;
  const act = written('thrown', () => {
    throw new Refusal('conflict');
  });
  await expect(act).rejects.toMatchObject({ refusal: true, code: 'conflict' });
  expect(await named()).toEqual([]);
  expect(await entries()).toHaveLength(before);
});

test('a refusal that must stand is committed with its rows and log row, and then thrown', async () => {
  const act = written('recorded', ({ refuse }) => refuse(new Refusal('conflict', { field: 'county' })));
  await expect(act).rejects.toMatchObject({ refusal: true, code: 'conflict', field: 'county' });
  expect(await named()).toEqual(['recorded']);
  const { act: verb, data } = (await entries()).at(-1);
  expect({ verb, data }).toEqual({ verb: 'setup.county', data: { refused: 'conflict', step: 'recorded' } });
});
