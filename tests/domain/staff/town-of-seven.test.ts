import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActRule } from '~/domain/acts/act';
import { holdsRoleFor, rolesFor } from '~/domain/acts/permission';
import { ACTS, type Act } from '~/domain/acts/table';
import { PRESETS } from '~/domain/county/presets';
import { actLines } from '~/domain/staff/act-lines';
import { conflictAmong } from '~/domain/staff/role-conflicts';
import { APART, BY_LEVEL_ABOVE, postsOf, TOWN_OF_SEVEN, TWO_PEOPLE } from '~/domain/staff/role-matrix';
import { keyRoleIn, OPENING_KINDS, rolesFitUnit, UNIT_KINDS } from '~/domain/staff/unit-kinds';
import { ROLES, type Role } from '~/domain/vocabulary';
import { actName } from '~/words/acts';
import { vocabularyWords } from '~/words/vocabulary';

/** The rule of the matrix for two roles; null where one person may hold both. */
const apart = (one: Role, other: Role) =>
  APART.find(
    ({ between: [a, b] }) => (a.includes(one) && b.includes(other)) || (b.includes(one) && a.includes(other)),
  ) ?? null;

type Person = { id: string; roles: readonly Role[] };
const seven: Person[] = TOWN_OF_SEVEN.flatMap(({ kind, roles, people }) =>
  Array.from({ length: people }, (_, i) => ({ id: `${kind}${i}`, roles })),
);
const may = ({ id, roles }: Person, act: Act) => holdsRoleFor({ kind: 'member', memberId: id, unitId: id, roles }, act);
const doers = (act: Act) => seven.filter((one) => may(one, act));
const staffActs = (Object.keys(ACTS) as Act[]).filter((act) => rolesFor(act).length > 0);

describe('seven people', () => {
  it('are seven, none with roles that are kept apart, each in a unit of a town that may have them', () => {
    expect(seven).toHaveLength(7);
    const kinds = PRESETS.town.units.map(({ kind }) => kind as string);
    for (const { kind, roles } of TOWN_OF_SEVEN) {
      expect(conflictAmong(roles)).toBeNull();
      expect(rolesFitUnit(roles, kind)).toBe(true);
      expect(kinds).toContain(kind);
    }
  });

  it('have two who hold the key of each unit that reporting needs', () => {
    for (const kind of OPENING_KINDS) {
      const posts = TOWN_OF_SEVEN.filter((post) => post.kind === kind && keyRoleIn(post.roles, kind));
      expect(posts.reduce((sum, { people }) => sum + people, 0)).toBeGreaterThanOrEqual(2);
    }
  });

  it('suffice for every act of staff, but those of the level above', () => {
    const own = staffActs.filter((act) => !BY_LEVEL_ABOVE.includes(act));
    expect(own.filter((act) => doers(act).length === 0)).toEqual([]);
    const alone = actLines().filter(({ town, above }) => town.length === 0 && !above);
    expect(alone).toEqual([]);
    for (const act of BY_LEVEL_ABOVE) expect([['lead'], ['supervisor']]).toContainEqual(rolesFor(act));
  });

  it.each(TWO_PEOPLE)('have two different people for $first and $second', ({ first, second }) => {
    const pairs = doers(first).flatMap((one) => doers(second).filter(({ id }) => id !== one.id));
    expect(pairs.length).toBeGreaterThan(0);
  });

  it('have three different people to open an identity, an escrow, or a sample of payees', () => {
    for (const acts of [
      ['identity.ask', 'identity.approve', 'identity.open'],
      ['payee.askSample', 'payee.approveSample', 'payee.giveSample'],
    ] as const) {
      const [a, b, c] = acts.map((act) => doers(act).map(({ id }) => id));
      const three = a?.flatMap((x) => b?.flatMap((y) => c?.filter((z) => new Set([x, y, z]).size === 3) ?? []) ?? []);
      expect(three?.length).toBeGreaterThan(0);
    }
  });
});

