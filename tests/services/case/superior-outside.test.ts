import { expect, test } from 'vitest';
import { newKeyPair } from '~/envelope/key-pair';
import { caseForStaff } from '~/services/case/case-page.server';
import { requireSuperiorFor } from '~/services/case/case-superior.server';
import { reportFire } from '../case-workspace';
import { leaveOutside, signSuperior } from '../county/outside-county';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const SUPERIOR = { names: { zh: '市应急管理局' }, address: null, phone: '12350', mail: null, holders: [], others: [] };

test('a case goes outside only where the level above has nobody here, and sealed only where it has a key', async () => {
  const { caseId } = await reportFire(ctx);
  const offered = async () => (await caseForStaff(ctx, county.actor('fire.lead'), caseId)).anyStage;
  await expect(requireSuperiorFor(ctx.db, 'printed')).rejects.toMatchObject({ code: 'conflict' });
  expect(await offered()).not.toContain('sendUp');
  await leaveOutside(ctx, county);
  expect(await offered()).toContain('sendUp');
  await expect(requireSuperiorFor(ctx.db, 'printed')).rejects.toMatchObject({ code: 'notOpen' });
  await signSuperior(ctx, county, SUPERIOR);
  await requireSuperiorFor(ctx.db, 'printed');
  await expect(requireSuperiorFor(ctx.db, 'sealed')).rejects.toMatchObject({ code: 'invalid', field: 'sentAs' });
  const { recipient } = await newKeyPair();
  const holders = [
    { post: '主任', recipient },
    { post: '值班长', recipient },
  ];
  await signSuperior(ctx, county, { ...SUPERIOR, holders });
  await requireSuperiorFor(ctx.db, 'sealed');
});
