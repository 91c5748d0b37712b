import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { ceremony, ceremonyShare } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { readWords } from '~/browser/opening/ceremony-asker';
import { readOutcome } from '~/browser/opening/identity-desk';
import { noticeCeremony } from '~/jobs/ceremony-notice.server';
import { alertEmergency } from '~/jobs/emergency-alert.server';
import { accessRecord } from '~/services/opening/access-record.server';
import { approveCeremony, openIdentity, refuseCeremony } from '~/services/opening/ceremony.server';
import { expireCeremonies } from '~/services/opening/ceremony-expiry.server';
import { ceremonyLists } from '~/services/opening/ceremony-page.server';
import { identityPage } from '~/services/opening/identity-page.server';
import { reportFire } from '../case-desk';
import { approval, approveFor, askFor, deskOf, openFor, pageFor, tellFor } from '../ceremony-play';
import type { County } from '../fixtures';
import { playedHouse } from '../played-house';
import { enterRules } from '../reward-play';
import type { TestHouse } from '../test-house';

const PERSON = { name: 'ZqReporterName11', phone: '13812345678', idNumber: '' };

let house: TestHouse;
let county: County;
const actor = (login: string) => county.actor(login);
const refusal = (code: string, field?: string) =>
  expect.objectContaining({ refusal: true, code, ...(field && { field }) });
const report = () => reportFire(house, { anonymity: 'named', identity: PERSON, consent: true });

beforeAll(async () => {
  ({ house, county } = await playedHouse());
  await enterRules(house);
});

const rowOf = async (id: string) => {
  const [row] = await house.db.select().from(ceremony).where(eq(ceremony.id, id));
  if (!row) throw new Error('no ceremony');
  return row;
};

