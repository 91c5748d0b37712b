import { isEnvelopeError } from '~/envelope/errors';
import { newKeyPair } from '~/envelope/key-pair';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { RoutingStatement } from '~/envelope/keys/routing-statement';
import { canonicalRegister, registerHash, type TownRegister } from '~/envelope/keys/town-register';
import { newSigningKey, type SigningKey } from '~/envelope/signing';

/** The refusal's code, or null. */
export function refused(open: () => unknown): string | null {
  try {
    open();
    return null;
  } catch (error) {
    if (isEnvelopeError(error)) return error.code;
    throw error;
  }
}

const people: Record<string, SigningKey> = {};

for (const id of ['g1', 'g2', 'g3', 'f1', 'f2', 'm1']) people[id] = newSigningKey();

const unit = (id: string, kind: string, parentUnitId: string | null = null) => ({
  id,
  kind,
  code: id,
  names: { zh: id, en: id },
  parentUnitId,
  successorIds: [],
  closedOn: null,
});

export const trade = (unitId: string) => [{ unitId, duty: 'trade' as const, sectors: [] }];

const FACE = 'f'.repeat(64);

export const register: TownRegister = {
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

export const text = canonicalRegister(register);

export const statement: RoutingStatement = {
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

export const { recipient: keyOfFire } = await newKeyPair();
const member = (id: string, unitId: string) => ({
  id,
  unitIds: [unitId],
  officeIds: [unitId],
  recipient: keyOfFire,
  signingKey: people[id]?.publicKey ?? '',
});
export const directory: DirectoryStatement = {
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
  keys: [{ unitKeyId: 'k1', unitId: 'fire', epoch: 1, recipient: keyOfFire }],
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

export const seedOf = (id: string) => people[id]?.seed ?? new Uint8Array(32);
