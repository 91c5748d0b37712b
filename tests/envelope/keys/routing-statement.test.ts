import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attest } from '~/envelope/keys/attestation';
import { routingChanges } from '~/envelope/keys/routing-change';
import { canonicalRouting, openRouting, ROUTING, type RoutingStatement } from '~/envelope/keys/routing-statement';
import { historyOf, type SignedStatement, seenOf, signStatementText } from '~/envelope/keys/signed-statement';
import { canonicalRegister, registerHash } from '~/envelope/keys/town-register';
import { newSigningKey } from '~/envelope/signing';
import { directory, refused, register, seedOf, statement, text, trade } from './routing-statement-example';

const countyKey = newSigningKey();

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
