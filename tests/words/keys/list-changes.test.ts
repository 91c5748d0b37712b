import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { directoryChanges } from '~/envelope/keys/directory-change';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { ListChanges } from '~/routes/keys/list-changes';
import { LANGS, type Lang } from '~/words/language';
import { guards, recipients, statement } from '../../envelope/keys/directory-example';

type Filled<T> = T extends readonly (infer E)[]
  ? Filled<E>[]
  : T extends object
    ? { [K in keyof T]-?: Filled<T[K]> }
    : NonNullable<T>;

const [a = '', b = '', c = ''] = recipients;
const names = (called: string) => ({ zh: called, en: `${called} en`, fr: `${called} fr` });
const unit = (id: string): Filled<DirectoryStatement['units'][number]> => ({
  id,
  kind: 'department',
  code: id,
  names: names('应急局'),
  parentUnitId: 'fire',
  successorIds: ['mining', 'gas'],
  closedOn: '2026-01-02',
  contacts: { phone: '110', address: names('县府路'), hours: names('每日') },
});

/** A list in which every member says something; one that is added to the statement does not compile without a value here. */
const full: Filled<DirectoryStatement> = {
  ...statement,
  units: [
    unit('u1'),
    unit('u2'),
    ...statement.units.map(({ id, kind }) => ({ ...unit(id), kind, parentUnitId: 'u1' })),
  ],
  keys: statement.keys.slice(0, 2),
  members: statement.members.slice(0, 1),
  superior: {
    names: names('市应急局'),
    address: names('市府路'),
    phone: '12350',
    mail: 'up@example.org',
    holders: [
      { post: '举报中心主任', recipient: a },
      { post: '值班长', recipient: b },
    ],
    others: [{ names: names('纪委'), phone: '12388' }],
  },
  backup: { recipient: c },
  reserve: { signingKey: guards.g3?.publicKey ?? '' },
};

/** What a guardian is shown, as text, where `after` would follow `before`. */
function shown(before: DirectoryStatement, after: DirectoryStatement, lang: Lang): string {
  const changes = directoryChanges(before, after);
  const names = Object.fromEntries([...before.members, ...after.members].map(({ id }) => [id, `人 ${id}`]));
  const props = { lang, names, statement: after, changes, caption: '', ticks: true };
  return renderToStaticMarkup(createElement(ListChanges, props)).replace(/<input[^>]*>|id="[^"]*"|for="[^"]*"/g, '');
}

type Path = readonly (string | number)[];
const HEAD = ['format', 'version', 'madeOn', 'history'];
/** Names by which others refer to an entry; another one reads as one entry less and one more. */
const REFERENCES = ['id', 'unitKeyId'];

/** Every place in a value, whole entries as well as what stands in them. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, one]) =>
    places(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inside : [path, ...inside];
}

/** The statement with something else in that place, or nothing there. */
function otherwise(path: Path, to: 'other' | 'gone'): DirectoryStatement {
  const copy = structuredClone(full) as unknown as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  const within = path.slice(0, -1).reduce((at, key) => at[key] as Record<string | number, unknown>, copy);
  const value = within[last];
  if (to === 'other') within[last] = otherThan(value, String(last));
  else if (Array.isArray(within)) within.splice(Number(last), 1);
  else if (typeof value === 'object' && path.length > 1 && last !== 'address' && last !== 'hours') delete within[last];
  else within[last] = null;
  return copy as unknown as DirectoryStatement;
}

function otherThan(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return [...value].reverse();
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'object') return value;
  if (name === 'recipient') return recipients[3];
  if (name === 'signingKey') return guards.g1?.publicKey === value ? guards.g2?.publicKey : guards.g1?.publicKey;
  // Units that bear the same name, so that only their ids tell them apart.
  if (value === 'u1') return 'u2';
  return `${String(value)}9`;
}

const texts = (one: DirectoryStatement) => {
  try {
    return canonicalDirectory(one);
  } catch {
    return null;
  }
};

describe('what a guardian is shown of a next list', () => {
  const all = places(full).filter(([first]) => !HEAD.includes(String(first)));

  it('is whatever is signed otherwise, wherever it stands in the statement', () => {
    let tried = 0;
    for (const lang of LANGS) {
      const nothing = shown(full, full, lang);
      for (const path of all) {
        for (const to of ['other', 'gone'] as const) {
          const after = otherwise(path, to);
          const text = texts(after);
          // Some places can only be filled, and some lists have no order.
          if (text === null || text === texts(full) || (to === 'gone' && isRequired(path))) continue;
          tried += 1;
          const told = shown(full, after, lang);
          const where = `${path.join('.')} ${to} ${lang}`;
          expect(told === nothing ? where : '').toBe('');
          const back = REFERENCES.includes(String(path.at(-1))) ? '' : shown(after, full, lang);
          expect(told === back ? where : '').toBe('');
        }
      }
    }
    expect(tried).toBeGreaterThan(200);
  });

  it('has a place for each member of a statement that is not its number, day or history', () => {
    expect([...new Set(all.map(([first]) => first))].sort()).toEqual(
      Object.keys(JSON.parse(canonicalDirectory(full)))
        .filter((name) => !HEAD.includes(name))
        .sort(),
    );
  });
});

/** A text or a number that an entry cannot be without. */
function isRequired(path: Path): boolean {
  const value = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], full);
  if (typeof value === 'number') return true;
  const free = [
    'phone',
    'mail',
    'address',
    'hours',
    'closedOn',
    'parentUnitId',
    'contacts',
    'superior',
    'backup',
    'reserve',
  ];
  const [at, last] = path.slice(-2);
  if (at === 'names' || at === 'address' || at === 'hours' || typeof last === 'number') return false;
  return !free.includes(String(last)) || (last === 'phone' && path.includes('others'));
}
