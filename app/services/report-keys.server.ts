import type { ReportingKeys } from '~/contract/answers/report';
import type { UnitKeyRef } from '~/contract/sealed/report-bundle';
import { Refusal } from '~/domain/refusal';
import { ROUTED_KINDS } from '~/domain/unit-kinds';
import { toBase64 } from '~/envelope/bytes';
import { bareStatement } from '~/envelope/signed-statement';
import { directoryInForce } from './certified.server';
import { countyInfo } from './county.server';
import { countyKeyIntact } from './county-key.server';
import type { House } from './house.server';
import { signedRouting } from './signed-routing.server';
import { stampsOf } from './stamp.server';
import { certifiedKeyOf, certifiedUnitKey } from './unit-key.server';

export type ReceivingKeys = Record<'handling' | 'custodians' | 'guardians', UnitKeyRef> & {
  /** Public key of the county directory. */
  countyKey: string;
  /** The version in force. */
  listVersion: number;
};

/** The keys a report is sealed to, each the very one that the directory in force vouches for; else Refusal `notOpen`. */
export async function receivingKeys(house: House, handlingUnitId: string): Promise<ReceivingKeys> {
  const { db } = house;
  if (!(await countyKeyIntact(house))) throw new Refusal('notOpen');
  const { directoryKey } = await countyInfo(db);
  if (directoryKey === null) throw new Refusal('notOpen');
  return {
    handling: await certifiedUnitKey(db, handlingUnitId, ROUTED_KINDS),
    custodians: await certifiedKeyOf(db, 'custodians'),
    guardians: await certifiedKeyOf(db, 'guardians'),
    countyKey: directoryKey,
    listVersion: (await directoryInForce(db))?.version ?? 0,
  };
}

/** What reporters' browsers route and seal with; public. Refusal `notOpen` before there is a signed list and routing. */
export async function reportingKeys(house: House): Promise<ReportingKeys> {
  const { db } = house;
  if (!(await countyKeyIntact(house))) throw new Refusal('notOpen');
  const [directory, { salt }, routing, stamps] = await Promise.all([
    directoryInForce(db),
    countyInfo(db),
    signedRouting(db),
    stampsOf(db),
  ]);
  if (!directory || !routing) throw new Refusal('notOpen');
  return { directory: bareStatement(directory), stamps, salt: toBase64(salt), routing: bareStatement(routing) };
}
