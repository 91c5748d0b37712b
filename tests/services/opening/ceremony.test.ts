import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ceremony, ceremonyShare } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { readWords } from '~/browser/opening/ceremony-asker';
import { readOutcome } from '~/browser/opening/identity-workspace';
import { alertEmergency } from '~/jobs/emergency-alert.server';
import { accessRecord } from '~/services/opening/access-record.server';
import { approveCeremony, refuseCeremony } from '~/services/opening/ceremony.server';
import { expireCeremonies } from '~/services/opening/ceremony-expiry.server';
import { ceremonyLists } from '~/services/opening/ceremony-page.server';
import { openIdentity } from '~/services/opening/identity-opening.server';
import { identityPage } from '~/services/opening/identity-page.server';
import { approval, approveFor, askFor, openFor, pageFor, tellFor, workspaceOf } from '../ceremony-play';
import { actor, county, ctx, PERSON, report } from './ceremony-county';

const refusal = (code: string, field?: string) =>
  expect.objectContaining({ refusal: true, code, ...(field && { field }) });

const rowOf = async (id: string) => {
  const [row] = await ctx.db.select().from(ceremony).where(eq(ceremony.id, id));
  if (!row) throw new Error('no ceremony');
  return row;
};

describe('opening who reported', () => {
  test('goes from handler to guardian to custodian, who releases the phone only; all of it on record', async () => {
    const filed = await report();
    const words = 'ZqWhyWordsMarker 请联系举报人';
    const id = await askFor(ctx, county, filed, { fields: ['phone', 'name'], words });
    const asGuardian = await pageFor(ctx, county.of('guardians.1'), id);
    expect(
      await readWords(asGuardian.facts, asGuardian.words ?? '', await workspaceOf(ctx, county.of('guardians.1'))),
    ).toBe(words);
    expect(asGuardian.approve?.openers.map(({ memberId }) => memberId).sort()).toEqual(
      [county.of('custodians.1').memberId, county.of('custodians.2').memberId].sort(),
    );
    // The signed list names every unit, but nothing else of the case may be visible.
    expect(JSON.stringify({ ...asGuardian, directory: null })).not.toMatch(/narrative|hazard|通道/);
    await approveFor(ctx, county, id);
    expect(await openFor(ctx, county, id)).toEqual(PERSON);
    await tellFor(ctx, county, id, { outcome: 'released', fields: { phone: PERSON.phone }, note: '已核对' });

    const handler = county.of('fire.handler');
    const page = await identityPage(ctx, handler.actor, filed.caseId);
    const told = page.asks[0]?.told;
    if (!told) throw new Error('nothing told');
    expect(await readOutcome(told, await workspaceOf(ctx, handler))).toEqual({
      fields: { phone: PERSON.phone },
      note: '已核对',
    });
    expect(await accessRecord(ctx.db, filed.reportId)).toMatchObject([
      { act: 'asked', kind: 'identity', reason: 'contactForFacts', purpose: 'fields', fields: ['phone', 'name'] },
      { act: 'approved', unit: { en: 'Guardians' } },
      { act: 'opened', outcome: 'released', fields: ['phone'], unit: { en: 'Custodians' } },
    ]);
    const log = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `ceremony:${id}`));
    // Rows of the log have no order of their own until they are linked.
    const acts = log.map(({ act }) => act).filter((act) => act !== 'ceremony.read');
    expect(acts.sort()).toEqual(['identity.approve', 'identity.ask', 'identity.open', 'identity.open']);
    const kept = JSON.stringify([log, await ctx.database.owner.db.execute(sql`select c::text from ceremony c`)]);
    for (const marker of [words.slice(0, 16), PERSON.name, PERSON.phone]) {
      expect(kept).not.toContain(marker);
      expect(kept).not.toContain(Buffer.from(marker).toString('hex'));
    }
    // Released shares are removed once they have served.
    expect(await ctx.db.select().from(ceremonyShare).where(eq(ceremonyShare.ceremonyId, id))).toEqual([]);
    await expect(openIdentity(ctx, actor('custodians.1'), id)).rejects.toEqual(refusal('alreadyDone'));
  });

  test('the opening is on record before the custodian gets anything, and comes again until told', async () => {
    const filed = await report();
    const id = await askFor(ctx, county, filed, { purpose: 'contact' });
    await expect(openIdentity(ctx, actor('custodians.1'), id)).rejects.toEqual(refusal('stageForbids'));
    await approveFor(ctx, county, id);
    await openFor(ctx, county, id);
    expect((await accessRecord(ctx.db, filed.reportId)).map(({ act }) => act)).toEqual(['asked', 'approved', 'opened']);
    expect(await openFor(ctx, county, id)).toEqual(PERSON);
    // For a call no field may be released.
    const released = { outcome: 'released', fields: { phone: PERSON.phone }, note: '' } as const;
    await expect(tellFor(ctx, county, id, released)).rejects.toEqual(refusal('invalid', 'outcome'));
    await tellFor(ctx, county, id, { outcome: 'notReached', fields: {}, note: '两次无人接听' });
    expect((await rowOf(id)).outcome).toBe('notReached');
  });

  test('each in the own part only, and nobody outside it sees it', async () => {
    const filed = await report();
    const id = await askFor(ctx, county, filed);
    await expect(askFor(ctx, county, filed)).rejects.toEqual(refusal('alreadyDone'));
    for (const login of ['custodians.2', 'fire.lead', 'finance.1', 'auditor']) {
      await expect(pageFor(ctx, county.of(login), id)).rejects.toEqual(refusal('notFound'));
    }
    for (const login of ['fire.handler', 'admin', 'committee.1', 'intake.2']) {
      await expect(pageFor(ctx, county.of(login), id)).rejects.toEqual(refusal('notAllowed'));
    }
    await expect(identityPage(ctx, actor('emergency.handler'), filed.caseId)).rejects.toEqual(refusal('notFound'));
    await expect(refuseCeremony(ctx, actor('custodians.1'), id)).rejects.toEqual(refusal('notAllowed'));
    await approveFor(ctx, county, id);
    await expect(openIdentity(ctx, actor('custodians.2'), id)).rejects.toEqual(refusal('notAllowed'));
    const mine = await ceremonyLists(ctx, actor('custodians.1'));
    expect(mine.waiting.map((item) => item.id)).toContain(id);
    expect((await ceremonyLists(ctx, actor('custodians.2'))).waiting.map((item) => item.id)).not.toContain(id);
  });

  test('an approval that was replayed, changed or made for somebody else is refused', async () => {
    const [first, second] = [await report(), await report()];
    const ids = [await askFor(ctx, county, first), await askFor(ctx, county, second)] as const;
    const custodian = county.of('custodians.1').memberId;
    const guardian = county.of('guardians.1');
    const [one, other] = [
      await approval(ctx, guardian, ids[0], custodian),
      await approval(ctx, guardian, ids[1], custodian),
    ];
    const attempts = [
      other,
      { ...one, approval: other.approval },
      { ...one, shares: one.shares.map((share, i) => ({ ...share, bytes: other.shares[i]?.bytes ?? share.bytes })) },
      { ...one, openerId: county.of('custodians.2').memberId },
    ];
    for (const attempt of attempts) {
      await expect(approveCeremony(ctx, guardian.actor, ids[0], attempt)).rejects.toEqual(refusal('invalid'));
    }
    await expect(approveCeremony(ctx, actor('guardians.2'), ids[0], one)).rejects.toEqual(refusal('invalid'));
    await expect(approveCeremony(ctx, guardian.actor, ids[0], { ...one, expiresOn: '2099-01-01' })).rejects.toEqual(
      refusal('conflict'),
    );
    await approveCeremony(ctx, guardian.actor, ids[0], one);
    await expect(approveCeremony(ctx, guardian.actor, ids[0], one)).rejects.toEqual(refusal('alreadyDone'));
  });

  test('asks and approvals end with their last day', async () => {
    const [asked, approved, opened] = [await report(), await report(), await report()];
    const a = await askFor(ctx, county, asked);
    const b = await askFor(ctx, county, approved);
    const c = await askFor(ctx, county, opened);
    await approveFor(ctx, county, b);
    await approveFor(ctx, county, c);
    await openIdentity(ctx, actor('custodians.1'), c);
    const before = ctx.now();
    ctx.advance(4 * 86_400_000);
    await expect(openIdentity(ctx, actor('custodians.1'), b)).rejects.toEqual(refusal('expired'));
    await expireCeremonies(ctx);
    expect([(await rowOf(a)).state, (await rowOf(b)).state, (await rowOf(c)).state]).toEqual([
      'asked',
      'expired',
      'opened',
    ]);
    expect(await ctx.db.select().from(ceremonyShare).where(eq(ceremonyShare.ceremonyId, b))).toEqual([]);
    expect(await ctx.db.select().from(ceremonyShare).where(eq(ceremonyShare.ceremonyId, c))).toEqual([]);
    expect((await accessRecord(ctx.db, approved.reportId)).at(-1)).toMatchObject({
      act: 'expired',
      on: '2025-09-19',
    });
    ctx.advance(7 * 86_400_000);
    await expect(approveFor(ctx, county, a)).rejects.toThrow();
    await expireCeremonies(ctx);
    expect((await rowOf(a)).state).toBe('expired');
    ctx.setNow(new Date(before).toISOString());
  });

  test('a refusal is told, and ends it', async () => {
    const filed = await report();
    const id = await askFor(ctx, county, filed);
    await refuseCeremony(ctx, actor('guardians.2'), id);
    expect((await accessRecord(ctx.db, filed.reportId)).map(({ act }) => act)).toEqual(['asked', 'refused']);
    await expect(approveFor(ctx, county, id)).rejects.toThrow();
  });

  test('an emergency is told to the supervisors at once, without content, and lasts a day', async () => {
    await ctx.database.owner.db
      .update(unit)
      .set({ dutyMail: 'duty@committee.example' })
      .where(eq(unit.kind, 'committee'));
    const filed = await report();
    const id = await askFor(ctx, county, filed, { reason: 'dangerToLife', purpose: 'contact' });
    const jobs = await ctx.database.owner.db.execute<{ kind: string; payload: Record<string, string> }>(
      sql`select kind, payload from outbox where kind = 'alert.emergency'`,
    );
    expect(jobs.map(({ payload }) => payload)).toEqual([{ ceremonyId: id, step: 'ask' }]);
    ctx.mails.length = 0;
    await alertEmergency(ctx, { ceremonyId: id, step: 'ask' }, { renew: async () => undefined } as never);
    expect(ctx.mails.map(({ to }) => to)).toEqual(['duty@committee.example']);
    const mail = JSON.stringify(ctx.mails);
    for (const hidden of [id, filed.caseId, filed.reportId, county.of('fire.handler').name, PERSON.name]) {
      expect(mail).not.toContain(hidden);
    }
    expect((await accessRecord(ctx.db, filed.reportId))[0]).toMatchObject({
      emergency: true,
      reason: 'dangerToLife',
    });
    await approveFor(ctx, county, id);
    expect((await rowOf(id)).expiresOn).toBe('2025-09-16');
  });
});
