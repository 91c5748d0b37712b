import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { ceremony } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import { noticeCeremony } from '~/jobs/ceremony-notice.server';
import { openIdentity } from '~/services/opening/identity-opening.server';
import { approveFor, askFor, tellFor } from '../ceremony-play';
import { actor, county, ctx, report } from './ceremony-county';

test('an ordinary ask is told to whose turn it is, without content', async () => {
  const owner = ctx.database.owner.db;
  for (const kind of ['guardians', 'custodians'] as const) {
    await owner
      .update(unit)
      .set({ dutyMail: `duty@${kind}.example` })
      .where(eq(unit.kind, kind));
  }
  const filed = await report();
  const id = await askFor(ctx, county, filed);
  await approveFor(ctx, county, id);
  const jobs = await owner.execute<{ payload: Record<string, string> }>(
    sql`select payload from outbox where kind = 'notice.ceremony' and key like ${`%${id}%`} order by id`,
  );
  expect(jobs.map(({ payload }) => payload)).toEqual([{ act: 'identity.approve' }, { act: 'identity.open' }]);
  ctx.mails.length = 0;
  for (const { payload } of jobs) await noticeCeremony(ctx, payload, { renew: async () => undefined } as never);
  expect(ctx.mails.map(({ to }) => to)).toEqual(['duty@guardians.example', 'duty@custodians.example']);
  const mail = JSON.stringify(ctx.mails);
  for (const hidden of [id, filed.caseId, filed.reportId, county.of('fire.handler').name, 'contactForFacts']) {
    expect(mail).not.toContain(hidden);
  }
});

describe('the database itself', () => {
  test('keeps one person from two parts, in one ceremony and in all of a case', async () => {
    const filed = await report();
    const id = await askFor(ctx, county, filed);
    const { db } = ctx.database.owner;
    const force = (values: Partial<typeof ceremony.$inferInsert>, which = id) =>
      db
        .update(ceremony)
        .set(values)
        .where(eq(ceremony.id, which))
        .then(
          () => 'done',
          (error: unknown) => databaseCode(error),
        );
    const [asker, guardian, custodian] = ['fire.handler', 'guardians.1', 'custodians.1'].map(
      (login) => county.of(login).memberId,
    );
    if (!asker || !guardian || !custodian) throw new Error('people');
    expect(await force({ approvedBy: asker })).toBe('23514');
    expect(await force({ approvedBy: guardian, openerId: guardian })).toBe('23514');
    expect(await force({ approvedBy: guardian, openerId: asker })).toBe('23514');
    await approveFor(ctx, county, id);
    expect(await force({ approvedBy: county.of('guardians.2').memberId })).toBe('23514');
    expect(await force({ openerId: county.of('custodians.2').memberId })).toBe('23514');
    expect(await force({ expiresOn: '2099-01-01' })).toBe('23514');
    // The custodian of the first ceremony as guardian of a second one in the same case.
    await openIdentity(ctx, actor('custodians.1'), id);
    await tellFor(ctx, county, id, { outcome: 'contacted', fields: {}, note: '' });
    const again = await askFor(ctx, county, filed);
    expect(await force({ approvedBy: custodian }, again)).toBe('23514');
    expect(await force({ askedBy: guardian }, again)).toBe('23514');
  });
});