describe('opening who reported', () => {
  test('goes from handler to guardian to custodian, who releases the phone only; all of it on record', async () => {
    const filed = await report();
    const words = 'ZqWhyWordsMarker 请联系举报人';
    const id = await askFor(house, county, filed, { fields: ['phone', 'name'], words });
    const asGuardian = await pageFor(house, county.of('guardians.1'), id);
    expect(
      await readWords(asGuardian.facts, asGuardian.words ?? '', await deskOf(house, county.of('guardians.1'))),
    ).toBe(words);
    expect(asGuardian.approve?.openers.map(({ memberId }) => memberId).sort()).toEqual(
      [county.of('custodians.1').memberId, county.of('custodians.2').memberId].sort(),
    );
    // The signed list names every unit; nothing else of the case may be in sight.
    expect(JSON.stringify({ ...asGuardian, directory: null })).not.toMatch(/narrative|hazard|通道/);
    await approveFor(house, county, id);
    expect(await openFor(house, county, id)).toEqual(PERSON);
    await tellFor(house, county, id, { outcome: 'released', fields: { phone: PERSON.phone }, note: '已核对' });

    const handler = county.of('fire.handler');
    const page = await identityPage(house, handler.actor, filed.caseId);
    const told = page.asks[0]?.told;
    if (!told) throw new Error('nothing told');
    expect(await readOutcome(told, await deskOf(house, handler))).toEqual({
      fields: { phone: PERSON.phone },
      note: '已核对',
    });
    expect(await accessRecord(house.db, filed.reportId)).toMatchObject([
      { act: 'asked', kind: 'identity', reason: 'contactForFacts', purpose: 'fields', fields: ['phone', 'name'] },
      { act: 'approved', unit: { en: 'Guardians' } },
      { act: 'opened', outcome: 'released', fields: ['phone'], unit: { en: 'Custodians' } },
    ]);
    const log = await house.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `ceremony:${id}`));
    // Rows of the log have no order of their own until they are linked.
    const acts = log.map(({ act }) => act).filter((act) => act !== 'ceremony.read');
    expect(acts.sort()).toEqual(['identity.approve', 'identity.ask', 'identity.open', 'identity.open']);
    const kept = JSON.stringify([log, await house.database.owner.db.execute(sql`select c::text from ceremony c`)]);
    for (const marker of [words.slice(0, 16), PERSON.name, PERSON.phone]) {
      expect(kept).not.toContain(marker);
      expect(kept).not.toContain(Buffer.from(marker).toString('hex'));
    }
    // Consents are gone once they have served.
    expect(await house.db.select().from(ceremonyShare).where(eq(ceremonyShare.ceremonyId, id))).toEqual([]);
    await expect(openIdentity(house, actor('custodians.1'), id)).rejects.toEqual(refusal('alreadyDone'));
  });

  test('the opening is on record before the custodian gets anything, and comes again until told', async () => {
    const filed = await report();
    const id = await askFor(house, county, filed, { purpose: 'contact' });
    await expect(openIdentity(house, actor('custodians.1'), id)).rejects.toEqual(refusal('stageForbids'));
    await approveFor(house, county, id);
    await openFor(house, county, id);
    expect((await accessRecord(house.db, filed.reportId)).map(({ act }) => act)).toEqual([
      'asked',
      'approved',
      'opened',
    ]);
    expect(await openFor(house, county, id)).toEqual(PERSON);
    // For a call nothing may be released.
    const released = { outcome: 'released', fields: { phone: PERSON.phone }, note: '' } as const;
    await expect(tellFor(house, county, id, released)).rejects.toEqual(refusal('invalid', 'outcome'));
    await tellFor(house, county, id, { outcome: 'notReached', fields: {}, note: '两次无人接听' });
    expect((await rowOf(id)).outcome).toBe('notReached');
  });

  test('each in the own part only, and nobody outside it sees it', async () => {
    const filed = await report();
    const id = await askFor(house, county, filed);
    await expect(askFor(house, county, filed)).rejects.toEqual(refusal('alreadyDone'));
    for (const login of ['custodians.2', 'fire.lead', 'finance.1', 'auditor']) {
      await expect(pageFor(house, county.of(login), id)).rejects.toEqual(refusal('notFound'));
    }
    for (const login of ['fire.handler', 'admin', 'committee.1', 'intake.2']) {
      await expect(pageFor(house, county.of(login), id)).rejects.toEqual(refusal('notAllowed'));
    }
    await expect(identityPage(house, actor('emergency.handler'), filed.caseId)).rejects.toEqual(refusal('notFound'));
    await expect(refuseCeremony(house, actor('custodians.1'), id)).rejects.toEqual(refusal('notAllowed'));
    await approveFor(house, county, id);
    await expect(openIdentity(house, actor('custodians.2'), id)).rejects.toEqual(refusal('notAllowed'));
    const mine = await ceremonyLists(house, actor('custodians.1'));
    expect(mine.waiting.map((item) => item.id)).toContain(id);
    expect((await ceremonyLists(house, actor('custodians.2'))).waiting.map((item) => item.id)).not.toContain(id);
  });

  test('an approval that was replayed, changed or made for somebody else is refused', async () => {
    const [first, second] = [await report(), await report()];
    const ids = [await askFor(house, county, first), await askFor(house, county, second)] as const;
    const custodian = county.of('custodians.1').memberId;
    const guardian = county.of('guardians.1');
    const [one, other] = [
      await approval(house, guardian, ids[0], custodian),
      await approval(house, guardian, ids[1], custodian),
    ];
    const attempts = [
      other,
      { ...one, approval: other.approval },
      { ...one, shares: one.shares.map((share, i) => ({ ...share, bytes: other.shares[i]?.bytes ?? share.bytes })) },
      { ...one, openerId: county.of('custodians.2').memberId },
    ];
    for (const attempt of attempts) {
      await expect(approveCeremony(house, guardian.actor, ids[0], attempt)).rejects.toEqual(refusal('invalid'));
    }
    await expect(approveCeremony(house, actor('guardians.2'), ids[0], one)).rejects.toEqual(refusal('invalid'));
    await expect(approveCeremony(house, guardian.actor, ids[0], { ...one, expiresOn: '2099-01-01' })).rejects.toEqual(
      refusal('conflict'),
    );
    await approveCeremony(house, guardian.actor, ids[0], one);
    await expect(approveCeremony(house, guardian.actor, ids[0], one)).rejects.toEqual(refusal('alreadyDone'));
  });

  test('asks and approvals end with their last day', async () => {
    const [asked, approved, opened] = [await report(), await report(), await report()];
    const a = await askFor(house, county, asked);
    const b = await askFor(house, county, approved);
    const c = await askFor(house, county, opened);
    await approveFor(house, county, b);
    await approveFor(house, county, c);
    await openIdentity(house, actor('custodians.1'), c);
    const before = house.now();
    house.advance(4 * 86_400_000);
    await expect(openIdentity(house, actor('custodians.1'), b)).rejects.toEqual(refusal('expired'));
    await expireCeremonies(house);
    expect([(await rowOf(a)).state, (await rowOf(b)).state, (await rowOf(c)).state]).toEqual([
      'asked',
      'expired',
      'opened',
    ]);
    expect(await house.db.select().from(ceremonyShare).where(eq(ceremonyShare.ceremonyId, b))).toEqual([]);
    expect(await house.db.select().from(ceremonyShare).where(eq(ceremonyShare.ceremonyId, c))).toEqual([]);
    expect((await accessRecord(house.db, approved.reportId)).at(-1)).toMatchObject({
      act: 'expired',
      on: '2025-09-19',
    });
    house.advance(7 * 86_400_000);
    await expect(approveFor(house, county, a)).rejects.toThrow();
    await expireCeremonies(house);
    expect((await rowOf(a)).state).toBe('expired');
    house.setNow(new Date(before).toISOString());
  });

  test('a refusal is told, and ends it', async () => {
    const filed = await report();
    const id = await askFor(house, county, filed);
    await refuseCeremony(house, actor('guardians.2'), id);
    expect((await accessRecord(house.db, filed.reportId)).map(({ act }) => act)).toEqual(['asked', 'refused']);
    await expect(approveFor(house, county, id)).rejects.toThrow();
  });

  test('an emergency is told to the supervisors at once, without content, and lasts a day', async () => {
    await house.database.owner.db
      .update(unit)
      .set({ dutyMail: 'duty@committee.example' })
      .where(eq(unit.kind, 'committee'));
    const filed = await report();
    const id = await askFor(house, county, filed, { reason: 'dangerToLife', purpose: 'contact' });
    const jobs = await house.database.owner.db.execute<{ kind: string; payload: Record<string, string> }>(
      sql`select kind, payload from outbox where kind = 'alert.emergency'`,
    );
    expect(jobs.map(({ payload }) => payload)).toEqual([{ ceremonyId: id, step: 'ask' }]);
    house.mails.length = 0;
    await alertEmergency(house, { ceremonyId: id, step: 'ask' }, { renew: async () => undefined } as never);
    expect(house.mails.map(({ to }) => to)).toEqual(['duty@committee.example']);
    const mail = JSON.stringify(house.mails);
    for (const hidden of [id, filed.caseId, filed.reportId, county.of('fire.handler').name, PERSON.name]) {
      expect(mail).not.toContain(hidden);
    }
    expect((await accessRecord(house.db, filed.reportId))[0]).toMatchObject({
      emergency: true,
      reason: 'dangerToLife',
    });
    await approveFor(house, county, id);
    expect((await rowOf(id)).expiresOn).toBe('2025-09-16');
  });
});

