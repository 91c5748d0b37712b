import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { member } from '#db/schema/staff';
import { openingForms } from '~/contract/posted/staff-forms';
import { inviteToPosts, renewAllInvitations } from '~/services/county/opening-invite.server';
import { tokenHash } from '~/services/token.server';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const admin = county.actor('admin');
const unitId = county.unitIds.fire;
/** Posts of a department: its lead, its handler. */
const person = (row: number, login: string, name = '赵同志', post = row % 2) => ({ row, unitId, post, login, name });
const members = () => ctx.db.$count(member);

test('with anything wrong nobody is invited, and the line is named', async () => {
  const before = await members();
  const told = (people: ReturnType<typeof person>[]) =>
    inviteToPosts(ctx, admin, people).then(
      () => null,
      ({ code, field, data }) => [code, field, data?.row],
    );
  expect(await told([person(0, 'new.1'), person(3, 'New 2')])).toEqual(['invalid', 'login', 3]);
  expect(await told([person(0, 'new.1'), person(4, 'new.1')])).toEqual(['alreadyDone', 'login', 4]);
  expect(await told([person(0, 'new.1'), person(5, 'fire.lead')])).toEqual(['alreadyDone', 'login', 5]);
  expect(await told([person(0, 'new.1'), person(6, 'new.3', '\u200b')])).toEqual(['invalid', 'name', 6]);
  expect(await told([person(0, 'new.1'), person(7, 'new.3', '钱同志', 9)])).toEqual(['invalid', 'unitId', 7]);
  expect(await told([])).toEqual(['invalid', 'name', 0]);
  expect(await members()).toBe(before);
});

test('each is invited with the roles of the post, an act for each, and gets a link that nobody else gets', async () => {
  const slips = await inviteToPosts(ctx, admin, [person(0, 'new.lead', '钱同志'), person(1, 'new.handler', '孙同志')]);
  expect(slips.map(({ name, roles }) => [name, roles])).toEqual([
    ['钱同志', ['lead']],
    ['孙同志', ['handler']],
  ]);
  const hashes = async () =>
    (await ctx.db.select().from(member).where(eq(member.status, 'invited'))).map(({ inviteHash }) => inviteHash);
  const own = slips.map(({ token }) => tokenHash('invite', token));
  expect((await hashes()).filter((hash) => own.includes(hash ?? ''))).toHaveLength(2);
  expect(await ctx.db.$count(logEntry, eq(logEntry.act, 'member.create'))).toBeGreaterThanOrEqual(2);
  await expect(inviteToPosts(ctx, county.actor('fire.lead'), [person(0, 'x.1')])).rejects.toMatchObject({
    code: 'notAllowed',
  });

  // A print that went wrong: everybody who has not come yet gets another link.
  const again = await renewAllInvitations(ctx, admin);
  expect(again.map(({ name }) => name)).toEqual(expect.arrayContaining(['钱同志', '孙同志']));
  expect((await hashes()).filter((hash) => own.includes(hash ?? ''))).toEqual([]);
});

test('lines without a name are left out, and lines that lack a part are refused', () => {
  const form = (fields: Record<string, string[]>) => ({
    ...{ text: (name: string) => fields[name]?.[0] ?? '', all: (name: string) => fields[name] ?? [] },
    ...{ names: () => Object.keys(fields), files: () => [] },
  });
  const { read } = openingForms.everybody;
  const rows = { name: [' ', '钱同志 '], login: ['a1', 'A2 '], unitId: ['u', 'u'], post: ['0', '1'] };
  expect(read(form(rows)).people).toEqual([{ row: 1, unitId: 'u', post: 1, login: 'a2', name: '钱同志' }]);
  expect(() => read(form({ ...rows, post: ['0'] }))).toThrow('invalid');
});
