import { describe, expect, test } from 'vitest';
import { newKeyPair } from '~/envelope/key-pair';
import { signHeld, takersOf } from '~/envelope/keys/held-key';
import { townIn } from '~/envelope/keys/routing-statement';
import { regulatorFor, regulatorOf } from '~/envelope/keys/site-regulator';
import { canonicalRegister, employerCalled, openRegister, registerHash } from '~/envelope/keys/town-register';
import { regulatorsOf, signedPlace } from '~/envelope/report/report-place';
import { directory, keyOfFire, refused, register, seedOf, statement, text } from './routing-statement-example';

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

  // Zhong County's notice, section 3: beside the trade's regulator, those who regulate fire and special equipment
  // answer for theirs; Xixi'nan Town's, section 10: one department for daily enforcement.
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

  test('an intake of which one member is left, where neither another intake nor the level above has two', () => {
    const asKind = (kind: string) => ({
      ...directory,
      units: directory.units.map((one) => (one.id === 'fire' ? { ...one, kind } : one)),
    });
    expect(takersOf(asKind('intake'), [word('f1')])).toEqual(['fire']);
    expect(takersOf(asKind('intake'), [word('f1', keyOfFire, 'f2')])).toEqual([]);
    expect(takersOf(asKind('upper'), [word('f1')])).toEqual([]);
    const above = asKind('intake');
    const ofCity = ['f2', 'm1'];
    const list = {
      ...above,
      keys: [...above.keys, { unitKeyId: 'k2', unitId: 'city', epoch: 1, recipient: keyOfFire }],
      members: above.members.map((one) => (ofCity.includes(one.id) ? { ...one, unitIds: ['city'] } : one)),
    };
    const saidAbove = ofCity.map((memberId) => ({
      unitKeyId: 'k2',
      memberId,
      signature: signHeld({ unitKeyId: 'k2', recipient: keyOfFire, memberId }, seedOf(memberId)),
    }));
    expect(takersOf(list, [word('f1'), ...saidAbove.slice(0, 1)])).toEqual(['fire']);
    expect(takersOf(list, [word('f1'), ...saidAbove])).toEqual(['city']);
  });

  test('not of a unit that was closed', () => {
    const units = directory.units.map((one) => ({ ...one, closedOn: '2026-01-01' }));
    expect(takersOf({ ...directory, units }, [word('f1'), word('f2')])).toEqual([]);
  });
});
