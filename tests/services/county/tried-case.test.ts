import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { caseFile, caseTransfer } from '#db/schema/casework';
import { destinationOf } from '~/browser/report/report-route';
import { dutyPage } from '~/services/county/duty.server';
import { createEmployer } from '~/services/county/employer-change.server';
import { routingPreview } from '~/services/county/routing-preview.server';
import { createBoard } from '~/services/county/signboard-change.server';
import { type Tried, type TriedCase, triedPage } from '~/services/county/tried-case.server';
import { moveDutiesSeen, setDutiesSeen } from '../as-shown';
import { reportDraft } from '../report-drafts';
import { knownCounty } from '../sealed-submission';
import {
  admin,
  board,
  county,
  ctx,
  emergency,
  fire,
  firm,
  inCounty,
  intake,
  sign,
  TOWN,
  trade,
} from './drafted-county';

const CASE: TriedCase = {
  matter: 'hazard',
  sector: 'fire',
  area: null,
  siteCode: null,
  employer: null,
  deaths: 0,
  accusedUnitId: null,
};
const FACTS = { keys: '', registers: '', fingerprint: '', boardArea: null };

async function tried(changes: Partial<TriedCase>): Promise<Tried> {
  const { tried: found } = await triedPage(ctx, admin, { ...CASE, ...changes });
  if (found === null) throw new Error('nothing was tried');
  return found;
}
const unitOf = (one: Tried['drafted']) => (one?.way === 'unit' ? one.responsibleUnitId : one?.way);
const goes = async (changes: Partial<TriedCase>) => {
  const { drafted, inForce } = await tried(changes);
  return { drafted: unitOf(drafted), inForce: unitOf(inForce) };
};

/** Where a reporter's browser sends it and why, by what is signed. */
async function honestly({ area, ...asked }: TriedCase) {
  const draft = { ...reportDraft(), ...asked, town: area };
  return (await destinationOf(draft, await knownCounty(ctx), FACTS)).routing;
}

