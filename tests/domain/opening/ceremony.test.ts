import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approve,
  areThree,
  ask,
  finish,
  giveShares,
  isOverdue,
  open,
  refuse,
  takeKeys,
} from '~/domain/opening/ceremony';
import { drawSample, isLevelAbove } from '~/domain/opening/ceremony-scope';
import { CEREMONY_REASONS, type Ceremony, type CeremonyMember, IDENTITY_FIELDS } from '~/domain/opening/ceremony-state';
import { isRefusal, type Refusal } from '~/domain/refusal';
import { ROLES, type Role } from '~/domain/vocabulary';

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
const terms = { askDays: 10, approvalDays: 3, emergencyAskDays: 1, emergencyApprovalDays: 1 };
const day = '2026-03-01';

function must(result: Ceremony | Refusal): Ceremony {
  if (isRefusal(result)) throw result;
  return result;
}
const code = (result: Ceremony | Refusal) => (isRefusal(result) ? result.code : result.state);
const wanted = {
  kind: 'identity',
  reason: 'contactForFacts',
  purpose: 'fields',
  fields: ['phone', 'name'],
  on: day,
} as const;
const asked = must(ask(handler, wanted, terms));
const approved = must(approve(asked, guardian, custodian, '2026-03-02', terms));
const opened = must(open(approved, custodian, '2026-03-05'));

