import { readdirSync, readFileSync } from 'node:fs';
import type { RouteConfigEntry } from '@remix-run/route-config';
import { expect, it } from 'vitest';
import type { ActRule } from '~/domain/acts/act';
import { CASE_ACT_NAMES } from '~/domain/acts/case-acts';
import { ACT_NAMES, ACTS } from '~/domain/acts/table';
import { ROLES } from '~/domain/vocabulary';
import routes from '../../app/routes';
import { ACTS_TRIED } from '../attack/acts-tried';
import { NO_PAGE, NO_POST, NONE, PAGES, type Things } from '../attack/role-matrix';

const THINGS: Things = {
  caseId: NONE,
  reportId: NONE,
  fireUnit: NONE,
  fireKey: NONE,
  memberId: NONE,
  ceremonies: { identity: NONE, escrow: NONE, payeeSample: NONE },
  deletion: NONE,
  removal: NONE,
  proposal: NONE,
  day: '2026-01-01',
  recipient: 'age1pq1',
  wrapped: 'AAAA',
};
const WHO = { login: 'x', memberId: NONE, roles: [], unit: '' };

type Staff = { path: string; file: string };
/** Every staff address with the file that answers it. */
function staffRoutes(entries: readonly RouteConfigEntry[], above = ''): Staff[] {
  return entries.flatMap(({ path = '', file, children, index }) => {
    const whole = [above, path].filter(Boolean).join('/');
    const own = children ? [] : [{ path: whole.replace(/^\/?:lang\//, ''), file }];
    return [
      ...(index && !children ? [{ path: whole.replace(/^\/?:lang\//, ''), file }] : own),
      ...staffRoutes(children ?? [], whole),
    ];
  });
}
const STAFF = staffRoutes(routes as RouteConfigEntry[]).filter(({ path }) => /^staff(?:\/|$)/.test(path));
const source = (file: string) => readFileSync(`app/${file}`, 'utf8');
const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^/zh/${pattern.replace(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`).test(path);

it('every staff page is tried as every role', () => {
  expect(STAFF.length).toBeGreaterThan(30);
  const tried = PAGES.map(([path]) => path(THINGS));
  const missing = STAFF.filter(({ path }) => !NO_PAGE.includes(path) && !tried.some((one) => matches(path, one)));
  expect(missing).toEqual([]);
});

it('every staff address that takes posts is tried as every role', () => {
  const tried = ACTS_TRIED.map(([, path]) => path(THINGS));
  const posted = STAFF.filter(({ file }) => /^export (?:async )?(?:const|function) action\b/m.test(source(file)));
  expect(posted.length).toBeGreaterThan(20);
  // Before anybody is signed in, or for whoever asks only.
  const own = ['staff/sign-in', 'staff/sign-out', 'staff/enrol/:invite'];
  const missing = posted.filter(({ path }) => !own.includes(path) && !tried.some((one) => matches(path, one)));
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

/** What a form's `act` or `step` may be, as the sources that read it say. */
const SAID = /(?:case|(?:act|step|form\.text\('(?:act|step)'\)) [!=]==) '(\w+)'/g;
const READERS = ['app/web/ceremony-act.server.ts', 'app/web/carry-over.server.ts'];
/** Before anybody is signed in, or a question that changes and tells nothing. */
const NOT_TRIED = ['question', 'signIn', 'enrolQuestion', 'enrol', 'challenge', 'addQuestion'];

it('every act that a staff form posts is tried', () => {
  const routes = readdirSync('app/routes', { recursive: true, encoding: 'utf8' }).map((name) => `app/routes/${name}`);
  // A page of staff has its session read by the one module for that; a public page is none.
  const pages = routes.filter((file) => /\.tsx?$/.test(file) && /staff\.server'/.test(readFileSync(file, 'utf8')));
  const tried = new Set(ACTS_TRIED.flatMap(([, , fields]) => Object.values(fields(THINGS, WHO))));
  const said = [...pages, ...READERS].flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const run = /const RUN\b[^=]*= \{\n([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
    const table = [...run.matchAll(/^ {2}(\w+)[:,]/gm)].map(([, name]) => name);
    const reads = /form\.text\('(?:act|step)'\)/.test(text) ? [...text.matchAll(SAID)].map(([, name]) => name) : [];
    return [...table, ...reads].flatMap((name) => (name === undefined ? [] : [{ file, name }]));
  });
  expect(said.length).toBeGreaterThan(60);
  expect(said.filter(({ name }) => !tried.has(name) && !NOT_TRIED.includes(name))).toEqual([]);
  expect(CASE_ACT_NAMES.filter((name) => !tried.has(name))).toEqual([]);
});
