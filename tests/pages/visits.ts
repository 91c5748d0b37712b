import { eq, isNull } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import type { Context } from '~/services/context.server';
import { everybodyIn, type Session } from '../attack/everybody';
import { thingsOf } from '../attack/matrix-things';
import { PAGES } from '../attack/role-matrix';
import { ROUTES } from '../attack/staff-routes';

/** What to ask for, without its language, and as whom; `short` where the short form asks, too. */
export type Visit = { path: string; who: Session; short: boolean };

const kindOf = ({ roles }: Session) => [...roles].sort().join();

/** What everybody's first page shows depends on the roles. */
const HOME = '/zh/staff';

/**
 * Every staff page as one person of each set of roles that may read it (tests/domain/staff/role-matrix.test.ts looks that none is
 * missing), and a case of every stage and verdict as each who works on it. In the short form as two of them, who
 * are others from page to page, and only the first page as everybody.
 */
export async function staffVisits(ctx: Context): Promise<Visit[]> {
  const people = await everybodyIn(ctx);
  const oneOfEach = (all: Session[]) =>
    all.filter((who, at) => all.findIndex((one) => kindOf(one) === kindOf(who)) === at);
  const things = await thingsOf(ctx);
  const pages = PAGES.map(([path, may]) => ({ path: path(things), all: people.filter(may) }));
  const cases = await ctx.db
    .selectDistinctOn([caseFile.stage, caseFile.verdict], { id: caseFile.id, code: unit.code })
    .from(caseFile)
    .innerJoin(unit, eq(unit.id, caseFile.responsibleUnitId))
    .where(isNull(caseFile.purgedOn))
    .orderBy(caseFile.stage, caseFile.verdict);
  const ofCases = cases.map(({ id, code }) => ({
    path: `/zh/staff/cases/${id}`,
    all: people.filter((who) => who.unit === code && who.roles.some((role) => ['handler', 'lead'].includes(role))),
  }));
  return [...pages, ...ofCases].flatMap(({ path, all }, at) => {
    const readers = oneOfEach(all);
    const from = at % Math.max(1, readers.length);
    return [...readers.slice(from), ...readers.slice(0, from)].map((who, n) => ({
      path: path.replace(/^\/zh/, ''),
      who,
      short: n < 2 || path === HOME,
    }));
  });
}

/** Addresses of the pages that anybody may open, by their routes; null where tests/e2e/in-one-language.e2e.ts opens it. */
const PUBLIC: Readonly<Record<string, string | null>> = {
  '/:lang': '',
  '/q/:site': '/q/AL01?lang=:lang',
  'setup/:token': null,
  report: '/report?site=AL01',
  follow: '/follow',
  exposure: '/exposure',
  statistics: '/statistics',
  rewards: '/rewards',
  limits: '/limits',
  notices: '/notices',
  protection: '/protection',
  privacy: '/privacy',
  accessibility: '/accessibility',
  security: '/security',
  'staff/sign-in': '/staff/sign-in',
  'staff/enrol/:invite': '/staff/enrol/spent',
};

const PAGE_WITHOUT_SESSION = /^staff\/(sign-in|enrol)/;
/** Routes that draw a page for whoever is not signed in. */
const publicRoutes = ROUTES.filter(
  ({ path, file }) => file.endsWith('.tsx') && (!/^staff(\/|$)/.test(path) || PAGE_WITHOUT_SESSION.test(path)),
).map(({ path }) => path);

/** The addresses, and routes that no address is known of. */
export const publicPages = {
  unknown: publicRoutes.filter((path) => !(path in PUBLIC)),
  paths: publicRoutes.flatMap((path) => PUBLIC[path] ?? []).concat('/nowhere'),
};

export const inLanguage = (path: string, lang: string): string =>
  path.includes(':lang') ? path.replace(':lang', lang) : `/${lang}${path}`;
