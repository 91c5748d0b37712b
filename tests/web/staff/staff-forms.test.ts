import { afterAll, expect, it, vi } from 'vitest';
import { PASSKEY_ACTS } from '~/web/staff/passkey-acts.server';
import { ACTS_TRIED } from '../../attack/acts-tried';
import { NONE } from '../../attack/role-matrix';
import { matches, routeAt, TAKES_POSTS, THINGS, WHO } from '../../attack/staff-routes';
import { forget } from '../../runner/forget';

/**
 * The forms of a page as they are given to `staffActs`: the acts that each may be, by the values of `act` or `step`.
 */
type Forms = string | readonly string[] | Readonly<Record<string, readonly [string | readonly string[], unknown]>>;
vi.mock('~/web/staff/staff.server', async (original) => ({
  ...(await original<object>()),
  staffAct: (_args: unknown, may: Forms) => may,
  staffJson: (_args: unknown, may: Forms) => may,
}));
vi.mock('~/web/staff/staff-acts.server', async (original) => ({
  ...(await original<object>()),
  staffActs: (_args: unknown, forms: Forms) => forms,
  mayAny: (forms: Forms) => forms,
  formAct: (_args: unknown, { may }: { may: Forms }) => may,
}));

// What earlier files imported does not know these; what is imported here must not serve later ones.
vi.hoisted(() => vi.resetModules());
afterAll(() => forget(/\/app\//));

type Said = { path: string; name: string; may: readonly string[] };

/** Every act that the form at an address may ask for; without a name where the address takes only one act. */
async function saidAt(path: string): Promise<Said[]> {
  const route = TAKES_POSTS.find((one) => matches(one.path, path));
  if (!route) throw new Error(path);
  if (route.path === 'staff/passkeys') return namesOf(path, PASSKEY_ACTS);
  const module = (await routeAt(route.file)) as { action: (args: object) => Forms };
  const name = /:(\w+)$/.exec(route.path)?.[1];
  const params = name === undefined ? {} : { [name]: path.split('/').at(-1) };
  return namesOf(path, await module.action({ params }));
}

function namesOf(path: string, forms: Forms): Said[] {
  if (typeof forms === 'string') return [{ path, name: '', may: [forms] }];
  if (Array.isArray(forms)) return [{ path, name: '', may: forms }];
  return Object.entries(forms as Exclude<Forms, string | readonly string[]>).map(([name, [may]]) => ({
    path,
    name,
    may: typeof may === 'string' ? [may] : may,
  }));
}

/** Requests that change nothing and tell nothing. */
const NOT_TRIED = ['challenge', 'addQuestion'];

it('every act that a staff form takes is tried at its own address, as the act that the form says it is', async () => {
  const tried = ACTS_TRIED.map(([act, path, fields]) => {
    const { act: name, step } = fields(THINGS, WHO);
    return { act, path: path(THINGS).replace(/[^/]+\/act$/, `${NONE}/act`), name: name ?? step ?? '' };
  });
  const paths = [...new Set(tried.map(({ path }) => path)), '/zh/staff/passkeys'];
  const said = (await Promise.all([...new Set(paths)].map(saidAt))).flat();
  expect(said.length).toBeGreaterThan(100);
  const is = (one: (typeof tried)[number], { path, name, may }: Said) =>
    one.path === path && (name === '' || one.name === name) && may.includes(one.act);
  const untried = said.flatMap((form) =>
    form.may
      .filter((act) => !tried.some((one) => one.act === act && is(one, form)))
      .map((act) => `${form.path} ${form.name} ${act}`),
  );
  expect(untried.filter((text) => !NOT_TRIED.some((name) => text.includes(` ${name} `)))).toEqual([]);
  expect(tried.filter((one) => !said.some((form) => is(one, form)))).toEqual([]);
});
