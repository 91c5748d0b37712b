import { expect, it } from 'vitest';
import type { ActRule } from '~/domain/acts/act';
import { ACTS, type Act } from '~/domain/acts/table';
import { ROLES } from '~/domain/vocabulary';
import { ACTS_TRIED } from '../../attack/acts-tried';
import { NO_PAGE, NO_POST, PAGES } from '../../attack/role-matrix';
import { matches, STAFF, TAKES_POSTS, THINGS } from '../../attack/staff-routes';

const ACT_NAMES = Object.keys(ACTS) as Act[];

it('every staff page is tried as every role', () => {
  expect(STAFF.length).toBeGreaterThan(30);
  const tried = PAGES.map(([path]) => path(THINGS));
  const missing = STAFF.filter(({ path }) => !NO_PAGE.includes(path) && !tried.some((one) => matches(path, one)));
  expect(missing).toEqual([]);
});

it('every staff address that takes posts is tried as every role', () => {
  const tried = ACTS_TRIED.map(([, path]) => path(THINGS));
  expect(TAKES_POSTS.length).toBeGreaterThan(20);
  // Acts before anybody is signed in, or only about whoever asks.
  const own = ['staff/sign-in', 'staff/sign-out', 'staff/enrol/:invite'];
  const missing = TAKES_POSTS.filter(({ path }) => !own.includes(path) && !tried.some((one) => matches(path, one)));
  expect(missing).toEqual([]);
});

it('every act that the permission table gives to a role is tried by those who have none of its roles', () => {
  const tried = new Set([...ACTS_TRIED.map(([act]) => act), ...PAGES.flatMap(([, , act]) => act ?? [])]);
  const ofMembers = ACT_NAMES.filter((act) =>
    (ACTS[act] as ActRule).by.some((by) => (ROLES as readonly string[]).includes(by)),
  );
  expect(ofMembers.filter((act) => !tried.has(act) && !(act in NO_POST))).toEqual([]);
  expect(Object.keys(NO_POST).filter((act) => !ACT_NAMES.includes(act as never) || tried.has(act as never))).toEqual(
    [],
  );
});
