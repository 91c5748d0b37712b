import { describe, expect, it } from 'vitest';
import {
  approveIdentity,
  areThree,
  askIdentity,
  type Ceremony,
  type CeremonyMember,
  openIdentity,
  refuseIdentity,
} from '~/domain/identity';
import { isRefusal, type Refusal } from '~/domain/refusal';
import type { Role } from '~/domain/vocabulary';

const person = (memberId: string, roles: Role[], ever: Role[] = []): CeremonyMember => ({
  kind: 'member',
  memberId,
  unitId: 'u',
  roles,
  ever,
});
const handler = person('h', ['handler']);
const guardian = person('g', ['guardian']);
const custodian = person('c', ['custodian']);
const terms = { approvalDays: 3 };

function must(result: Ceremony | Refusal): Ceremony {
  if (isRefusal(result)) throw result;
  return result;
}
const code = (result: Ceremony | Refusal) => (isRefusal(result) ? result.code : result.step);
const asked = must(askIdentity(handler, { reportId: 'r', reason: 'contactForFacts', on: '2026-03-01' }));
const approved = must(approveIdentity(asked, guardian, custodian, '2026-03-02', terms));

describe('opening an identity', () => {
  it('takes a handler, a guardian and the named custodian', () => {
    expect(openIdentity(approved, custodian, '2026-03-05')).toEqual({
      step: 'opened',
      reportId: 'r',
      reason: 'contactForFacts',
      askedBy: 'h',
      askedOn: '2026-03-01',
      approvedBy: 'g',
      approvedOn: '2026-03-02',
      custodianId: 'c',
      expiresOn: '2026-03-05',
      openedOn: '2026-03-05',
    });
  });

  it('takes each in the own part only', () => {
    const ask = { reportId: 'r', reason: 'contactForFacts', on: '2026-03-01' } as const;
    expect([guardian, custodian, person('a', ['administrator'])].map((by) => code(askIdentity(by, ask)))).toEqual(
      Array(3).fill('notAllowed'),
    );
    expect(code(approveIdentity(asked, handler, custodian, '2026-03-02', terms))).toBe('notAllowed');
    expect(code(approveIdentity(asked, guardian, handler, '2026-03-02', terms))).toBe('notAllowed');
    expect(code(openIdentity(approved, guardian, '2026-03-03'))).toBe('notAllowed');
    expect(code(openIdentity(approved, person('c2', ['custodian']), '2026-03-03'))).toBe('notAllowed');
  });

  it('takes three different people', () => {
    expect(areThree('a', 'b', 'c')).toBe(true);
    expect([areThree('a', 'a', 'b'), areThree('a', 'b', 'a'), areThree('b', 'a', 'a')]).toEqual([false, false, false]);
    expect(code(approveIdentity(asked, person('h', ['guardian']), custodian, '2026-03-02', terms))).toBe('samePerson');
    expect(code(approveIdentity(asked, guardian, person('g', ['custodian']), '2026-03-02', terms))).toBe('samePerson');
    expect(code(approveIdentity(asked, guardian, person('h', ['custodian']), '2026-03-02', terms))).toBe('samePerson');
    expect(code(refuseIdentity(asked, person('h', ['guardian']), '2026-03-02'))).toBe('samePerson');
  });

  it('keeps out whoever ever was in another circle', () => {
    expect(code(approveIdentity(asked, person('g', ['guardian'], ['custodian']), custodian, '2026-03-02', terms))).toBe(
      'conflict',
    );
    expect(code(approveIdentity(asked, guardian, person('c', ['custodian'], ['handler']), '2026-03-02', terms))).toBe(
      'conflict',
    );
    expect(code(openIdentity(approved, person('c', ['custodian'], ['guardian']), '2026-03-03'))).toBe('conflict');
    expect(
      code(
        askIdentity(person('h', ['handler'], ['guardian']), {
          reportId: 'r',
          reason: 'lostReceiptCode',
          on: '2026-03-01',
        }),
      ),
    ).toBe('conflict');
  });

  it('goes step by step and once', () => {
    expect(code(openIdentity(asked, custodian, '2026-03-02'))).toBe('stageForbids');
    expect(code(approveIdentity(approved, guardian, custodian, '2026-03-02', terms))).toBe('alreadyDone');
    expect(code(openIdentity(must(openIdentity(approved, custodian, '2026-03-03')), custodian, '2026-03-03'))).toBe(
      'alreadyDone',
    );
    expect(code(openIdentity(must(refuseIdentity(asked, guardian, '2026-03-02')), custodian, '2026-03-02'))).toBe(
      'stageForbids',
    );
  });

  it('expires', () => {
    expect(code(openIdentity(approved, custodian, '2026-03-06'))).toBe('expired');
  });
});