test('an ordinary ask is told to whose turn it is, without content', async () => {
  const owner = house.database.owner.db;
  for (const kind of ['guardians', 'custodians'] as const) {
    await owner
      .update(unit)
      .set({ dutyMail: `duty@${kind}.example` })
      .where(eq(unit.kind, kind));
  }
  const filed = await report();
  const id = await askFor(house, county, filed);
  await approveFor(house, county, id);
  const jobs = await owner.execute<{ payload: Record<string, string> }>(
    sql`select payload from outbox where kind = 'notice.ceremony' and key like ${`%${id}%`} order by id`,
  );
  expect(jobs.map(({ payload }) => payload)).toEqual([{ unit: 'guardians' }, { unit: 'custodians' }]);
  house.mails.length = 0;
  for (const { payload } of jobs) await noticeCeremony(house, payload, { renew: async () => undefined } as never);
  expect(house.mails.map(({ to }) => to)).toEqual(['duty@guardians.example', 'duty@custodians.example']);
  const mail = JSON.stringify(house.mails);
  for (const hidden of [id, filed.caseId, filed.reportId, county.of('fire.handler').name, 'contactForFacts']) {
    expect(mail).not.toContain(hidden);
  }
});

describe('the database itself', () => {
  test('keeps one person from two parts, in one ceremony and in all of a case', async () => {
    const filed = await report();
    const id = await askFor(house, county, filed);
    const { db } = house.database.owner;
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
    await approveFor(house, county, id);
    expect(await force({ approvedBy: county.of('guardians.2').memberId })).toBe('23514');
    expect(await force({ openerId: county.of('custodians.2').memberId })).toBe('23514');
    expect(await force({ expiresOn: '2099-01-01' })).toBe('23514');
    // The custodian of the first ceremony as guardian of a second one in the same case.
    await openIdentity(house, actor('custodians.1'), id);
    await tellFor(house, county, id, { outcome: 'contacted', fields: {}, note: '' });
    const again = await askFor(house, county, filed);
    expect(await force({ approvedBy: custodian }, again)).toBe('23514');
    expect(await force({ askedBy: guardian }, again)).toBe('23514');
  });
});