describe('a made-up report', () => {
  test('goes by the duties in force where a reporter’s browser sends it, with the same reasons, whatever it is', async () => {
    const towns = [null, TOWN];
    for (const sector of ['fire', 'tourism', 'other'] as const)
      for (const area of towns)
        for (const matter of ['hazard', 'misconduct', 'concealedAccident'] as const)
          for (const accusedUnitId of [null, fire, intake]) {
            const asked = { ...CASE, sector, area, matter, accusedUnitId, deaths: matter === 'hazard' ? 1 : 0 };
            const { inForce, drafted } = await tried(asked);
            expect(inForce).toMatchObject({ way: 'unit', ...(await honestly(asked)) });
            expect(unitOf(drafted)).toBe(unitOf(inForce));
          }
  });

  test('goes by the draft where it goes once that is signed, and until then by what is in force', async () => {
    await moveDutiesSeen(ctx, admin, { sector: 'gas', fromUnitId: fire, toUnitId: emergency });
    expect(await goes({ sector: 'gas' })).toEqual({ drafted: emergency, inForce: fire });
    await sign();
    expect(await goes({ sector: 'gas' })).toEqual({ drafted: emergency, inForce: emergency });
  });

  test('at a board and an employer that are only drafted', async () => {
    await createEmployer(ctx, admin, firm(1));
    const code = await createBoard(ctx, admin, board({ regulators: [trade(emergency)] }));
    const at = { sector: 'tourism' as const, siteCode: code };
    const { drafted, inForce } = await tried(at);
    expect([drafted, inForce]).toMatchObject([
      { way: 'unit', board: true, responsibleUnitId: emergency },
      { way: 'unit', board: false, responsibleUnitId: intake },
    ]);
    const named = await tried({ sector: 'tourism', area: TOWN, employer: '第１厂' });
    expect(named.drafted).toMatchObject({ employer: { zh: '第1厂' }, responsibleUnitId: emergency });
    expect(named.inForce).toMatchObject({ employer: null });
    await sign();
    expect(await goes(at)).toEqual({ drafted: emergency, inForce: emergency });
  });

  test('is tried by administrators alone', async () => {
    await expect(triedPage(ctx, county.actor('fire.lead'), CASE)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(routingPreview(ctx, county.actor('fire.lead'))).rejects.toMatchObject({ code: 'notAllowed' });
  });
});

describe('holes and overlaps of the draft', () => {
  const gapsOf = async (sector: string) => {
    const { gaps } = await dutyPage(ctx, admin);
    return new Set(gaps?.filter(({ of }) => of.some((one) => one === sector)).map(({ kind }) => kind));
  };

  test('are those of the draft, before anybody signs', async () => {
    expect(await gapsOf('fire')).toEqual(new Set());
    await setDutiesSeen(ctx, admin, [{ cell: inCounty('fire'), unitId: null }]);
    expect(await gapsOf('fire')).toEqual(new Set(['nobody']));
    await setDutiesSeen(ctx, admin, [{ cell: inCounty('fire'), unitId: fire }]);
    expect(await gapsOf('fire')).toEqual(new Set());
  });
});

describe('the preview', () => {
  const insert = (count: number, receivedOn: string, more: Partial<typeof caseFile.$inferInsert> = {}) =>
    ctx.db.insert(caseFile).values(
      Array.from({ length: count }, () => ({
        id: randomUUID(),
        matter: 'hazard',
        sector: 'fire',
        town: null,
        channel: 'web',
        receivedOn,
        responsibleUnitId: fire,
        assistingUnitIds: [],
        reasons: [],
        excludedUnitTags: [],
        stage: 'closed',
        ...more,
      })),
    );
  const months = async () => {
    const found = await routingPreview(ctx, admin);
    if (found === null) throw new Error('no preview');
    return found;
  };

  test('counts what moves over twelve whole months in fives, and nothing of the month that runs', async () => {
    const { first, last } = await months();
    await insert(12, `${last}-28`);
    await insert(3, `${first}-01`, { sector: 'mining' });
    await insert(40, new Date(ctx.now()).toISOString().slice(0, 10));
    expect(await months()).toMatchObject({ all: 15, moved: 0, lines: [], registersDiffer: false });
    await setDutiesSeen(ctx, admin, [
      { cell: inCounty('fire'), unitId: emergency },
      { cell: { ...inCounty('fire'), sector: 'mining' }, unitId: fire },
    ]);
    expect(await months()).toMatchObject({
      all: 15,
      moved: 15,
      lines: [{ sector: 'fire', from: fire, to: emergency, cases: 10 }],
    });
    await sign();
    expect(await months()).toMatchObject({ all: 15, moved: 0, lines: [] });
  });

  test('says of cases led by a board or an employer that it cannot know, once the registers change', async () => {
    const { last } = await months();
    await insert(6, `${last}-02`, { reasons: [{ rule: 'board', unitId: fire }] });
    expect(await months()).toMatchObject({ all: 20, unknown: 0, moved: 0 });
    await createEmployer(ctx, admin, firm(2));
    expect(await months()).toMatchObject({ registersDiffer: true, unknown: 5 });
  });
});

describe('what a year of reports says of the rules', () => {
  const DAY_MS = 86_400_000;
  const use = async () => (await dutyPage(ctx, admin)).use;

  test('counts whole months, and tells of transfers in fives and of hardly used rules once they are three months old', async () => {
    const { last, unused } = await use();
    expect(unused).toBeNull();
    const ids = Array.from({ length: 9 }, () => randomUUID());
    const days = 130;
    const then = new Date(ctx.now() + days * DAY_MS).toISOString().slice(0, 10);
    const reasons = [{ rule: 'regulates', unitId: emergency, ruleId: 'made' }];
    const like = { matter: 'hazard', sector: 'chemicals', channel: 'web', assistingUnitIds: [], excludedUnitTags: [] };
    const [responsibleUnitId, stage] = [fire, 'closed'];
    await ctx.db
      .insert(caseFile)
      .values(ids.map((id) => ({ ...like, id, reasons, responsibleUnitId, stage, receivedOn: `${last}-15` })));
    await ctx.db.insert(caseTransfer).values(
      ids.map((caseId, i) => ({
        caseId,
        sequence: 1,
        kind: 'transfer' as const,
        fromUnitId: emergency,
        toUnitId: fire,
        // The last ones are given on only in the month that runs then.
        onDay: i < 4 ? `${last}-20` : then,
        listVersion: 1,
        memberId: randomUUID(),
        signature: '',
        proofs: [],
        number: 9000 + i,
        previous: '',
      })),
    );
    // A year of cases is summed once a month, so that it is seen in the next one; by then the rules have stood for long.
    ctx.advance(days * DAY_MS);
    expect((await use()).givenOn).toEqual([]);
    ctx.advance(31 * DAY_MS);
    const later = await use();
    expect(later.givenOn).toContainEqual({
      sector: 'chemicals',
      rule: 'regulates',
      from: emergency,
      to: fire,
      given: 5,
      all: 5,
    });
    expect(later.unused?.length).toBeGreaterThan(0);
    expect(later.unused?.some(({ duty }) => duty === 'accidents')).toBe(false);
  });
});
