import { expect, test } from 'vitest';
import { countyInfo, reportingOpen, units } from '~/services/county/county.server';
import { routingDraft } from '~/services/county/routing-draft.server';
import { makeSetupLink, requireSetupLink, setUpCounty } from '~/services/county/setup.server';
import { UNIT_PRESET } from '~/services/county/setup-preset.server';
import { routeMatter } from '~/services/keys/routing.server';
import { enrolment } from '~/services/staff/enrolment.server';
import { testHouse } from './test-house';

const DRAFT = { nameZh: '安岭县', nameEn: 'Anling County', hotline: '12350', areas: [], units: UNIT_PRESET };
const ADMIN = { login: 'admin', name: '管理员' };

test('a set-up link works once, makes the county and invites the first administrator', async () => {
  const house = await testHouse();
  const stale = await makeSetupLink(house);
  const token = await makeSetupLink(house);
  await expect(requireSetupLink(house, stale)).rejects.toMatchObject({ code: 'expired' });
  await requireSetupLink(house, token);
  await expect(setUpCounty(house, stale, DRAFT, ADMIN)).rejects.toMatchObject({ code: 'expired' });
  await expect(setUpCounty(house, token, { ...DRAFT, nameZh: ' ' }, ADMIN)).rejects.toMatchObject({ field: 'nameZh' });
  await expect(setUpCounty(house, token, DRAFT, { ...ADMIN, login: 'A B' })).rejects.toMatchObject({ field: 'login' });

  const invitation = await setUpCounty(house, token, DRAFT, ADMIN);
  expect(await enrolment(house, invitation.token)).toMatchObject({ login: 'admin', name: '管理员' });
  await expect(setUpCounty(house, token, DRAFT, ADMIN)).rejects.toMatchObject({ code: 'expired' });
  expect((await countyInfo(house.db)).salt).toHaveLength(32);
  expect((await reportingOpen(house.db)).open).toBe(false);

  const all = await units(house.db);
  const draft = await routingDraft(house.db);
  const rule = draft?.rules.find(({ sector }) => sector === 'fire');
  expect(all.find((unit) => unit.id === rule?.unitId)?.code).toBe('fire');
  const matter = { sector: 'fire', matter: 'hazard', deaths: 0, accusedUnitId: null } as const;
  // Nothing is routed by rows: guardians sign them first.
  await expect(routeMatter(house.db, matter, { area: null, siteCode: null, employer: null })).rejects.toMatchObject({
    code: 'notOpen',
  });
});

test('an old set-up link has expired', async () => {
  const house = await testHouse();
  const token = await makeSetupLink(house);
  house.advance(4 * 86_400_000);
  await expect(requireSetupLink(house, token)).rejects.toMatchObject({ code: 'expired' });
});
