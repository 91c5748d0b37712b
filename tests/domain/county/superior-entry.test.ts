import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSuperior, type SuperiorEntry, superiorShown, type TypedSuperior } from '~/domain/county/superior-entry';

const TODAY = '2026-11-30';
const isRecipient = (text: string) => /^age1pq1[a-z0-9]{3,}$/.test(text);
const [KEY, OTHER] = ['age1pq1abc', 'age1pq1xyz'];
const nobody = { post: '', recipient: '' };
const nowhere = { names: {}, phone: '' };
const typed = (given: Partial<TypedSuperior> = {}): TypedSuperior => ({
  names: { zh: '市应急管理局', en: '' },
  address: {},
  phone: '023-12350',
  mail: '',
  holders: [nobody, nobody],
  others: [nowhere, nowhere, nowhere],
  fromDay: '',
  ...given,
});
const problemsOf = (given: Partial<TypedSuperior>) => {
  const read = readSuperior(typed(given), TODAY, isRecipient);
  return read.ok ? [] : read.problems.map(({ field, problem }) => `${field} ${problem}`);
};
const holders = (...all: [string, string][]) => ({ holders: all.map(([post, recipient]) => ({ post, recipient })) });

describe('the level above as it is typed', () => {
  test.each<[string, Partial<TypedSuperior>, string[]]>([
    ['name and telephone are enough', {}, []],
    ['no name', { names: { zh: ' ' } }, ['name.zh missing']],
    ['no way to reach it', { phone: '' }, ['phone noReach']],
    ['an address alone', { phone: '', address: { zh: '人民路 1 号' } }, []],
    ['a wrong mail', { mail: 'up at example' }, ['mail mail']],
    ['a day that has been', { fromDay: '2026-11-29' }, ['fromDay past']],
    ['two holders with a key each', holders(['主任', KEY], ['值班长', OTHER]), []],
    ['two holders of one key', holders(['主任', KEY], ['值班长', '']), []],
    ['one holder only', holders(['主任', KEY], ['', '']), ['post1 bothHolders']],
    ['the same person twice', holders(['主任', KEY], ['主任', OTHER]), ['post1 samePerson']],
    ['people without a key', holders(['主任', ''], ['值班长', '']), ['recipient0 recipient']],
    ['a key cut off', holders(['主任', 'age1pq1'], ['值班长', OTHER]), ['recipient0 recipient']],
    ['a key of the older kind', holders(['主任', KEY], ['值班长', 'age1abc']), ['recipient1 weakRecipient']],
    ['a private key', holders(['主任', 'AGE-SECRET-KEY-PQ-1ABC'], ['值班长', '']), ['recipient0 secretKey']],
    ['another place without a number', { others: [{ names: { zh: '纪委' }, phone: '' }] }, ['otherPhone0 missing']],
    ['another number without a name', { others: [{ names: {}, phone: '12388' }] }, ['other0.zh missing']],
  ])('%s', (_, given, problems) => expect(problemsOf(given)).toEqual(problems));

  test('a key that was broken into lines is put together, and both holders of one key have it', () => {
    const read = readSuperior(typed(holders(['主任', ' age1pq1\n abc '], ['值班长', ''])), TODAY, isRecipient);
    expect(read.ok && read.entry.holders).toEqual([
      { post: '主任', recipient: KEY },
      { post: '值班长', recipient: KEY },
    ]);
  });

  test('what was taken is shown and read again as the same, with no or two holders', () => {
    const text = fc.constantFrom('', ' 甲', '乙 ', '主任');
    const names = fc.record({ zh: text, en: text });
    const any = fc.record({
      names,
      address: names,
      phone: fc.constantFrom('', '12350', '１２３'),
      mail: fc.constantFrom('', 'a@b.cn'),
      holders: fc.tuple(
        ...[0, 1].map(() => fc.record({ post: text, recipient: fc.constantFrom('', KEY, OTHER, 'age1abc') })),
      ),
      others: fc.tuple(...[0, 1, 2].map(() => fc.record({ names, phone: fc.constantFrom('', '12388') }))),
      fromDay: fc.constantFrom('', '2026-12-01'),
    });
    let taken = 0;
    fc.assert(
      fc.property(any, (given) => {
        const read = readSuperior(given as TypedSuperior, TODAY, isRecipient);
        if (!read.ok) return;
        taken += 1;
        expect([0, 2]).toContain(read.entry.holders.length);
        expect(new Set(read.entry.holders.map(({ post }) => post)).size).toBe(read.entry.holders.length);
        const again = readSuperior(asTyped(read.entry), TODAY, isRecipient);
        expect(again.ok && again.entry).toEqual(read.entry);
      }),
      { numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(20);
  });
});

/** The form filled from an entry, and posted as it stands. */
function asTyped(entry: SuperiorEntry): TypedSuperior {
  const shown = superiorShown(entry);
  const at = (name: string) => shown[name] ?? '';
  const both = (name: string) => ({ zh: at(`${name}.zh`), en: at(`${name}.en`) });
  return {
    names: both('name'),
    address: both('address'),
    phone: at('phone'),
    mail: at('mail'),
    holders: [0, 1].map((n) => ({ post: at(`post${n}`), recipient: at(`recipient${n}`) })),
    others: [0, 1, 2].map((n) => ({ names: both(`other${n}`), phone: at(`otherPhone${n}`) })),
    fromDay: '',
  };
}
