import { describe, expect, it } from 'vitest';
import type { ActRule } from '~/domain/acts/act';
import { type Actor, holdsRoleFor, mayPerform, needsCertificate, requireRoleFor } from '~/domain/acts/permission';
import { ACTS, type Act } from '~/domain/acts/table';
import { isRefusal } from '~/domain/refusal';
import { rolesChange } from '~/domain/staff/role-change';
import { checkRoleChange, circlesOf, conflictAmong, mayHoldUnitKey } from '~/domain/staff/role-conflicts';
import { ROLES, type Role } from '~/domain/vocabulary';

const ACT_NAMES = Object.keys(ACTS) as Act[];

const member = (...roles: Role[]): Actor => ({ kind: 'member', memberId: 'm', unitId: 'fire', roles });
const rules = ACT_NAMES.map((act) => [act, ACTS[act] as ActRule] as const);
const here = { unitId: 'fire', assignedTo: 'm' };

describe('the permission table', () => {
  it('lets each role do what its row says at home, and nothing else', () => {
    for (const [act, rule] of rules) {
      for (const role of ROLES) {
        expect([act, role, mayPerform(member(role), act, here)]).toEqual([act, role, rule.by.includes(role)]);
      }
    }
  });

  it('keeps acts on the own unit inside it', () => {
    for (const [act, rule] of rules.filter(([, one]) => one.where === 'ownUnit' || one.where === 'assigned')) {
      for (const role of ROLES.filter((one) => rule.by.includes(one))) {
        expect(mayPerform(member(role), act, { unitId: 'housing' })).toBe(false);
        expect(mayPerform(member(role), act, { unitId: null })).toBe(false);
        expect(mayPerform(member(role), act)).toBe(false);
      }
    }
  });

  it('keeps an assigned case with its officer', () => {
    expect(mayPerform(member('handler'), 'case.visit', { unitId: 'fire', assignedTo: 'other' })).toBe(false);
    expect(mayPerform(member('handler'), 'case.visit', { unitId: 'fire', assignedTo: null })).toBe(true);
  });

  it('keeps reporters to their own report and members to their own account', () => {
    const reporter: Actor = { kind: 'reporter', reportId: 'r1' };
    for (const act of ['report.message', 'reward.claim'] as const) {
      expect(mayPerform(reporter, act)).toBe(true);
      expect(mayPerform(reporter, act, { reportId: 'r1' })).toBe(true);
      expect(mayPerform(reporter, act, { reportId: 'r2' })).toBe(false);
    }
    expect(mayPerform(member('handler'), 'member.changePassphrase', { memberId: 'x' })).toBe(false);
  });

  it('gives reporters and the public nothing of the staff', () => {
    for (const [act] of rules.filter(([name]) => /^(case|queue|oversight|identity|payout|fund|log)\./.test(name))) {
      expect(mayPerform({ kind: 'public' }, act, here)).toBe(false);
      expect(mayPerform({ kind: 'reporter', reportId: 'r' }, act, here)).toBe(false);
    }
  });

  it('closes content to administrators and supervisors, whatever else they are', () => {
    const content = rules.filter(([, rule]) => rule.content === true);
    expect(content.length).toBeGreaterThan(10);
    for (const [act] of content) {
      for (const role of ROLES) {
        expect(mayPerform(member(role, 'administrator'), act, here)).toBe(false);
        expect(mayPerform(member(role, 'supervisor'), act, here)).toBe(false);
      }
    }
  });

  it('marks every act on a case as content', () => {
    for (const [act, rule] of rules.filter(([name]) => name.startsWith('case.'))) {
      expect([act, rule.content]).toEqual([act, true]);
    }
  });

  it('asks for a certificate wherever content, money, identities or publication are at stake', () => {
    const ofMembers = rules.filter(([, rule]) => rule.by.some((by) => (ROLES as readonly string[]).includes(by)));
    const grave =
      /^(accused|case|hazard|reward|payout|identity|escrow|ceremony|deletion|routing|release|payee)\.|^fund\.(open|credit|correct|close)$|^penalty\.(publish|withdraw)$|^supervision\.(publish|end|withdraw)$|^unit\.rewrap$|^keyRemoval\.(confirm|refuse)$|^alert\.acknowledge$|^(roster|calendar|county|policy)\.confirm$|^report\.import$|^log\.confirmKey$|ByReserve$|^reserve\.drill$/;
    for (const [act] of ofMembers) expect([act, needsCertificate(act)]).toEqual([act, grave.test(act)]);
  });

  it('lets nobody play two parts in opening an identity', () => {
    const parts: [Act, Role][] = [
      ['identity.ask', 'handler'],
      ['identity.approve', 'guardian'],
      ['identity.open', 'custodian'],
    ];
    for (const [act, role] of parts) {
      expect(mayPerform(member(role), act, here)).toBe(true);
      for (const [, other] of parts.filter(([, one]) => one !== role)) {
        expect(mayPerform(member(role, other), act, here)).toBe(false);
      }
    }
  });

  it('throws a refusal that names the act', () => {
    expect(() => requireRoleFor(member('finance'), 'case.read')).toThrow(
      expect.objectContaining({ code: 'notAllowed' }),
    );
    expect(holdsRoleFor(member('lead', 'handler'), 'reward.approve')).toBe(true);
  });
});

