import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unit } from '#db/schema/county';
import { outbox } from '#db/schema/log';
import { bilingualMail } from '~/jobs/notify.server';
import { HANDLERS } from '~/jobs/table.server';
import { type Addressee, whoIsTold } from '~/services/county/duty-address.server';
import { type JobKind, queueByClock, queueJobs } from '~/services/outbox.server';
import { perform } from '~/services/perform.server';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
const owner = () => ctx.database.owner.db;
const gives = (code: string, dutyMail: string | null) =>
  owner().update(unit).set({ dutyMail }).where(eq(unit.code, code));

const told = async (...order: Addressee[]) =>
  (await whoIsTold(ctx, ctx.db, order, 'work')).map(({ address }) => address);

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});
beforeEach(async () => {
  await owner().update(unit).set({ dutyMail: null, closedOn: null });
  ctx.mails.length = 0;
});

describe('whom to tell', () => {
  test('is the first in the order that gave an address', async () => {
    const { fire = '' } = county.unitIds;
    const order = [{ unitId: fire }, { aboveUnitId: fire }, { kind: 'intake' }] as const;
    expect(await told(...order)).toEqual([]);
    await owner().update(unit).set({ dutyMail: 'intake@county.example' }).where(eq(unit.kind, 'intake'));
    expect(await told(...order)).toEqual(['intake@county.example']);
    const [own] = await ctx.db.select().from(unit).where(eq(unit.id, fire));
    await owner()
      .update(unit)
      .set({ dutyMail: 'above@county.example' })
      .where(eq(unit.id, own?.parentUnitId ?? ''));
    expect(await told(...order)).toEqual(['above@county.example']);
    await gives(own?.code ?? '', 'fire@county.example');
    expect(await told(...order)).toEqual(['fire@county.example']);
    await owner().update(unit).set({ closedOn: '2025-09-01' }).where(eq(unit.id, fire));
    expect(await told(...order)).toEqual(['above@county.example']);
  });

  test('follows from who may do the act', async () => {
    for (const one of await ctx.db.select().from(unit)) await gives(one.code, `${one.kind}@county.example`);
    expect(await told({ mayDo: 'identity.approve' })).toEqual(['guardians@county.example']);
    expect(await told({ mayDo: 'identity.open' })).toEqual(['custodians@county.example']);
    expect(await told({ mayDo: 'payee.giveSample' })).toEqual(['finance@county.example']);
    expect(await told({ mayDo: 'oversight.read' })).toEqual(['committee@county.example']);
  });
});

describe('a mail', () => {
  test('is in every language at once, each with its own link', () => {
    const words = {
      zh: { subject: '提醒', text: (late: number) => `逾期 ${late} 件。` },
      en: { subject: 'Reminder', text: (late: number) => `${late} late.` },
    };
    expect(bilingualMail('https://county.example', words, 'queue', [3])).toEqual({
      subject: '提醒 / Reminder',
      text: '逾期 3 件。\nhttps://county.example/zh/staff/queue\n\n3 late.\nhttps://county.example/en/staff/queue\n',
    });
  });

  test('goes out for every kind of notice, and repeats nothing of what the job names', async () => {
    for (const one of await ctx.db.select().from(unit)) await gives(one.code, `${one.kind}@county.example`);
    const payload = { caseId: 'marker', ceremonyId: 'marker', step: 'marker', act: 'identity.approve', what: 'used' };
    const kinds = (Object.keys(HANDLERS) as JobKind[]).filter((kind) => kind.startsWith('notice.'));
    expect(kinds.length).toBeGreaterThan(2);
    for (const kind of [...kinds, 'alert.emergency'] as const) await HANDLERS[kind](ctx, payload, 'marker');
    expect(ctx.mails).toHaveLength(kinds.length + 1);
    expect(JSON.stringify(ctx.mails)).not.toMatch(/marker|identity\.|undefined|null/);
  });

  test('is not sent where nobody gave an address, which the log says', async () => {
    await HANDLERS['notice.stamp'](ctx, {}, 'key');
    expect(ctx.mails).toEqual([]);
    expect(ctx.logged.map(({ event }) => event)).toContain('notice.noAddress');
  });
});

describe('the outbox', () => {
  const count = (key: string) => ctx.db.$count(outbox, eq(outbox.key, key));

  test('takes one job of a key, whoever queues it, and an undone act leaves none', async () => {
    const job = { kind: 'notice.stamp', key: 'once', payload: {} } as const;
    expect(await queueByClock(ctx, [job, { ...job, key: 'another' }])).toBe(2);
    expect(await queueByClock(ctx, [job])).toBe(0);
    expect(await queueJobs(ctx.db, [])).toBe(0);
    expect(await count('once')).toBe(1);
    const system = { kind: 'system', name: 'test' } as const;
    const undone = perform(ctx, system, 'ceremony.expire', null, async ({ tx, enqueue }) => {
      await enqueue({ ...job, key: 'undone' }, { ...job, key: 'undone too' });
      await tx.execute(sql`select 1 / 0`);
    });
    await expect(undone).rejects.toThrow();
    expect(await count('undone')).toBe(0);
  });

  /** Files of the program and the demo that hold the pattern. */
  const holding = (pattern: RegExp) =>
    ['app', 'db']
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
      .filter((file) => /\.tsx?$/.test(file) && pattern.test(readFileSync(file, 'utf8')))
      .sort();

  test('is written by one file and worked off by one', () => {
    expect(holding(/import \{[^}]*\boutbox\b[^}]*\} from '#db\/schema\/log'/)).toEqual([
      'app/services/job-lease.server.ts',
      // Counts what waits.
      'app/services/log/site-health.server.ts',
      'app/services/outbox.server.ts',
    ]);
    expect(holding(/\boutbox\)?\s*\.values|insert\(\s*(?:\w+\.)?outbox|insert\s+into\s+"?outbox/i)).toEqual([
      'app/services/outbox.server.ts',
    ]);
    expect(holding(/import \* as \w+ from '#db\/schema/)).toEqual([]);
  });

  test('is read for messages by one file, which words them, and one look-up says to whom', () => {
    expect(holding(/\bmail\.send\(|webhook\.send\(/)).toEqual(['app/jobs/notify.server.ts']);
    expect(holding(/\bdutyMail\b/).filter((file) => file.startsWith('app/'))).toEqual([
      'app/services/county/duty-address.server.ts',
      'app/services/county/setup.server.ts',
    ]);
  });
});
