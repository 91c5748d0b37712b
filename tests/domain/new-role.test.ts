import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Role } from '~/domain/vocabulary';

/** A role that somebody adds to the vocabulary and to nothing else. */
const INSPECTOR = 'inspector' as Role;

beforeAll(() => {
  // Test files share modules, so the tables are read anew with that role and put away afterwards.
  vi.resetModules();
  vi.doMock('~/domain/vocabulary', async (original) => {
    const whole = await original<typeof import('~/domain/vocabulary')>();
    return { ...whole, ROLES: [...whole.ROLES, INSPECTOR] };
  });
});
afterAll(() => {
  vi.doUnmock('~/domain/vocabulary');
  vi.resetModules();
});

it('gives a role that no row names nothing to do', async () => {
  const { ACTS } = await import('~/domain/acts/table');
  const { mayPerform } = await import('~/domain/acts/permission');
  expect((await import('~/domain/vocabulary')).ROLES).toContain(INSPECTOR);
  const actor = { kind: 'member', memberId: 'm', unitId: 'fire', roles: [INSPECTOR] } as const;
  const own = { unitId: 'fire', assignedTo: 'm', memberId: 'm' };
  const acts = Object.keys(ACTS) as (keyof typeof ACTS)[];
  expect(acts.filter((act) => mayPerform(actor, act) || mayPerform(actor, act, own))).toEqual([]);
});

it('gives a role that no row names no unit and no key', async () => {
  const { keyRoleIn, rolesFitUnit, UNIT_KINDS } = await import('~/domain/staff/unit-kinds');
  expect(UNIT_KINDS.filter((kind) => keyRoleIn([INSPECTOR], kind) || rolesFitUnit([INSPECTOR], kind))).toEqual([]);
});