describe('rolesChange', () => {
  const change = {
    actorId: 'admin',
    memberId: 'm',
    before: ['handler'] as Role[],
    after: ['handler', 'lead'] as Role[],
    ever: ['handler'] as Role[],
    otherAdministrators: 1,
  };
  it('says what is added and removed', () => {
    expect(rolesChange(change)).toEqual({ added: ['lead'], removed: [] });
    expect(rolesChange({ ...change, after: [] })).toEqual({ added: [], removed: ['handler'] });
  });
  it('lets nobody change their own roles', () => {
    expect(rolesChange({ ...change, actorId: 'm' })).toMatchObject({ code: 'samePerson' });
  });
  it('keeps the last administrator', () => {
    const last = { ...change, before: ['administrator'] as Role[], after: [], ever: [], otherAdministrators: 0 };
    expect(rolesChange(last)).toMatchObject({ code: 'conflict', data: { rule: 'lastAdministrator' } });
    expect(isRefusal(rolesChange({ ...last, otherAdministrators: 1 }))).toBe(false);
    expect(isRefusal(rolesChange({ ...last, after: ['administrator', 'auditor'] }))).toBe(false);
  });
  it('looks at every role ever held', () => {
    expect(rolesChange({ ...change, after: ['guardian'] })).toMatchObject({ data: { rule: 'separateCircles' } });
  });
});

describe('role conflicts', () => {
  const circles: Role[][] = [['handler', 'lead', 'intake'], ['guardian'], ['custodian']];

  it('lets nobody be in two circles, now or ever', () => {
    for (const [a, first] of circles.entries()) {
      for (const [b, second] of circles.entries()) {
        if (a === b) continue;
        for (const now of first) {
          for (const other of second) {
            expect(conflictAmong([now, other])).toBe('separateCircles');
            expect(conflictAmong([now], [other])).toBe('separateCircles');
            expect(mayHoldUnitKey([now], [other])).toBe(false);
          }
        }
      }
    }
  });

  it('lets handlers, leads and intake mix', () => {
    expect(conflictAmong(['handler', 'lead', 'intake'], ['handler'])).toBeNull();
    expect(circlesOf(['handler', 'finance'])).toEqual(['handlers']);
  });

  it.each([
    [['administrator', 'handler'], 'administratorHoldsKey'],
    [['administrator', 'custodian'], 'administratorHoldsKey'],
    [['administrator', 'finance'], 'administratorHoldsKey'],
    [['supervisor', 'handler'], 'supervisorReadsContent'],
    [['supervisor', 'intake'], 'supervisorReadsContent'],
    [['finance', 'guardian'], 'payeeShares'],
    [['finance', 'auditor'], 'auditorHoldsKey'],
    [['auditor', 'handler'], 'auditorHoldsKey'],
    [['auditor', 'publisher'], null],
    [['administrator', 'auditor'], null],
    [['operator', 'intake'], null],
  ] as const)('%j: %s', (roles, expected) => {
    expect(conflictAmong(roles)).toBe(expected);
  });

  it('gives no unit key to administrators, nor administration to key holders', () => {
    expect(mayHoldUnitKey(['administrator'], [])).toBe(false);
    expect(mayHoldUnitKey(['handler'], ['lead'])).toBe(true);
    expect(checkRoleChange(['administrator'], [], true)?.data).toEqual({ rule: 'administratorHoldsKey' });
    expect(checkRoleChange(['administrator'], [], false)).toBeNull();
    expect(checkRoleChange(['finance'], ['guardian'], false)?.data).toEqual({ rule: 'payeeShares' });
  });
});
