import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEnvelopeError } from '~/envelope/errors';
import { type BoardFace, canonicalFace, faceHash, openFace } from '~/envelope/keys/board-face';
import { type RoutingChange, routingChanges, type WholeRouting } from '~/envelope/keys/routing-change';
import { canonicalRouting, ROUTING, type RoutingStatement } from '~/envelope/keys/routing-statement';
import { canonicalRegister, registerHash, type TownRegister } from '~/envelope/keys/town-register';
import { changeText } from '~/routes/keys/routing-change-text';
import type { RoutingNaming } from '~/routes/keys/routing-said';
import { LANGS } from '~/words/language';
import { face, names } from './board-faces';

/** Few values, so that two routings often differ in only one thing, and units and areas often have the same name. */
const UNITS = ['u1', 'u2', 'u3'];
const UNIT_NAMES = {
  u1: { zh: '应急局', en: 'Bureau' },
  u2: { zh: '应急局', en: 'Brigade' },
  u3: { zh: '消防', en: 'Bureau' },
};
const unitId = fc.constantFrom(...UNITS);
const regulators = fc.array(
  fc.record({
    unitId,
    duty: fc.constantFrom('trade' as const, 'special' as const),
    sectors: fc.uniqueArray(fc.constantFrom('fire', 'gas', '消防')),
  }),
  { maxLength: 2 },
);
const areas = fc.record({ V1: names, T1: names, T2: names }).map((called) => [
  { code: 'T1', town: 'T1', names: called.T1 },
  { code: 'T2', town: 'T2', names: called.T2 },
  { code: 'V1', town: 'T1', names: called.V1 },
]);
const rule = fc.record({
  id: fc.constantFrom('r1', 'r2'),
  sector: fc.constantFrom('*', 'fire', 'gas'),
  area: fc.constantFrom('*', 'T1', 'T2'),
  matter: fc.constantFrom('*', 'hazard'),
  duty: fc.constantFrom('regulates' as const, 'nearest' as const),
  unitId,
});
const board = fc.record({
  code: fc.constantFrom('B1', 'B2'),
  area: fc.constantFrom('T1', 'T2', 'V1'),
  site: names,
  employer: names,
  regulators,
  face,
});
const employer = fc.record({
  id: fc.constantFrom('e1', 'e2'),
  names,
  creditCode: fc.constantFrom('91', '92'),
  regulators,
});
const register = (area: string) =>
  fc.record({
    area: fc.constant(area),
    boards: fc.uniqueArray(board, { selector: ({ code }) => code, maxLength: 2 }),
    employers: fc.uniqueArray(employer, { selector: ({ id }) => id, maxLength: 2 }),
  });
const sector = fc.record({ code: fc.constantFrom('fire', 'gas', 'own1'), names, closed: fc.boolean() });
const content = fc.record({
  areas,
  rules: fc.uniqueArray(rule, { selector: ({ id }) => id }),
  takes: fc.uniqueArray(unitId),
  seats: fc.uniqueArray(fc.record({ unitId, area: fc.constantFrom('T1', 'T2') }), { selector: (one) => one.unitId }),
  sectors: fc.uniqueArray(sector, { selector: ({ code }) => code }),
  stampDays: fc.constantFrom(14, 21),
  intakeUnitId: unitId,
  upperUnitId: unitId,
  towns: fc.tuple(register('T1'), register('T2')).chain((all) => fc.subarray(all)),
});
type Content = Parameters<Parameters<typeof content.map>[0]>[0];

const PARTS = ['towns', 'rules', 'areas', 'seats', 'sectors', 'takes', 'stampDays', 'intakeUnitId', 'upperUnitId'];

/** Another routing, each part of which comes from this one or from a second, so that most differ in a single part. */
const pairs = fc
  .tuple(content, content, fc.uniqueArray(fc.constantFrom(...PARTS), { maxLength: 2 }))
  .map(([one, other, taken]): [Content, Content] => [
    one,
    { ...one, ...Object.fromEntries(Object.entries(other).filter(([part]) => taken.includes(part))) },
  ]);

const BOARD_PARTS = ['area', 'site', 'employer', 'regulators'] as const;
const FACE_PARTS = ['sector', 'persons', 'risks', 'kind', 'point', 'hotline'] as const;

/** A change of one thing that one board says: a site, a regulator, a person. */
const boardPairs = fc
  .tuple(content, board, board, fc.constantFrom(...BOARD_PARTS, ...FACE_PARTS))
  .map(([all, one, other, part]): [Content, Content] => {
    const changed = BOARD_PARTS.find((name) => name === part)
      ? { ...one, [part]: other[part as 'area'] }
      : { ...one, face: withPart(one.face, other.face, part) };
    const withBoard = (hung: typeof one) => ({ ...all, towns: [{ area: 'T1', boards: [hung], employers: [] }] });
    return [withBoard(one), withBoard(changed)];
  });

