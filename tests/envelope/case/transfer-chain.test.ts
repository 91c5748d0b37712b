import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { responsibleAfter, type SignedStep, signStep } from '~/envelope/case/case-transfer';
import { chainHashes, linkOf, nextPlace, vouchedHashes } from '~/envelope/case/transfer-chain';
import { reportProofKey } from '~/envelope/report/report-proof';
import { newSigningKey } from '~/envelope/signing';

const UNITS = ['fire', 'emergency', 'town', 'discipline'];
const key = newSigningKey();
const member = { id: randomUUID(), unitIds: UNITS, signingKey: key.publicKey };
const lists = [{ members: [member] }] as never;
const by = { lists, unitsOf: () => UNITS, isAbove: () => true };
const seeds = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
const cases: string[] = seeds.map(() => randomUUID());

/** A county whose cases went from unit to unit in this order; `moves` are numbers of case and unit. */
function county(moves: readonly (readonly [number, number])[]): SignedStep[] {
  const at = new Map(cases.map((id) => [id, 'fire']));
  const steps: SignedStep[] = [];
  for (const [which, to] of moves) {
    const caseId = cases[which] ?? '';
    const [fromUnitId, toUnitId] = [at.get(caseId) ?? '', UNITS[to] ?? ''];
    const sequence = steps.filter((one) => one.caseId === caseId).length + 1;
    const place = nextPlace({ hashes: hashesOf(steps) });
    const step = {
      caseId,
      sequence,
      kind: 'transfer',
      fromUnitId,
      toUnitId,
      onDay: '2026-11-29',
      listVersion: 1,
    } as const;
    const signer = { memberId: member.id, signingSeed: key.seed, reportSeeds: [seeds[which] ?? new Uint8Array(32)] };
    steps.push(signStep({ ...step, ...place }, signer));
    at.set(caseId, toUnitId);
  }
  return steps;
}

const linksOf = (steps: readonly SignedStep[]) => steps.map((step) => linkOf(step, step.memberId));
const hashesOf = (steps: readonly SignedStep[]) => chainHashes(linksOf(steps));

/** What a browser makes of rows: the chain as it stands, and where one case is. */
function checked(steps: readonly SignedStep[]) {
  const links = linksOf(steps);
  const newest = steps.at(-1);
  const last = newest ? { memberId: newest.memberId, signature: newest.signature } : null;
  return { links, hashes: vouchedHashes({ links, last }, lists) };
}

function unitOf(which: number, steps: readonly SignedStep[], chain = checked(steps)): string {
  const caseId = cases[which] ?? '';
  const proofKey = reportProofKey(seeds[which] ?? new Uint8Array(32), 'ask').publicKey;
  const own = steps.filter((step) => step.caseId === caseId);
  return responsibleAfter({ firstUnitId: 'fire', proofKey }, caseId, own, { ...by, chain });
}

const moves = fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { minLength: 1, maxLength: 7 });
const runs = { numRuns: 25 };

describe('the chain of all transfers of a county', () => {
  test('tells where each case is', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const steps = county(made);
        for (const which of [0, 1, 2]) {
          const last = made.filter(([of]) => of === which).at(-1);
          expect(unitOf(which, steps)).toBe(last ? UNITS[last[1]] : 'fire');
        }
      }),
      runs,
    );
  });

  test('without any of its steps is another one than somebody has seen, or none', () => {
    fc.assert(
      fc.property(moves, fc.nat(), fc.nat(127), (made, seenAt, mask) => {
        const steps = county(made);
        const seen = (seenAt % steps.length) + 1;
        const head = hashesOf(steps)[seen - 1] ?? '';
        const left = steps.filter((_, index) => ((mask >> index) & 1) === 0);
        let hashes: string[] = [];
        try {
          hashes = checked(left).hashes;
        } catch (error) {
          expect(error).toMatchObject({ code: 'badSignature' });
        }
        const whole = left.length >= seen && left.slice(0, seen).every((step, index) => step === steps[index]);
        expect(hashes[seen - 1] === head).toBe(whole && hashes.length === left.length && hashes.length > 0);
      }),
      { numRuns: 100 },
    );
  });

  test('brings every step of a case, each as it was signed, in its place', () => {
    fc.assert(
      fc.property(moves, fc.nat(), fc.constantFrom('left', 'changed', 'moved', 'foreign'), (made, which, how) => {
        const steps = county(made);
        const chain = checked(steps);
        const index = which % steps.length;
        const step = steps[index] as SignedStep;
        const changed: Record<typeof how, SignedStep[]> = {
          left: [],
          changed: [{ ...step, toUnitId: 'elsewhere' }],
          moved: [{ ...step, number: step.number + 1 }],
          foreign: [{ ...step, memberId: randomUUID() }],
        };
        const bent = steps.flatMap((one, at) => (at === index ? changed[how] : [one]));
        const of = cases.indexOf(step.caseId);
        expect(() => unitOf(of, bent, chain)).toThrow(expect.objectContaining({ code: 'badSignature' }));
      }),
      { numRuns: 60 },
    );
  });

  test('is vouched for by the signature of its newest step: nobody else’s, and no link of before exchanged', () => {
    const steps = county([
      [0, 1],
      [1, 2],
      [0, 3],
    ]);
    const { links } = checked(steps);
    const newest = steps.at(-1) as SignedStep;
    const last = { memberId: newest.memberId, signature: newest.signature };
    const throws = (chain: Parameters<typeof vouchedHashes>[0]) =>
      expect(() => vouchedHashes(chain, lists)).toThrow(expect.objectContaining({ code: 'badSignature' }));
    expect(vouchedHashes({ links, last }, lists)).toHaveLength(3);
    throws({ links, last: { ...last, memberId: randomUUID() } });
    throws({ links, last: null });
    throws({ links: [], last });
    throws({ links: [links[1], links[0], links[2]] as typeof links, last });
    throws({ links: [{ ...links[0], stepHash: links[1]?.stepHash } as never, ...links.slice(1)], last });
  });

  test('names no case: the same one has another tag at each place', () => {
    const steps = county([
      [0, 1],
      [0, 2],
    ]);
    const [one, two] = linksOf(steps);
    expect(one?.caseTag).not.toBe(two?.caseTag);
    expect(JSON.stringify(linksOf(steps))).not.toContain(cases[0]);
  });
});
