import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isEnvelopeError } from '~/envelope/errors';
import { newKeyPair } from '~/envelope/key-pair';
import { attest } from '~/envelope/keys/attestation';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { signHeld, takersOf } from '~/envelope/keys/held-key';
import { routingChanges } from '~/envelope/keys/routing-change';
import {
  canonicalRouting,
  openRouting,
  ROUTING,
  type RoutingStatement,
  townIn,
} from '~/envelope/keys/routing-statement';
import { historyOf, type SignedStatement, seenOf, signStatementText } from '~/envelope/keys/signed-statement';
import { regulatorFor, regulatorOf } from '~/envelope/keys/site-regulator';
import {
  canonicalRegister,
  employerCalled,
  openRegister,
  registerHash,
  type TownRegister,
} from '~/envelope/keys/town-register';
import { regulatorsOf, signedPlace } from '~/envelope/report/report-place';
import { newSigningKey, type SigningKey } from '~/envelope/signing';

/** The refusal's code, or null. */
function refused(open: () => unknown): string | null {
  try {
    open();
    return null;
  } catch (error) {
    if (isEnvelopeError(error)) return error.code;
    throw error;
  }
}

const countyKey = newSigningKey();
const people: Record<string, SigningKey> = {};
for (const id of ['g1', 'g2', 'g3', 'f1', 'f2', 'm1']) people[id] = newSigningKey();
let directory: DirectoryStatement;
let keyOfFire = '';

const unit = (id: string, kind: string, parentUnitId: string | null = null) => ({
  id,
  kind,
  code: id,
  names: { zh: id, en: id },
  parentUnitId,
  successorIds: [],
  closedOn: null,
});
const trade = (unitId: string) => [{ unitId, duty: 'trade' as const, sectors: [] }];
const FACE = 'f'.repeat(64);
const register: TownRegister = {
  format: 1,
  area: 'T1',
  boards: [
    { code: 'B2', area: 'V1', site: { zh: '东门' }, employer: { zh: '乙厂' }, regulators: trade('mines'), face: FACE },
    { code: 'B1', area: 'T1', site: { zh: '西门' }, employer: { zh: '甲厂' }, regulators: trade('fire'), face: FACE },
  ],
  employers: [
    { id: 'e2', names: { zh: '乙厂', en: 'Works B' }, creditCode: '9150', regulators: trade('mines') },
    { id: 'e1', names: { zh: '甲厂', en: 'Works A' }, creditCode: '9151', regulators: trade('fire') },
  ],
};
const text = canonicalRegister(register);
const statement: RoutingStatement = {
  format: 1,
  version: 1,
  madeOn: '2026-02-03',
  history: [],
  stampDays: 21,
  areas: [
    { code: 'C', town: null, names: { zh: '县' } },
    { code: 'T1', town: 'T1', names: { zh: '甲镇', en: 'Town A' } },
    { code: 'V1', town: 'T1', names: { zh: '村' } },
  ],
  rules: [
    { id: 'r2', sector: 'mining', area: '*', matter: '*', duty: 'regulates', unitId: 'mines' },
    { id: 'r1', sector: 'fire', area: 'T1', matter: '*', duty: 'regulates', unitId: 'fire' },
  ],
  takes: ['fire', 'intake'],
  seats: [{ unitId: 'fire', area: 'T1' }],
  intakeUnitId: 'intake',
  upperUnitId: 'city',
  registers: [{ area: 'T1', hash: registerHash(text) }],
};

beforeAll(async () => {
  const { recipient } = await newKeyPair();
  keyOfFire = recipient;
  const member = (id: string, unitId: string) => ({
    id,
    unitIds: [unitId],
    officeIds: [unitId],
    recipient,
    signingKey: people[id]?.publicKey ?? '',
  });
  directory = {
    format: 2,
    version: 1,
    madeOn: '2026-02-03',
    history: [],
    units: [
      unit('city', 'upper'),
      unit('intake', 'intake', 'city'),
      unit('fire', 'department', 'city'),
      unit('mines', 'department', 'city'),
      unit('guardians', 'guardians'),
    ],
    keys: [{ unitKeyId: 'k1', unitId: 'fire', epoch: 1, recipient }],
    members: [
      member('g1', 'guardians'),
      member('g2', 'guardians'),
      member('f1', 'fire'),
      member('f2', 'fire'),
      member('m1', 'mines'),
    ],
    superior: null,
    backup: null,
    reserve: null,
  };
});

const seedOf = (id: string) => people[id]?.seed ?? new Uint8Array(32);
const signedText = (what: string, by = ['g1', 'g2'], key = countyKey): SignedStatement => ({
  statement: what,
  signature: signStatementText('routing', what, key.seed),
  publicKey: key.publicKey,
  attestations: by.map((memberId) => ({
    memberId,
    signature: attest('routing', what, key.publicKey, seedOf(memberId)),
  })),
});
const signed = (what: RoutingStatement, by?: string[]) => signedText(canonicalRouting(what), by);

