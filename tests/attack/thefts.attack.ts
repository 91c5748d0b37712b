import { beforeAll, expect } from 'vitest';
import { STORIES } from '#db/demo/stories';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import type { BareSite } from '../e2e/site';
import { lootSince } from '../services/attacker';
import { NAMED, reportDraft } from '../services/report-drafts';
import { sealedInBrowser, sent } from '../services/sealed-submission';
import { attackLong } from './attack';
import { castOf } from './cast';
import { account, copyOfDemo, ownerOfDemo } from './demo';
import { fullReport, MARKS } from './full-report';
import { TOWN } from './openings-about';
import { type Keys, keysOfThieves, revealed, stolenFrom, THIEVES, type Thief } from './stolen';

const PROMISE = 'One person’s keys and the whole database open only that person’s part';
const SLOW = 300_000;
const READERS: readonly Thief[] = ['fire.lead', 'fire1'];
/** The lead's unit key is the handler's, so both are tried on one report only, because what they find is tried in turn. */
const WITHOUT_LEAD = THIEVES.filter((login) => login !== 'fire.lead');

let site: BareSite;
let keys: Keys;
beforeAll(async () => {
  site = await copyOfDemo();
  keys = await keysOfThieves(site);
});

/**
 * What each alone opens of a report that the fire brigade has: members of the brigade open what is not sealed to two
 * holders.
 */
async function expectAlone(
  loot: readonly Uint8Array[],
  { marks, apart, tried }: { marks: Record<string, string>; apart: string[]; tried: readonly Thief[] },
): Promise<void> {
  const inside = Object.keys(marks).filter((name) => !apart.includes(name));
  for (const login of tried) {
    const own = READERS.includes(login) ? inside : [];
    expect([login, await revealed(loot, keys, [login], marks)]).toEqual([login, own]);
  }
}

const sinceThen = async (before: Uint8Array[]) => lootSince(before, await stolenFrom(site)).since;

attackLong(PROMISE, 'a report sealed in its browser, with the real keys of each role', async ({ note }) => {
  const before = await stolenFrom(site);
  const told = { narrative: MARKS.narrative, identity: MARKS.identity };
  const more = { ...NAMED, name: told.identity, description: `${told.narrative} 消防通道被堵`, area: `${TOWN}1` };
  const { posted } = await sealedInBrowser(site.ctx, reportDraft(more));
  await submitSealedReport(site.ctx, sent(posted));
  const loot = await sinceThen(before);
  await expectAlone(loot, { marks: told, apart: ['identity'], tried: THIEVES });
  // The control: two people together open what neither of them opens alone.
  expect(await revealed(loot, keys, ['guardian1', 'custodian1'], told)).toEqual(['narrative', 'identity']);
  note(`${THIEVES.length} people, ${[...keys.values()].flat().length} keys, ${loot.length} sealed things`);
});

attackLong(
  PROMISE,
  'narrative, messages, notes, file, finding, identity and account of a plain report, with the real keys of each role',
  async ({ note }) => {
    const before = await stolenFrom(site);
    await fullReport(site, await castOf(ownerOfDemo()));
    const loot = await sinceThen(before);
    await expectAlone(loot, { marks: MARKS, apart: ['identity', 'payee'], tried: WITHOUT_LEAD });
    // The controls: each pair opens what is sealed to it, and two people who share nothing open no more.
    expect(await revealed(loot, keys, ['guardian1', 'custodian1'], MARKS)).toContain('identity');
    expect(await revealed(loot, keys, ['guardian1', 'finance1'], MARKS)).toEqual(['payee']);
    expect(await revealed(loot, keys, ['custodian1', 'finance1'], MARKS)).toEqual([]);
    note(`${before.length} sealed things before, ${loot.length} of the report`);
  },
  SLOW,
);

/** What the demo's people told, asked and found. */
const OLD = {
  identity: '演示举报人',
  note: '两名执法人员到现场检查',
  message: '夜班，晚上十点以后',
  answer: '请问是哪一个班次',
  finding: '经核查',
  evidence: '复查合格',
  ...Object.fromEntries(STORIES.map(({ description }, n) => [`narrative ${n}`, description])),
};
/**
 * One member of each of two units: each key that is found is tried on all that is left, also joined with every other.
 */
const CASES = 2;

attackLong(
  PROMISE,
  'cases and payments of the demo from before, with the real keys of each role',
  async ({ note }) => {
    // Of the demo itself, because by now the copy has reports of these attacks.
    const cases = await ownerOfDemo().sql<{ id: string; unit: string; reports: string[] }[]>`
      select id, unit, reports from (
        select c.id, u.code as unit, array_agg(distinct p.report_id::text) as reports,
          row_number() over (partition by u.code order by count(p.id) desc, c.id) as place
        from case_file c join unit u on u.id = c.responsible_unit_id join sealed_part p on p.case_id = c.id
        where u.code in ('fire', 'emergency') and p.report_id is not null group by c.id, u.code) ranked
      where place <= ${CASES / 2}`;
    let [found, together, things] = [0, 0, 0];
    for (const { id, unit, reports } of cases) {
      const loot = await stolenFrom(site, [id, ...reports]);
      things += loot.length;
      for (const login of WITHOUT_LEAD) {
        const names = await revealed(loot, keys, [login], OLD);
        const reads = account(login).unit === unit;
        expect([login, unit, names.length > 0, names.includes('identity')]).toEqual([login, unit, reads, false]);
        found += names.length;
      }
      const escrow = await revealed(loot, keys, ['guardian1', 'custodian1'], OLD);
      if (escrow.some((name) => name.startsWith('narrative'))) together += 1;
    }
    const paid = await payments();
    note(`${cases.length} cases, ${things} sealed things, ${found} found by their own readers; ${paid} payments`);
    // The controls: officers read their own, and two people together what lies in escrow.
    expect([cases.length, found > cases.length, together]).toEqual([CASES, true, CASES]);
  },
  SLOW,
);

/**
 * Nobody alone reads a payee, except finance what a guardian released to it; returns how many payments were examined.
 */
async function payments(): Promise<number> {
  const payee = { payee: '演示收款人' };
  const rows = await site.owner.sql<{ id: string; released: boolean }[]>`
    select distinct on (released) id, released from (
      select r.id, exists (select from payee_share s where s.reward_id = r.id and s.share = 'released') as released
      from reward r where r.payee is not null) known
    order by released, id`;
  expect(rows.map(({ released }) => released)).toContain(false);
  for (const { id, released } of rows) {
    const loot = await stolenFrom(site, [id]);
    for (const login of WITHOUT_LEAD) {
      const may = login === 'finance1' && released;
      expect([login, await revealed(loot, keys, [login], payee)]).toEqual([login, may ? ['payee'] : []]);
    }
    expect(await revealed(loot, keys, ['guardian1', 'finance1'], payee)).toEqual(['payee']);
  }
  return rows.length;
}
