import { eq, sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { routingRule, unit, unitKeyGrant } from '#db/schema/county';
import { employer, signboard } from '#db/schema/register';
import { member } from '#db/schema/staff';
import { destinationOf, fetchCounty, type PageFacts } from '~/browser/report/report-route';
import { NO_POINT } from '~/domain/county/board-point';
import type { ReportDraft } from '~/domain/report/report';
import { route } from '~/domain/report/routing';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { takersOf } from '~/envelope/keys/held-key';
import { routingTable } from '~/envelope/keys/routing-statement';
import { countyInfo, reportingOpen } from '~/services/county/county.server';
import { routingDraft } from '~/services/county/routing-draft.server';
import { createBoard } from '~/services/county/signboard-change.server';
import { keyAlarms } from '~/services/keys/key-alarm.server';
import { requireRoutingInForce } from '~/services/keys/routing.server';
import type { BareSite } from '../e2e/site';
import { changeBoardSeen, changeEmployerSeen, moveDutiesSeen } from '../services/as-shown';
import { reportDraft } from '../services/report-drafts';
import { attack } from './attack';
import { copyOfDemo } from './demo';

const PROMISE = 'A report goes where two guardians signed';
/** The copy of the demo whose rows are spoilt, made once. */
let copy: Promise<BareSite> | null = null;
function spoilt(): Promise<BareSite> {
  copy ??= copyOfDemo();
  return copy;
}

async function factsOf({ origin, ctx }: BareSite, boardArea: string | null): Promise<PageFacts> {
  const { directoryKey } = await countyInfo(ctx.db);
  const fingerprint = directoryFingerprint(directoryKey ?? '');
  return { keys: `${origin}/zh/report/keys.json`, registers: `${origin}/zh/report/registers/`, fingerprint, boardArea };
}

/** The unit to which the report page's own code sends it, by what the site gives out. */
async function honestly(site: BareSite, changes: Partial<ReportDraft>, boardArea: string | null = null) {
  const facts = await factsOf(site, boardArea);
  const draft: ReportDraft = { ...reportDraft(), town: null, employer: null, accusedUnitId: null, ...changes };
  const { handling, routing } = await destinationOf(draft, await fetchCounty(facts, true), facts);
  expect(handling.unitId).toBe(routing.responsibleUnitId);
  return handling.unitId;
}

async function accomplice({ ctx }: BareSite): Promise<string> {
  const [found] = await ctx.db.select({ id: unit.id }).from(unit).where(eq(unit.code, 'discipline'));
  return found?.id ?? '';
}

attack(PROMISE, 'duties, boards and employers of the database turned to an accomplice', async ({ note }) => {
  const site = await spoilt();
  const { db } = site.ctx;
  const bad = await accomplice(site);
  const [gate] = await db.select().from(signboard).limit(1);
  const [firm] = await db
    .select()
    .from(employer)
    .where(eq(employer.id, gate?.employerId ?? ''));
  const tried: [Partial<ReportDraft>, string | null][] = [
    [{ sector: 'fire' }, null],
    [{ sector: 'mining' }, null],
    [{ sector: 'fire', siteCode: gate?.code ?? '' }, gate?.areaCode ?? null],
    [{ sector: 'fire', siteCode: gate?.code ?? '' }, null],
    [{ sector: 'fire', employer: firm?.names.zh ?? '', town: firm?.areaCode ?? null }, null],
  ];
  const before: string[] = [];
  for (const [changes, boardArea] of tried) before.push(await honestly(site, changes, boardArea));
  expect(before).not.toContain(bad);

  await db.update(routingRule).set({ unitId: bad });
  const regulators = [{ unitId: bad, duty: 'trade' as const, sectors: [] }];
  await db.update(signboard).set({ regulators, areaCode: '500999105' });
  await db.update(employer).set({ regulators, areaCode: '500999105' });
  const after: string[] = [];
  for (const [changes, boardArea] of tried) after.push(await honestly(site, changes, boardArea));
  expect(after).toEqual(before);
  expect((await keyAlarms(site.ctx, site.ctx.db)).routing).toBe('differs');

  // The control: whoever went by the rows would be led to the accomplice.
  const [{ directory, statement }, rows] = [await requireRoutingInForce(db), await routingDraft(db)];
  if (rows === null) throw new Error('no rows');
  const question = {
    sector: 'fire',
    matter: 'hazard',
    town: null,
    board: null,
    deaths: 0,
    accusedUnitId: null,
  } as const;
  const byRows = routingTable(directory, { ...statement, ...rows, takes: [...statement.takes, bad] });
  expect(route(question, byRows).responsibleUnitId).toBe(bad);
  note(`${tried.length} ways to a unit`);
});

attack(PROMISE, 'an administrator’s drafts alone', async ({ note }) => {
  const site = await copyOfDemo();
  const { db } = site.ctx;
  const [found] = await db.select().from(member).where(eq(member.login, 'admin'));
  if (!found) throw new Error('The demo has no administrator.');
  const admin = { kind: 'member', memberId: found.id, unitId: found.unitId, roles: ['administrator'] } as const;
  const bad = await accomplice(site);
  const [gate] = await db.select().from(signboard).limit(1);
  const [firm] = await db
    .select()
    .from(employer)
    .where(eq(employer.id, gate?.employerId ?? ''));
  if (!gate || !firm) throw new Error('The demo has no board.');
  const tried: Partial<ReportDraft>[] = [
    { sector: 'mining' },
    { sector: 'fire' },
    { sector: firm.sector as ReportDraft['sector'], siteCode: gate.code },
    { sector: firm.sector as ReportDraft['sector'], employer: firm.names.zh ?? '', town: firm.areaCode },
  ];
  const led = async () => {
    const found: string[] = [];
    for (const changes of tried) found.push(await honestly(site, changes));
    return found;
  };
  const shown = async () => (await fetch(`${site.origin}/q/${gate.code}`)).text();
  const [before, page] = [await led(), await shown()];
  const regulators = [
    { unitId: bad, duty: 'trade', sectors: [] },
    { unitId: bad, duty: 'special', sectors: ['fire', 'specialEquipment'] },
  ];
  const holders = new Set((await db.select().from(routingRule)).map(({ unitId }) => unitId));
  for (const fromUnitId of holders) {
    if (fromUnitId !== bad) await moveDutiesSeen(site.ctx, admin, { sector: null, fromUnitId, toUnitId: bad });
  }
  const { creditCode } = firm;
  await changeEmployerSeen(site.ctx, admin, firm.id, { ...firm, regulators });
  const persons = gate.persons.map((one) => ({ ...one, phone: '13900000000' }));
  const face = { ...gate, code: '', risks: '', point: NO_POINT, hotline: '13900000000', employer: creditCode };
  await changeBoardSeen(site.ctx, admin, gate.code, { ...face, persons, regulators });
  const code = await createBoard(site.ctx, admin, { ...face, persons, regulators });
  expect([await led(), await shown()]).toEqual([before, page]);
  expect((await fetch(`${site.origin}/q/${code}`)).status).toBe(404);
  expect(before).not.toContain(bad);
  expect((await keyAlarms(site.ctx, site.ctx.db)).routing).toBe('differs');

  // The control: the same drafts, once in force, would lead every one of them there.
  const [{ directory, statement }, rows] = [await requireRoutingInForce(db), await routingDraft(db)];
  if (rows === null) throw new Error('no rows');
  const drafted = routingTable(directory, { ...statement, ...rows, takes: [...statement.takes, bad] });
  const asked = { matter: 'hazard', town: null, board: null, deaths: 0, accusedUnitId: null } as const;
  expect(route({ ...asked, sector: 'mining' }, drafted).responsibleUnitId).toBe(bad);
  note(`${tried.length} ways to a unit, ${holders.size} units’ duties, a board and an employer`);
});

attack(PROMISE, 'rows that say who holds a key', async ({ note }) => {
  const { ctx } = await spoilt();
  const { directory } = await requireRoutingInForce(ctx.db);
  const rows = await ctx.db.select().from(unitKeyGrant);
  const said = rows.flatMap(({ unitKeyId, memberId, held }) =>
    held ? [{ unitKeyId, memberId, signature: held }] : [],
  );
  // The control: true statements make units take reports.
  expect(takersOf(directory, said).length).toBeGreaterThan(1);
  const forged = said.map((word, i) => ({ ...word, signature: said[(i + 1) % said.length]?.signature ?? '' }));
  expect(takersOf(directory, forged)).toEqual([]);
  const stolen = said.map((word, i) => ({ ...word, memberId: said[(i + 1) % said.length]?.memberId ?? '' }));
  expect(takersOf(directory, stolen)).toEqual([]);
  note(`${said.length} words`);
});

attack(
  PROMISE,
  'the signed routing itself, its guardians and its registers, changed by the database’s owner',
  async ({ note }) => {
    const site = await spoilt();
    const bad = await accomplice(site);
    const [gate] = await site.ctx.db.select().from(signboard).limit(1);
    const { statement } = await requireRoutingInForce(site.ctx.db);
    const good = statement.rules.find(({ sector }) => sector === 'fire')?.unitId ?? '';
    const scanned = { sector: 'mining' as const, siteCode: gate?.code ?? '' };
    expect(await honestly(site, scanned)).not.toBe('');
    const changes = [
      sql`update town_register set text = replace(text, 'trade', 'special')`,
      sql`update routing_version set statement = replace(statement, ${good}, ${bad})`,
      sql`update routing_version set attestations = jsonb_set(attestations, '{0,signature}', attestations->1->'signature')`,
    ];
    for (const change of changes) {
      await site.owner.db.transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`);
        await tx.execute(change);
      });
      await expect(honestly(site, scanned)).rejects.toMatchObject({ code: 'badSignature' });
    }
    expect((await keyAlarms(site.ctx, site.ctx.db)).routing).toBe('broken');
    expect((await reportingOpen(site.ctx.db)).open).toBe(false);
    note(`${changes.length} changes`);
  },
);