test('the text is the same in whatever order entries come, and is the only text that is read', () => {
  const shuffled = <T>(entries: readonly T[]) => fc.shuffledSubarray([...entries], { minLength: entries.length });
  fc.assert(
    fc.property(
      shuffled(statement.areas),
      shuffled(statement.rules),
      shuffled(statement.takes),
      shuffled(register.boards),
      shuffled(register.employers),
      (areas, rules, takes, boards, employers) => {
        expect(canonicalRouting({ ...statement, areas, rules, takes })).toBe(canonicalRouting(statement));
        expect(canonicalRegister({ ...register, boards, employers })).toBe(text);
      },
    ),
  );
  expect(ROUTING.parse(canonicalRouting(statement))).toEqual(JSON.parse(canonicalRouting(statement)));
  expect(refused(() => ROUTING.parse(JSON.stringify(statement)))).toBe('damaged');
});

describe('a signed routing', () => {
  test('opens by two guardians of the list, and by nobody else’s word', () => {
    expect(openRouting(signed(statement), directory).intakeUnitId).toBe('intake');
    for (const by of [[], ['g1'], ['g1', 'g1'], ['g1', 'g3'], ['g1', 'f1'], ['f1', 'f2']]) {
      expect(
        refused(() => openRouting(signed(statement, by), directory)),
        by.join(),
      ).toBe('badSignature');
    }
  });

  test('is not one whose text was changed, nor a list’s, nor another county’s with these guardians’ words', () => {
    const good = signed(statement);
    const other = { ...statement, rules: statement.rules.map((rule) => ({ ...rule, unitId: 'mines' })) };
    expect(refused(() => openRouting({ ...good, statement: canonicalRouting(other) }, directory))).toBe('badSignature');
    const foreign = signedText(canonicalRouting(statement), ['g1', 'g2'], newSigningKey());
    expect(refused(() => openRouting({ ...foreign, attestations: good.attestations }, directory))).toBe('badSignature');
    const asList = good.attestations.map(({ memberId }) => ({
      memberId,
      signature: attest('directory', good.statement, good.publicKey, seedOf(memberId)),
    }));
    expect(refused(() => openRouting({ ...good, attestations: asList }, directory))).toBe('badSignature');
  });

  test('keeps its history: no older one, no fork', () => {
    const next = { ...statement, version: 2, history: historyOf(ROUTING, statement) };
    const seen = seenOf(ROUTING, next);
    expect(openRouting(signed(next), directory, seenOf(ROUTING, statement)).version).toBe(2);
    const fork = { ...next, stampDays: 20 };
    const elsewhere = { ...next, history: [registerHash('other')] };
    const third = { ...next, version: 3, history: historyOf(ROUTING, fork) };
    for (const [list, before] of [
      [statement, seen],
      [fork, seen],
      [elsewhere, seenOf(ROUTING, statement)],
      [third, seen],
    ] as const) {
      expect(refused(() => openRouting(signed(list), directory, before))).toBe('badSignature');
    }
  });

  test('leads only to units of the list that may handle reports', () => {
    const wrong: Partial<RoutingStatement>[] = [
      { rules: [{ ...(statement.rules[0] as RoutingStatement['rules'][0]), unitId: 'guardians' }] },
      { rules: [{ ...(statement.rules[0] as RoutingStatement['rules'][0]), unitId: 'nobody' }] },
      { takes: ['nobody'] },
      { intakeUnitId: 'fire' },
      { upperUnitId: 'intake' },
      { seats: [{ unitId: 'fire', area: 'nowhere' }] },
      { registers: [{ area: 'nowhere', hash: registerHash('x') }] },
      { areas: [...statement.areas, { code: 'V2', town: 'nowhere', names: { zh: '村' } }] },
    ];
    for (const changes of wrong) {
      const list = signed({ ...statement, ...changes });
      expect(
        refused(() => openRouting(list, directory)),
        JSON.stringify(changes),
      ).toBe('damaged');
    }
  });
});

