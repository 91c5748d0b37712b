import { describe, expect, test } from 'vitest';
import { employerPage } from '~/services/county/employer.server';
import { createEmployer } from '~/services/county/employer-change.server';
import { boardPage } from '~/services/county/signboard.server';
import { createBoard } from '~/services/county/signboard-change.server';
import { GATE } from '../../e2e/played-county';
import {
  changeBoardSeen,
  changeEmployerSeen,
  closeBoardSeen,
  moveDutiesSeen,
  setDutiesSeen,
  setRoutingTermsSeen,
} from '../as-shown';
import {
  admin,
  board,
  codeOf,
  committee,
  county,
  ctx,
  emergency,
  fire,
  firm,
  inCounty,
  intake,
  upper,
} from './drafted-county';

describe('is refused in words', () => {
  test('who is no administrator drafts nothing', async () => {
    for (const login of ['fire.lead', 'guardians.1', 'intake.1', 'auditor']) {
      const who = county.actor(login);
      const tries = [
        () => setDutiesSeen(ctx, who, []),
        () => moveDutiesSeen(ctx, who, { sector: null, fromUnitId: fire, toUnitId: emergency }),
        () => setRoutingTermsSeen(ctx, who, { stampDays: 21, intakeUnitId: intake, upperUnitId: upper }),
        () => createEmployer(ctx, who, firm(8)),
        () => createBoard(ctx, who, board()),
        () => changeBoardSeen(ctx, who, GATE, board()),
        () => closeBoardSeen(ctx, who, GATE),
      ];
      for (const one of tries) await expect(one()).rejects.toMatchObject({ code: 'notAllowed' });
    }
  });

  test('units that take no reports, unknown places, terms out of bounds', async () => {
    const wrong = [
      [{ ...inCounty('fire') }, committee],
      [{ ...inCounty('fire'), area: '500200' }, fire],
      [{ ...inCounty('fire'), matter: 'x' as never }, fire],
    ] as const;
    for (const [cell, unitId] of wrong) {
      await expect(setDutiesSeen(ctx, admin, [{ cell, unitId }])).rejects.toMatchObject({ code: 'invalid' });
    }
    const terms = { stampDays: 21, intakeUnitId: intake, upperUnitId: upper };
    await expect(setRoutingTermsSeen(ctx, admin, { ...terms, stampDays: 400 })).rejects.toMatchObject({
      field: 'stampDays',
    });
    await expect(setRoutingTermsSeen(ctx, admin, { ...terms, intakeUnitId: fire })).rejects.toMatchObject({
      field: 'intakeUnitId',
    });
    const none = moveDutiesSeen(ctx, admin, { sector: 'tourism', fromUnitId: fire, toUnitId: emergency });
    await expect(none).rejects.toMatchObject({ data: { rule: 'noDuty' } });
  });

  test('one credit code is registered once, and a board hangs at one employer', async () => {
    const id = await createEmployer(ctx, admin, firm(5));
    await expect(createEmployer(ctx, admin, firm(5))).rejects.toMatchObject({
      data: { problems: ['creditCode registered'] },
    });
    await changeEmployerSeen(ctx, admin, id, firm(5, { names: { zh: '第七厂' } }));
    await createEmployer(ctx, admin, firm(6, { names: { zh: '第七厂' } }));
    await expect(createBoard(ctx, admin, board({ employer: '第七厂' }))).rejects.toMatchObject({
      data: { problems: ['employer employers'] },
    });
    await expect(createBoard(ctx, admin, board({ employer: '没有的厂', site: {} }))).rejects.toMatchObject({
      data: { problems: ['employer employer', 'site.zh missing'] },
    });
    await createBoard(ctx, admin, board({ code: GATE, employer: codeOf(5) }));
    await expect(createBoard(ctx, admin, board({ code: GATE, employer: codeOf(5) }))).rejects.toMatchObject({
      data: { problems: ['code codeTaken'] },
    });
  });
});

describe('lists', () => {
  test('page by key and find by name or code, with signs that mean something to the database taken as they are', async () => {
    for (let n = 100; n < 160; n += 1) await createEmployer(ctx, admin, firm(n));
    const first = await employerPage(ctx, admin, { after: '', sought: '' });
    const second = await employerPage(ctx, admin, { after: first.next ?? '', sought: '' });
    expect(first.rows.length).toBe(50);
    const codes = [...first.rows, ...second.rows].map(({ creditCode }) => creditCode);
    expect(new Set(codes).size).toBe(codes.length);
    expect(second.next).toBeNull();
    const found = async (sought: string) => (await employerPage(ctx, admin, { after: '', sought })).rows.length;
    expect([await found('第123厂'), await found(codeOf(123)), await found('%'), await found('_')]).toEqual([
      1, 1, 0, 0,
    ]);
    const boards = async (sought: string) => (await boardPage(ctx, admin, { after: '', sought })).rows.length;
    expect([await boards(GATE), await boards('%')]).toEqual([1, 0]);
    // As it is pasted: with marks that nobody sees, in full-width digits, with spaces between.
    const wide = (code: string) =>
      `\u202a${code.replace(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))} \u200b`;
    expect([await found('\u200b第123厂\u202c'), await found(wide(codeOf(123))), await boards(wide(GATE))]).toEqual([
      1, 1, 1,
    ]);
  });
});
