import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { handOver } from '#db/schema/hand-over';
import { hazard, hazardFile } from '#db/schema/hazard';
import { employer, signboard } from '#db/schema/register';
import { openHazards } from '~/browser/case/hazard-workspace';
import { sealHazard } from '~/contract/sealed/hazard';
import { sealHazardFile } from '~/contract/sealed/hazard-file';
import { toBase64 } from '~/envelope/bytes';
import { newSigningKey } from '~/envelope/signing';
import { enterHazard, takeHazards } from '~/services/case/hazard.server';
import {
  boardsOfUnit,
  hazardFileBytes,
  hazardForPage,
  hazardLedger,
  hazardRows,
} from '~/services/case/hazard-page.server';
import { keyringOf } from '../case-workspace';
import { actor, ctx, refusal, who } from './case-county';
import { hazardsOf } from './hazard-play';

const DAY = 86_400_000;
const play = () => hazardsOf(ctx);
const rowOf = async (id: string) => (await ctx.db.select().from(hazard).where(eq(hazard.id, id)))[0];

describe('the rectification ledger', () => {
  let ids: string[];

  beforeAll(async () => {
    ids = [];
    for (let n = 0; n < 6; n += 1) {
      const by = who(n % 2 ? 'fire.lead' : 'fire.handler');
      const grade = n === 0 ? 'none' : n === 1 ? 'major' : 'general';
      ids.push(await play().enter(by, `第${n}厂`, grade, n === 2 ? '2025-09-15' : '2025-10-15'));
    }
  });

  it('tells a thief of the database nothing of an entry that waits for the night but that something does', async () => {
    const waiting = await ctx.db.select().from(handOver).where(eq(handOver.kind, 'hazard'));
    expect(waiting).toHaveLength(6);
    // A check that found nothing and a major hazard have one size.
    expect(new Set(waiting.map(({ bytes }) => bytes.length)).size).toBe(1);
    expect(await ctx.db.select().from(hazard)).toEqual([]);
    const page = await hazardLedger(ctx, actor('fire.handler'), {});
    expect(page).toMatchObject({ waiting: 6, rows: [] });
    expect((await hazardLedger(ctx, actor('emergency.handler'), {})).waiting).toBe(0);
  });

  it('enters a day’s checks at night, in a random order, with a log that names none of them', async () => {
    await takeHazards(ctx);
    expect(await ctx.db.select().from(hazard)).toEqual([]);
    ctx.advance(DAY);
    const taken = await Promise.all([takeHazards(ctx), takeHazards(ctx)]);
    expect(taken[0] + taken[1]).toBe(6);
    const rows = await ctx.db.select().from(hazard).orderBy(hazard.order);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));
    expect(new Set(rows.map(({ bytes }) => bytes.length)).size).toBe(1);
    expect(rows.find(({ id }) => id === ids[0])).toMatchObject({ grade: 'none', state: 'struckOff', dueOn: null });
    const log = await ctx.db.execute<{ entry: string }>(sql`select entry from log_entry where act like 'hazard.%'`);
    for (const id of ids) expect(log.every(({ entry }) => !entry.includes(id))).toBe(true);
  });

  it('has no column that leads to a case, tells where a hazard was learned of, or says a day of an act', () => {
    const columns = Object.keys(hazard).join(' ');
    expect(columns).not.toMatch(/case|report|source|channel|author|member|enteredOn|struckOffOn|sector|town/i);
    expect(Object.keys(hazardFile).join(' ')).not.toMatch(/case|report|member|on$/i);
  });

  it('is read by the own unit’s officers alone, and opens in their browsers alone', async () => {
    const opened = await play().ledger(who('fire.handler'));
    expect(opened.map(({ said }) => said?.entry.employer).sort()).toEqual([0, 1, 2, 3, 4, 5].map((n) => `第${n}厂`));
    expect(opened.every(({ said }) => said?.steps[0]?.act === 'enter')).toBe(true);
    expect(await play().ledger(who('emergency.handler'))).toEqual([]);
    for (const login of ['committee.1', 'admin', 'finance.1', 'guardians.1']) {
      await expect(hazardLedger(ctx, actor(login), {})).rejects.toEqual(refusal('notAllowed'));
    }
    await expect(hazardForPage(ctx, actor('emergency.lead'), ids[1] ?? '')).rejects.toEqual(refusal('notFound'));
    // Whoever gets the rows, but has no key of the unit, reads nothing.
    const page = await hazardLedger(ctx, actor('fire.handler'), {});
    const stranger = keyringOf(who('emergency.handler'));
    const blind = await openHazards(page.rows, { ...page, grants: [] }, stranger);
    expect(blind.every(({ said }) => said === null)).toBe(true);
  });

  it('shows no entry that somebody else wrote to the unit’s public key, nor one put in another’s place', async () => {
    const page = await hazardLedger(ctx, actor('fire.handler'), {});
    const [one, two] = page.rows;
    if (!one || !two) throw new Error('no rows');
    const keyring = keyringOf(who('fire.handler'));
    const { said } = (await openHazards([one], page, keyring))[0] ?? {};
    const key = page.rows[0]?.unitKeyId ?? '';
    const recipient = who('fire.handler') && (await unitRecipient(key));
    const forger = { memberId: who('fire.handler').memberId, signingSeed: newSigningKey().seed };
    const forged = await sealHazard({ hazardId: one.hazardId, version: 1 }, said ?? never(), forger, recipient);
    const put = [
      { ...one, bytes: toBase64(forged) },
      { ...one, bytes: two.bytes },
      { ...one, version: 2 },
    ];
    expect((await openHazards(put, page, keyring)).map((row) => row.said)).toEqual([null, null, null]);
  });

  it('is filtered by state, grade and lateness, and paged by number', async () => {
    const found = async (filter: Parameters<typeof hazardRows>[2]) =>
      (await hazardRows(ctx, actor('fire.lead'), filter)).rows.map(({ hazardId }) => hazardId);
    expect(await found({ state: 'late' })).toEqual([ids[2]]);
    expect(await found({ grade: 'major' })).toEqual([ids[1]]);
    expect(await found({ state: 'struckOff' })).toEqual([ids[0]]);
    const all = await hazardRows(ctx, actor('fire.lead'), {});
    const third = all.rows[2]?.order ?? 0;
    expect(await found({ after: third })).toEqual(all.rows.slice(3).map(({ hazardId }) => hazardId));
    const page = await hazardLedger(ctx, actor('fire.lead'), {});
    expect(page.counts).toEqual({ open: 5, late: 1, major: 1, supervised: 0 });
  });

  it('goes from limit to extension, reinspection and striking off by two people, each step signed and in it', async () => {
    const id = ids[1] ?? '';
    const [handler, lead] = [who('fire.handler'), who('fire.lead')];
    await play().step(lead, id, { type: 'supervise' }, { words: { text: '安委办挂牌〔2025〕3号' } });
    await expect(play().step(handler, id, { type: 'extend', dueOn: '2025-11-30' })).rejects.toEqual(
      refusal('notAllowed'),
    );
    await play().step(
      lead,
      id,
      { type: 'extend', dueOn: '2025-11-30' },
      { words: { text: '雨季', dueOn: '2025-11-30' } },
    );
    expect(await rowOf(id)).toMatchObject({ dueOn: '2025-11-30', supervised: true, version: 3 });
    await play().step(
      handler,
      id,
      { type: 'reinspect', passed: false },
      { words: { text: '还没有搬完', passed: false } },
    );
    await expect(play().step(lead, id, { type: 'strikeOff' })).rejects.toEqual(refusal('stageForbids'));
    await play().step(handler, id, { type: 'reinspect', passed: true }, { words: { text: '已畅通', passed: true } });
    await expect(play().step(handler, id, { type: 'strikeOff' })).rejects.toEqual(refusal('samePerson'));
    await play().step(lead, id, { type: 'strikeOff' }, { words: { text: '同意销号' } });
    expect(await rowOf(id)).toMatchObject({ state: 'struckOff', reinspectedBy: null, struckOffIn: '2025-09' });
    const opened = (await play().ledger(handler)).find(({ hazardId }) => hazardId === id);
    expect(opened?.said?.entry.dueOn).toBe('2025-11-30');
    expect(opened?.said?.steps.map(({ act, memberId }) => [act, memberId])).toEqual([
      ['enter', lead.memberId],
      ['supervise', lead.memberId],
      ['extend', lead.memberId],
      ['reinspect', handler.memberId],
      ['reinspect', handler.memberId],
      ['strikeOff', lead.memberId],
    ]);
    await expect(play().step(lead, id, { type: 'amend', grade: 'major' })).rejects.toEqual(refusal('stageForbids'));
  });

  it('lets one of two officers win who write at once, and tells the other', async () => {
    const id = ids[3] ?? '';
    const seen = (await play().ledger(who('fire.handler'))).find(({ hazardId }) => hazardId === id);
    const amend = { type: 'amend', grade: 'general' } as const;
    await play().step(who('fire.lead'), id, amend);
    await expect(play().step(who('fire.handler'), id, amend, seen ? { on: seen } : {})).rejects.toEqual(
      refusal('conflict', 'version'),
    );
  });

  it('keeps evidence sealed to a key in the entry, for the own unit', async () => {
    const id = ids[3] ?? '';
    const { sealed } = await sealHazardFile(id, new TextEncoder().encode('整改后照片'));
    await play().step(who('fire.handler'), id, { type: 'amend', grade: 'general' }, { file: sealed });
    const [kept] = await ctx.db.select().from(hazardFile).where(eq(hazardFile.hazardId, id));
    expect(await hazardFileBytes(ctx, actor('fire.lead'), kept?.id ?? '')).toBe(toBase64(sealed));
    await expect(hazardFileBytes(ctx, actor('emergency.lead'), kept?.id ?? '')).rejects.toEqual(refusal('notFound'));
  });

  it('is handed on to the unit that answers for it now, which then reads it alone', async () => {
    const id = ids[4] ?? '';
    await play().handOn(who('fire.lead'), id, who('emergency.lead').actor.unitId);
    const there = (await play().ledger(who('emergency.handler'))).find(({ hazardId }) => hazardId === id);
    expect(there?.said).toMatchObject({ entry: { employer: '第4厂' }, steps: [{ act: 'enter' }, { act: 'handOn' }] });
    expect((await play().ledger(who('fire.lead'))).some(({ hazardId }) => hazardId === id)).toBe(false);
  });

  it('takes nothing in the clear, nothing sealed to another key, and no hazard without a limit', async () => {
    const lead = actor('fire.lead');
    const key = (await rowOf(ids[3] ?? ''))?.unitKeyId ?? '';
    const { sealed: bytes } = await sealHazardFile('x', new Uint8Array(9));
    const given = {
      hazardId: crypto.randomUUID(),
      unitKeyId: key,
      bytes,
      grade: 'general',
      dueOn: '2025-10-01',
    } as const;
    await expect(
      enterHazard(ctx, lead, { ...given, bytes: new TextEncoder().encode('明文'.repeat(99)) }),
    ).rejects.toEqual(refusal('invalid', 'bytes'));
    await expect(enterHazard(ctx, lead, { ...given, dueOn: null })).rejects.toEqual(refusal('invalid', 'dueOn'));
    await expect(enterHazard(ctx, lead, { ...given, unitKeyId: crypto.randomUUID() })).rejects.toEqual(
      refusal('conflict'),
    );
    await expect(enterHazard(ctx, actor('intake.1'), given)).rejects.toEqual(refusal('notAllowed'));
  });

  it('holds in the database, too, that nothing is struck off unseen, struck off twice, or deleted', async () => {
    const strike = sql`update hazard set state = 'struckOff', struck_off_in = '2025-09', version = version + 1 where id = ${ids[5]}`;
    await expect(ctx.db.execute(strike)).rejects.toThrow();
    await expect(ctx.db.execute(sql`update hazard set due_on = '2026-01-01' where id = ${ids[5]}`)).rejects.toThrow();
    await expect(ctx.db.execute(sql`delete from hazard`)).rejects.toThrow();
    await expect(ctx.db.execute(sql`delete from hazard_file`)).rejects.toThrow();
  });

  it('knows the boards of the unit’s sites, and who stands on them for government and regulator', async () => {
    const regulators = [{ unitId: who('fire.lead').actor.unitId, duty: 'trade' as const, sectors: [] }];
    const at = { areaCode: '500200101', regulators };
    const employerId = crypto.randomUUID();
    const names = { zh: '样例木器厂' };
    await ctx.db
      .insert(employer)
      .values({ id: employerId, names, creditCode: '91500200MA00000000', sector: 'fire', ...at });
    const person = (role: 'employer' | 'regulator' | 'area', name: string) => ({ role, name, post: '', phone: '' });
    const persons = [person('employer', '厂长'), person('regulator', '张三'), person('area', '李四')];
    const board = { code: 'AL77', site: names, employerId, risks: [], hotline: '12350', persons, ...at };
    await ctx.db.insert(signboard).values(board);
    expect(await boardsOfUnit(ctx, actor('fire.lead'))).toEqual([{ code: 'AL77', owners: ['张三', '李四'] }]);
    expect(await boardsOfUnit(ctx, actor('emergency.lead'))).toEqual([]);
    expect(await boardsOfUnit(ctx, actor('zhenxi.lead'))).toHaveLength(1);
  });
});

async function unitRecipient(id: string): Promise<string> {
  const [row] = await ctx.db.execute<{ recipient: string }>(sql`select recipient from unit_key where id = ${id}`);
  return row?.recipient ?? '';
}

const never = (): never => {
  throw new Error('nothing opened');
};
