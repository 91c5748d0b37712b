import { expect, test } from 'vitest';
import { PRESETS } from '~/domain/county/presets';
import { countyInfo, reportingOpen, units } from '~/services/county/county.server';
import { openingNews } from '~/services/county/opening.server';
import { routingDraft } from '~/services/county/routing-draft.server';
import { createCounty, makeSetupLink, requireSetupLink, setUpCounty } from '~/services/county/setup.server';
import { enrolHere } from '~/services/keys/provision.server';
import { routeMatter } from '~/services/keys/routing.server';
import { enrolment } from '~/services/staff/enrolment.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { testContext } from './test-context';

const DRAFT = {
  names: { zh: '安岭县', en: 'Anling County' },
  hotline: '12350',
  areas: [],
  units: PRESETS.county.units,
};
const ADMIN = { login: 'admin', name: '管理员' };

test('a set-up link works once, makes the county and invites the first administrator', async () => {
  const ctx = await testContext();
  const stale = await makeSetupLink(ctx);
  const token = await makeSetupLink(ctx);
  await expect(requireSetupLink(ctx, stale)).rejects.toMatchObject({ code: 'expired' });
  await requireSetupLink(ctx, token);
  await expect(setUpCounty(ctx, stale, DRAFT, ADMIN)).rejects.toMatchObject({ code: 'expired' });
  await expect(setUpCounty(ctx, token, { ...DRAFT, names: { zh: ' ', en: 'Anling' } }, ADMIN)).rejects.toMatchObject({
    field: 'name.zh',
  });
  await expect(setUpCounty(ctx, token, DRAFT, { ...ADMIN, login: 'A B' })).rejects.toMatchObject({ field: 'login' });

  const invitation = await setUpCounty(ctx, token, DRAFT, ADMIN);
  expect(await enrolment(ctx, invitation.token)).toMatchObject({ login: 'admin', name: '管理员' });
  await expect(setUpCounty(ctx, token, DRAFT, ADMIN)).rejects.toMatchObject({ code: 'expired' });
  expect((await countyInfo(ctx.db)).salt).toHaveLength(32);
  expect((await reportingOpen(ctx.db)).open).toBe(false);

  const all = await units(ctx.db);
  const draft = await routingDraft(ctx.db);
  const rule = draft?.rules.find(({ sector }) => sector === 'fire');
  expect(all.find((unit) => unit.id === rule?.unitId)?.code).toBe('fire');
  const matter = { sector: 'fire', matter: 'hazard', deaths: 0, accusedUnitId: null } as const;
  // Nothing is routed by rows: guardians sign them first.
  await expect(routeMatter(ctx.db, matter, { area: null, siteCode: null, employer: null })).rejects.toMatchObject({
    code: 'notOpen',
  });
});

test('an old set-up link has expired', async () => {
  const ctx = await testContext();
  const token = await makeSetupLink(ctx);
  ctx.advance(4 * 86_400_000);
  await expect(requireSetupLink(ctx, token)).rejects.toMatchObject({ code: 'expired' });
});

test('the first administrator has a home page, although no list names anybody yet', async () => {
  const ctx = await testContext();
  const ids = await createCounty(ctx, { kind: 'system', name: 'test' }, DRAFT);
  const unitId = ids.get('administration') ?? '';
  const { actor } = await enrolHere(ctx, { ...ADMIN, roles: ['administrator', 'auditor', 'publisher'], unitId });
  expect(await staffHome(ctx, actor)).toMatchObject({ name: ADMIN.name, removals: null });
  expect(await openingNews(ctx, actor)).toMatchObject({
    done: 0,
    next: [{ act: 'invite' }, { act: 'invite' }, { act: 'invite' }],
  });
});