describe('registers', () => {
  test('are the very text that the routing names', () => {
    expect(openRegister(text, 'T1', statement).boards).toHaveLength(2);
    const changed = canonicalRegister({ ...register, boards: [] });
    expect(refused(() => openRegister(changed, 'T1', statement))).toBe('badSignature');
    expect(refused(() => openRegister(text, 'T2', statement))).toBe('badSignature');
    const moved = { registers: [{ area: 'T2', hash: registerHash(text) }] };
    expect(refused(() => openRegister(text, 'T2', moved))).toBe('damaged');
  });

  test('find an employer by any of its names or its code, and none where two are called so', () => {
    expect(employerCalled(register, ' 甲 厂')?.id).toBe('e1');
    expect(employerCalled(register, 'WORKS b')?.id).toBe('e2');
    expect(employerCalled(register, '９１５１')?.id).toBe('e1');
    expect(employerCalled(register, '丙厂')).toBeNull();
    expect(employerCalled(register, null)).toBeNull();
    const twice = { ...register, employers: register.employers.map((one) => ({ ...one, names: { zh: '甲厂' } })) };
    expect(employerCalled(twice, '甲厂')).toBeNull();
  });

  test('a board is found in its own town, whatever a page says of it', async () => {
    const load = async (area: string) => (area === 'T1' ? register : null);
    for (const boardArea of ['V1', 'T1', 'C', 'elsewhere', null]) {
      const at = await signedPlace(statement, { area: null, siteCode: 'B2', boardArea, employer: null }, load);
      expect([at.board?.code, at.area, at.town]).toEqual(['B2', 'V1', 'T1']);
      expect(regulatorsOf(at, 'mining').board).toEqual({ siteCode: 'B2', regulatorUnitId: 'mines' });
    }
    const asked = { area: 'V1', siteCode: null, boardArea: null, employer: '甲厂' };
    expect(regulatorsOf(await signedPlace(statement, asked, load), 'mining').employer).toEqual({
      regulatorUnitId: 'fire',
    });
    const unknown = await signedPlace(statement, { ...asked, siteCode: 'B9', employer: null }, load);
    expect([unknown.board, unknown.town]).toEqual([null, 'T1']);
    expect(townIn(statement, 'C')).toBeNull();
  });

  // 000 section 3: beside the trade's regulator, who regulates fire and special equipment answers for theirs; 004(10): one department for daily enforcement.
  test.each([
    ['the trade of a plant', regulatorOf('emergency', 'hazardousChemicals'), 'hazardousChemicals', 'emergency'],
    ['its other daily matters', regulatorOf('emergency', 'hazardousChemicals'), 'other', 'emergency'],
    ['a fire exit of a plant', regulatorOf('emergency', 'hazardousChemicals'), 'fire', null],
    ['a boiler of a plant', regulatorOf('emergency', 'hazardousChemicals'), 'specialEquipment', null],
    ['a lift in a mall', regulatorOf('market', 'specialEquipment'), 'specialEquipment', 'market'],
    ['a fire exit in a mall', regulatorOf('market', 'specialEquipment'), 'fire', null],
    ['building works in a mall', regulatorOf('market', 'specialEquipment'), 'construction', null],
    ['one trade of two', { unitId: 'housing', duty: 'trade' as const, sectors: ['gas'] }, 'construction', null],
  ])('a board’s regulator takes its own duty only: %s', (_, regulator, sector, expected) => {
    expect(regulatorFor([regulator], sector)).toBe(expected);
  });

  test('a special duty comes before the trade', () => {
    const regulators = [regulatorOf('trade', 'industry'), regulatorOf('special', 'fire')];
    expect(regulatorFor(regulators, 'fire')).toBe('special');
    expect(regulatorFor(regulators, 'mining')).toBe('trade');
    expect(regulatorFor([], 'mining')).toBeNull();
  });
});

describe('who takes reports', () => {
  const word = (memberId: string, recipient = keyOfFire, by = memberId) => ({
    unitKeyId: 'k1',
    memberId,
    signature: signHeld({ unitKeyId: 'k1', recipient, memberId }, seedOf(by)),
  });

  test('a unit of which two members say by their own signatures that they hold its key', () => {
    expect(takersOf(directory, [word('f1'), word('f2')])).toEqual(['fire']);
  });

  test('no row says it for them', async () => {
    const { recipient } = await newKeyPair();
    const f1 = word('f1');
    for (const words of [
      [f1],
      [f1, f1],
      [f1, word('f2', keyOfFire, 'f1')],
      [f1, { ...f1, memberId: 'f2' }],
      [f1, word('m1')],
      [f1, word('f2', recipient)],
      [f1, { ...word('f2'), unitKeyId: 'k0' }],
    ]) {
      expect(takersOf(directory, words)).toEqual([]);
    }
  });

  test('not of a unit that was closed', () => {
    const units = directory.units.map((one) => ({ ...one, closedOn: '2026-01-01' }));
    expect(takersOf({ ...directory, units }, [word('f1'), word('f2')])).toEqual([]);
  });
});

test('what a next routing changes is told down to each board and employer', () => {
  const before = { routing: statement, registers: [register] };
  expect(routingChanges(before, before)).toEqual([]);
  const boards = register.boards.map((board) =>
    board.code === 'B1' ? { ...board, regulators: trade('mines') } : board,
  );
  const after = {
    routing: { ...statement, takes: ['fire'], rules: statement.rules.slice(1), stampDays: 14 },
    registers: [{ ...register, boards, employers: register.employers.slice(1) }],
  };
  expect(routingChanges(before, after).map(({ of, change }) => `${of} ${change}`)).toEqual([
    'takes removed',
    'rule removed',
    'board changed',
    'employer removed',
    'setting changed',
  ]);
});
