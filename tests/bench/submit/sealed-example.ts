import { randomUUID } from 'node:crypto';
import { unit, unitKey } from '#db/schema/county';
import { newReportKeys, type SealedReport, sealReport } from '~/contract/sealed/report-bundle';
import type { UnitKeyRef } from '~/envelope/directory';
import { type KeyPair, newKeyPair } from '~/envelope/key-pair';
import { newSigningKey } from '~/envelope/signing';
import { type House, today } from '~/services/house.server';
import { SEEN } from '../../envelope/samples';
import { reportDraft } from '../../services/report-drafts';
import { type SealedBody, sealedSize } from './sealed-body';

const TARGET = 64 * 1024;
const KINDS = ['department', 'custodians', 'guardians'] as const;
type Units = Record<(typeof KINDS)[number], UnitKeyRef>;

/** A report to a department, really sealed; all its sealed bytes together come close to 64 KiB. */
export async function sealedExample(house: House): Promise<SealedBody> {
  const units = await threeUnits(house);
  const reporter = await newKeyPair();
  const around = sealedSize(await sealed(units, reporter, 0));
  const unitId = units.department.unitId;
  return {
    draft: reportDraft(),
    routing: { responsibleUnitId: unitId, assistingUnitIds: [], reasons: [{ rule: 'regulates', unitId }] },
    sealed: await sealed(units, reporter, TARGET - around),
    reporterRecipient: reporter.recipient,
  };
}

/** The units that a report is sealed to, with real keys. */
async function threeUnits(house: House): Promise<Units> {
  const made = await Promise.all(
    KINDS.map(async (kind): Promise<[string, UnitKeyRef]> => {
      const ref = { unitId: randomUUID(), unitKeyId: randomUUID(), recipient: (await newKeyPair()).recipient };
      await house.db.insert(unit).values({ id: ref.unitId, code: kind, kind, nameZh: kind, nameEn: kind });
      const { unitKeyId: id, unitId, recipient } = ref;
      await house.db.insert(unitKey).values({ id, unitId, epoch: 1, recipient, madeOn: today(house) });
      return [kind, ref];
    }),
  );
  return Object.fromEntries(made) as Units;
}

async function sealed(units: Units, reporter: KeyPair, letters: number): Promise<Omit<SealedReport, 'sent'>> {
  const { sent: _, ...kept } = await sealReport({
    reportId: randomUUID(),
    caseId: randomUUID(),
    narrative: {
      description: 'a'.repeat(letters),
      place: '',
      employer: '',
      occurredOn: '',
      siteCode: null,
      village: null,
      insider: false,
      wantsReward: true,
      anonymity: 'anonymous',
      deaths: 0,
      accusedUnit: null,
      matter: 'hazard',
      sector: 'fire',
      area: '500200101',
      phoneLeft: false,
      answers: {},
    },
    identity: null,
    handling: units.department,
    custodians: units.custodians,
    guardians: units.guardians,
    reporter,
    seen: SEEN,
    countyKey: newSigningKey().publicKey,
    keys: await newReportKeys(),
  });
  return kept;
}
