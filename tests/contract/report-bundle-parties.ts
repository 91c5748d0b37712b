import { type IdentityPlain, type Narrative, newReportKeys, sealReport } from '~/contract/sealed/report-bundle';
import { type KeyPair, newKeyPair } from '~/envelope/key-pair';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import { SEEN } from '../envelope/samples';

export const ids = { reportId: '0b0d2f0c-1f5e-4a39-8a0e-2a3c9f2f6b01', caseId: '5d9f7a1c-3b54-47f8-9a51-6f1b0c4e7d02' };

export const [fire, gas, custodians, guardians, custodian, reporter] = [
  await newKeyPair(),
  await newKeyPair(),
  await newKeyPair(),
  await newKeyPair(),
  await newKeyPair(),
  await newKeyPair(),
];

export const refOf = (unitId: string, { recipient }: KeyPair): UnitKeyRef => ({
  unitId,
  unitKeyId: `${unitId}-1`,
  recipient,
});

export const narrative: Narrative = {
  description: '厂房东侧安全出口被货物堵死',
  place: '二号车间',
  employer: '样例包装厂',
  occurredOn: '2026-02-01',
  siteCode: 'GATE7',
  village: null,
  insider: true,
  wantsReward: true,
  anonymity: 'anonymous',
  deaths: 0,
  accusedUnit: null,
  matter: 'hazard',
  sector: 'fire',
  area: 'T03',
  phoneLeft: false,
  answers: {},
};

export const person: IdentityPlain = { name: '张三', phone: '13800000000', idNumber: '500000199001010000' };

export const keys = await newReportKeys();

export const sealing = (identity: IdentityPlain | null, more: Partial<typeof ids> = {}) =>
  sealReport({
    ...ids,
    ...more,
    narrative,
    identity,
    handling: refOf('fire', fire),
    custodians: refOf('custodians', custodians),
    guardians: refOf('guardians', guardians),
    reporter,
    countyKey: 'A'.repeat(43),
    seen: { ...SEEN, directory: { ...SEEN.directory, version: 3 } },
    keys,
  });

export const named = await sealing(person);