describe('a ceremony', () => {
  it('takes a handler, a guardian and the named custodian, and tells chosen fields only', () => {
    const told = must(finish(opened, custodian, { outcome: 'released', fields: ['phone'] }, '2026-03-05'));
    expect(told).toMatchObject({
      state: 'opened',
      outcome: 'released',
      releasedFields: ['phone'],
      openedOn: '2026-03-05',
    });
    expect(code(finish(told, custodian, { outcome: 'contacted', fields: [] }, '2026-03-05'))).toBe('alreadyDone');
    for (const fields of [['idNumber'], ['phone', 'phone'], []]) {
      expect(code(finish(opened, custodian, { outcome: 'released', fields }, '2026-03-05'))).toBe('invalid');
    }
    const call = must(open({ ...approved, purpose: 'contact', fields: [] }, custodian, '2026-03-05'));
    expect(code(finish(call, custodian, { outcome: 'released', fields: ['phone'] }, '2026-03-05'))).toBe('invalid');
  });

  it('never is one person twice, nor anybody who was in another circle, whoever they are', () => {
    const roles = fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 3 });
    const someone = fc
      .record({ memberId: fc.constantFrom('a', 'b', 'c'), roles, ever: roles })
      .map((one) => person(one.memberId, one.roles, one.ever));
    fc.assert(
      fc.property(someone, someone, someone, (asker, approver, opener) => {
        const first = ask(asker, wanted, terms);
        if (isRefusal(first)) return;
        const second = approve(first, approver, opener, day, terms);
        if (isRefusal(second)) return;
        expect(areThree(asker.memberId, approver.memberId, opener.memberId)).toBe(true);
        for (const [one, others] of [
          [asker, ['guardian', 'custodian']],
          [approver, ['handler', 'lead', 'intake', 'custodian']],
          [opener, ['handler', 'lead', 'intake', 'guardian']],
        ] as const) {
          expect([...one.roles, ...one.ever].filter((role) => (others as readonly string[]).includes(role))).toEqual(
            [],
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps people to one part in all ceremonies of a case', () => {
    const earlier = [{ askedBy: 'x', approvedBy: 'y', openerId: 'z' }];
    expect(code(ask(person('y', ['handler']), wanted, terms, earlier))).toBe('conflict');
    expect(code(ask(person('x', ['handler']), wanted, terms, earlier))).toBe('asked');
    expect(code(approve(asked, person('z', ['guardian']), custodian, day, terms, earlier))).toBe('conflict');
    expect(code(approve(asked, guardian, person('y', ['custodian']), day, terms, earlier))).toBe('conflict');
    expect(code(refuse(asked, person('x', ['guardian']), day, earlier))).toBe('conflict');
    expect(code(open(approved, custodian, day, [{ askedBy: 'c', approvedBy: null, openerId: null }]))).toBe('conflict');
  });

  it('goes step by step, once, and only within its days', () => {
    expect(code(open(asked, custodian, day))).toBe('stageForbids');
    expect(code(approve(approved, guardian, custodian, day, terms))).toBe('alreadyDone');
    expect(code(open(must(refuse(asked, guardian, day)), custodian, day))).toBe('stageForbids');
    expect(code(approve(asked, guardian, custodian, '2026-03-12', terms))).toBe('expired');
    expect(code(open(approved, custodian, '2026-03-06'))).toBe('expired');
    expect(code(open(approved, person('c2', ['custodian']), '2026-03-03'))).toBe('notAllowed');
    expect([isOverdue(asked, '2026-03-11'), isOverdue(asked, '2026-03-12'), isOverdue(opened, '2026-09-01')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('is an emergency exactly for danger to life, and then lasts a day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CEREMONY_REASONS.identity),
        fc.subarray([...IDENTITY_FIELDS]),
        (reason, fields) => {
          const made = ask(handler, { ...wanted, reason, fields }, terms);
          if (fields.length === 0) {
            expect(code(made)).toBe('invalid');
            return;
          }
          const ceremony = must(made);
          expect(ceremony.emergency).toBe(reason === 'dangerToLife');
          expect(ceremony.expiresOn).toBe(ceremony.emergency ? '2026-03-02' : '2026-03-11');
        },
      ),
    );
    expect(code(ask(handler, { ...wanted, reason: 'curiosity' }, terms))).toBe('invalid');
    expect(code(ask(handler, { ...wanted, purpose: 'review', fields: [] }, terms))).toBe('invalid');
  });

  it('hands escrowed keys to the one who asked, once', () => {
    const lead = person('l', ['lead']);
    const escrow = must(
      ask(lead, { ...wanted, kind: 'escrow', reason: 'objection', purpose: 'review', fields: [] }, terms),
    );
    const given = must(open(must(approve(escrow, guardian, custodian, day, terms)), custodian, day));
    expect(code(takeKeys(given, lead, day))).toBe('stageForbids');
    const released = must(finish(given, custodian, { outcome: 'released', fields: [] }, day));
    expect(code(takeKeys(released, person('l2', ['lead']), day))).toBe('notAllowed');
    expect(must(takeKeys(released, lead, day)).takenOn).toBe(day);
    expect(code(takeKeys(must(takeKeys(released, lead, day)), lead, day))).toBe('alreadyDone');
    expect(code(takeKeys(released, lead, '2026-04-01'))).toBe('expired');
  });

  it('opens a sample with guardian and finance, to an auditor who never was either', () => {
    const auditor = person('a', ['auditor']);
    const sample = { ...wanted, kind: 'payeeSample', reason: 'regularAudit', purpose: 'audit', fields: [] } as const;
    const first = must(ask(auditor, sample, terms));
    expect(code(ask(person('a', ['auditor'], ['finance']), sample, terms))).toBe('conflict');
    const second = must(approve(first, guardian, auditor, day, terms));
    expect(code(open(second, auditor, day))).toBe('stageForbids');
    expect(code(giveShares(second, person('g', ['finance']), day))).toBe('samePerson');
    expect(code(giveShares(second, person('f', ['finance'], ['guardian']), day))).toBe('conflict');
    expect(code(open(must(giveShares(second, person('f', ['finance']), day)), auditor, day))).toBe('opened');
  });
});

describe('who reviews, and what is drawn', () => {
  const units = [
    { id: 'up', kind: 'upper', parentUnitId: null },
    { id: 'dep', kind: 'department', parentUnitId: null },
    { id: 'town', kind: 'town', parentUnitId: 'dep' },
  ];
  it('is a level above only', () => {
    const pairs = [
      ['up', 'dep', true],
      ['dep', 'town', true],
      ['town', 'dep', false],
      ['dep', 'dep', false],
      ['dep', 'up', false],
    ] as const;
    for (const [asker, responsible, may] of pairs) expect(isLevelAbove(units, asker, responsible)).toBe(may);
  });

  it('is the same for the same seed, of the size asked for, and moves with the seed', () => {
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const ids = Array.from({ length: 40 }, (_, i) => `reward-${i}`);
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 0, max: 20 }),
        fc.shuffledSubarray(ids, { minLength: 40 }),
        (seed, size, mixed) => {
          const drawn = drawSample(ids, size, seed, hash);
          expect(drawSample(mixed, size, seed, hash)).toEqual(drawn);
          expect(new Set(drawn).size).toBe(size);
        },
      ),
    );
    const often = new Set(Array.from({ length: 200 }, (_, i) => drawSample(ids, 1, `head-${i}`, hash)[0]));
    expect(often.size).toBeGreaterThan(30);
  });
});