/** This face with a part of another one, where both are of one format; a board of the other kind otherwise. */
const withPart = (one: BoardFace, other: BoardFace, part: string): BoardFace =>
  one.format === other.format && part in other ? { ...one, [part]: other[part as 'hotline'] } : other;

type Made = { text: string; whole: WholeRouting; faces: Record<string, BoardFace> };

/** As it is signed: the text, its registers opened, and the faces that they name. */
function made({ towns, ...rest }: Content): Made {
  const faces: Record<string, BoardFace> = {};
  const registers = towns.map(({ area, boards, employers }): TownRegister => {
    const hung = boards.map(({ face: said, ...one }) => {
      const text = canonicalFace(said);
      faces[faceHash(text)] = openFace(text, faceHash(text));
      return { ...one, face: faceHash(text) };
    });
    return { format: 1, area, boards: hung, employers };
  });
  const statement: RoutingStatement = {
    ...rest,
    format: 1,
    version: 1,
    madeOn: '2026-01-01',
    history: [],
    registers: registers.map((one) => ({ area: one.area, hash: registerHash(canonicalRegister(one)) })),
  };
  const text = canonicalRouting(statement);
  return { text, whole: { routing: ROUTING.parse(text), registers }, faces };
}

const namingOf = (before: Made, after: Made, lang: RoutingNaming['lang']): RoutingNaming => ({
  lang,
  sectors: after.whole.routing.sectors ?? [],
  units: Object.entries(UNIT_NAMES).map(([id, called]) => ({ id, names: called })),
  areas: after.whole.routing.areas,
  faces: { ...before.faces, ...after.faces },
});
const reversed = (change: RoutingChange): RoutingChange =>
  ({ ...change, before: change.after, after: change.before }) as RoutingChange;

describe('what guardians read before they sign', () => {
  it('names every change of a routing, in both languages, as it was and as it will be', () => {
    fc.assert(
      fc.property(fc.oneof(pairs, boardPairs), ([one, other]) => {
        const [before, after] = [made(one), made(other)];
        const changes = routingChanges(before.whole, after.whole);
        expect(changes.length > 0).toBe(before.text !== after.text);
        for (const lang of LANGS) {
          const naming = namingOf(before, after, lang);
          for (const change of changes) {
            const text = changeText(change, naming);
            expect(text.trim()).not.toBe('');
            // What shows both alike, or neither, reads the same in reverse.
            if (change.change === 'changed') expect(changeText(reversed(change), naming)).not.toBe(text);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('names a board whose face is not there by the hash that is signed', () => {
    const entry = (face: string) => ({
      town: 'T1',
      entry: { code: 'B1', area: 'T1', site: { zh: '甲' }, employer: { zh: '乙' }, regulators: [], face },
    });
    const change: RoutingChange = { of: 'board', change: 'changed', before: entry('a1'), after: entry('b2') };
    const text = changeText(change, { lang: 'zh', units: [], areas: [], sectors: [], faces: {} });
    expect(text).toContain('a1');
    expect(text).toContain('b2');
  });

  it('has an entry in two towns as two, of which neither hides the other', () => {
    const at = (area: string, unit: string): TownRegister => ({
      format: 1,
      area,
      boards: [],
      employers: [
        { id: 'e1', names: { zh: '甲' }, creditCode: '91', regulators: [{ unitId: unit, duty: 'trade', sectors: [] }] },
      ],
    });
    const { whole } = made({
      areas: [],
      rules: [],
      takes: [],
      seats: [],
      sectors: [],
      stampDays: 14,
      intakeUnitId: 'u1',
      upperUnitId: 'u1',
      towns: [],
    });
    const before = { ...whole, registers: [at('T1', 'u1'), at('T2', 'u1')] };
    const after = { ...whole, registers: [at('T1', 'u2'), at('T2', 'u1')] };
    expect(routingChanges(before, after)).toMatchObject([
      { of: 'employer', change: 'changed', before: { town: 'T1' } },
    ]);
  });

  it('is refused where a board names two persons for one part, and has them in one order', () => {
    const persons = (['regulator', 'employer', 'area'] as const).map((role) => ({
      role,
      name: '甲',
      post: '',
      phone: '1',
    }));
    const said = { format: 1 as const, sector: 'fire', risks: [], hotline: '12350' };
    const text = canonicalFace({ ...said, persons });
    expect(openFace(text, faceHash(text)).persons.map(({ role }) => role)).toEqual(['employer', 'regulator', 'area']);
    const twice = canonicalFace({ ...said, persons: [...persons, ...persons] });
    const open = () => {
      try {
        openFace(twice, faceHash(twice));
        return 'opened';
      } catch (error) {
        return isEnvelopeError(error) ? error.code : 'thrown';
      }
    };
    expect(open()).toBe('damaged');
  });
});
