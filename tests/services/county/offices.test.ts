import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { unit } from '#db/schema/county';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { superiorShown } from '~/domain/county/superior-entry';
import { shownText } from '~/domain/shown-entry';
import { today } from '~/services/context.server';
import { publicOffices } from '~/services/county/offices.server';
import { publicRetention, seedPolicies } from '~/services/county/policies.server';
import { draftSuperior } from '~/services/county/superior.server';
import { enterCountyPolicySeen } from '../as-shown';
import { playedContext } from '../played-context';
import { admin, changeSeen, county, ctx, signList } from './units-county';

test('offices are told as guardians signed them, whatever is drafted or written into their rows', async () => {
  const intake = county.unitIds.intake;
  const told = async () => (await publicOffices(ctx)).offices.intake?.contacts?.phone ?? null;
  expect(await told()).toBeNull();
  await changeSeen(intake, { phone: '023-12350', address: { zh: '人民路 8 号' } });
  expect(await told()).toBeNull();
  await signList();
  expect(await told()).toBe('023-12350');
  await ctx.db
    .update(unit)
    .set({ contacts: { phone: '023-666', address: null, hours: null }, names: { zh: '假的受理组' } })
    .where(eq(unit.id, intake));
  expect(await told()).toBe('023-12350');
  expect((await publicOffices(ctx)).offices.intake?.names.zh).toBe('举报受理组');
});

test('the level above is the one outside the county once that is signed', async () => {
  const { ctx: other } = await playedContext();
  expect((await publicOffices(other)).offices.upper?.names.zh).toBe('市应急管理局');
  const typed = {
    names: { zh: '省应急管理厅', en: 'Provincial Bureau' },
    address: {},
    phone: '',
    mail: 'jubao@province.example',
    holders: [
      { post: '', recipient: '' },
      { post: '', recipient: '' },
    ],
    others: [],
    fromDay: '',
  };
  await draftSuperior(ctx, admin, { ...typed, shown: shownText(superiorShown(null)) });
  await signList();
  expect((await publicOffices(ctx)).offices.upper).toEqual({
    names: { zh: '省应急管理厅', en: 'Provincial Bureau' },
    contacts: { phone: null, address: null, hours: null },
    mail: 'jubao@province.example',
  });
});

test('how long things are kept is told by the rule in force on that day', async () => {
  await seedPolicies(ctx);
  const kept = async () => (await publicRetention(ctx)).ends.withdrawn;
  expect(await kept()).toEqual({ contentDays: 365, identityDays: 30 });
  const { id: _, jurisdiction: __, ...shipped } = retention2026;
  const ends = { ...shipped.ends, withdrawn: { contentDays: 400, identityDays: 45 } };
  await enterCountyPolicySeen(ctx, admin, { ...shipped, ends, effectiveFrom: today(ctx), legalBasis: '本县规定' });
  expect(await kept()).toEqual({ contentDays: 400, identityDays: 45 });
});