describe('two people stay two', () => {
  const roleSet = fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1 });

  it.each(TWO_PEOPLE.filter(({ by }) => by === 'roles'))(
    'no one person may do $first and $second, whatever roles they are given',
    ({ first, second }) => {
      for (const one of rolesFor(first)) for (const other of rolesFor(second)) expect(apart(one, other)).not.toBeNull();
      fc.assert(
        fc.property(roleSet, (roles) => {
          fc.pre(conflictAmong(roles) === null);
          const one = { id: 'one', roles };
          expect(may(one, first) && may(one, second)).toBe(false);
        }),
      );
    },
  );

  it('the same role may do both halves of the others, so those ask who did the first', () => {
    for (const { first, second } of TWO_PEOPLE.filter(({ by }) => by === 'people')) {
      expect(seven.some((one) => may(one, first) && may(one, second))).toBe(true);
    }
  });

  it('every act of an opening, and every one that somebody confirms, is in the table of two people', () => {
    const named = new Set(TWO_PEOPLE.flatMap(({ first, second }) => [first, second]));
    // Reading the ceremonies and taking what was handed on are no part of the two people’s consent.
    const left: Act[] = [
      'ceremony.read',
      'identity.read',
      'escrow.take',
      'identity.refuse',
      'escrow.refuse',
      'log.confirmKey',
    ];
    const needed = staffActs.filter((act) => {
      const { ceremony }: ActRule = ACTS[act];
      return ceremony === true || /\.(confirm|certify|approve)[A-Za-z]*$/.test(act);
    });
    const byPaper: Act[] = ['directory.certifyByReserve'];
    expect(needed.filter((act) => !named.has(act) && ![...left, ...byPaper].includes(act))).toEqual([]);
  });
});

describe('the matrix of roles', () => {
  it('decides what one person may hold: two roles conflict exactly where it says so', () => {
    for (const one of ROLES) {
      for (const other of ROLES) {
        const rule = apart(one, other);
        expect(conflictAmong([one, other])).toBe(rule?.rule ?? null);
        const firstAlways = APART.find(
          ({ ever, between: [a, b] }) =>
            ever && ((a.includes(one) && b.includes(other)) || (b.includes(one) && a.includes(other))),
        );
        expect(conflictAmong([one], [other])).toBe(firstAlways?.rule ?? null);
      }
    }
  });

  it('gives each kind of unit posts that fit it, in a town as in a county', () => {
    for (const kinds of [PRESETS.town, PRESETS.sections, PRESETS.county].map(({ units }) =>
      units.map(({ kind }) => kind),
    )) {
      for (const kind of UNIT_KINDS) {
        const posts = postsOf(kind, kinds);
        expect(posts.length).toBeGreaterThan(0);
        for (const { roles } of posts) {
          expect(rolesFitUnit(roles, kind)).toBe(true);
          expect(conflictAmong(roles)).toBeNull();
        }
      }
    }
  });
});

it('is published: docs/roles.md is what the matrix says', async () => {
  await expect(published()).toMatchFileSnapshot('../../../docs/roles.md');
});

function published(): string {
  const { roles, unitKinds, roleConflicts } = vocabularyWords.en;
  const named = (all: readonly Role[]) => all.map((role) => roles[role]).join(', ');
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `# Roles

Written by \`tests/domain/staff/town-of-seven.test.ts\` from \`app/domain/staff/role-matrix.ts\`, from which the product decides; staff read the
same at \`/en/staff/roles\`. A change there is a change here (\`npx vitest run -u --project unit tests/domain/staff/town-of-seven.test.ts\`).

## A town of seven

${table(
  ['Office', 'People', 'Roles of each'],
  TOWN_OF_SEVEN.map(({ kind, people, roles: all }) => [unitKinds[kind], String(people), named(all)]),
)}

## What one person may not hold together

Everything else may be shared.

${table(
  ['Roles', 'and', 'also one after the other', 'Why'],
  APART.map(({ between: [a, b], ever, rule }) => [named(a), named(b), ever ? 'yes' : 'no', roleConflicts[rule]]),
)}

## Who does what

${table(
  ['Act', 'Roles', 'In a town of seven', 'Another person does'],
  actLines().map(({ act, roles: all, town, others, above }) => [
    actName(act, 'en'),
    named(all),
    above ? 'the level above' : town.map((kind) => unitKinds[kind]).join(', '),
    others.map((other) => actName(other, 'en')).join(', '),
  ]),
)}
`;
}
