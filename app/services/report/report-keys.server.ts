import type { ReportingKeys } from '~/contract/answers/report';
import type { UnitKeyRef } from '~/contract/sealed/report-bundle';
import { Refusal } from '~/domain/refusal';
import { ROUTED_KINDS } from '~/domain/staff/unit-kinds';
import { toBase64 } from '~/envelope/bytes';
import { bareStatement } from '~/envelope/keys/signed-statement';
import type { Context } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { joinedLooks } from '~/services/joined-look.server';
import { directoryInForce } from '~/services/keys/certified.server';
import { countyKeyIntact, isIntact } from '~/services/keys/county-key.server';
import { certifiedKey, certifiedKeyOfKind, knownKeys } from '~/services/keys/key-in-force.server';
import { type RoutingInForce, routingInForce, signedRouting } from '~/services/keys/signed-routing.server';
import { stampsOf } from '~/services/keys/stamp.server';

export type ReceivingKeys = Record<'handling' | 'custodians' | 'guardians', UnitKeyRef> & {
  /** Public key of the county directory. */
  countyKey: string;
  /** The version in force. */
  listVersion: number;
};

/** What taking a report needs from the county, read together. */
export type Receiving = {
  /**
   * The keys to which a report for this unit is sealed, each exactly the one that the directory in force vouches for;
   * else Refusal `notOpen`.
   */
  keysFor: (handlingUnitId: string) => ReceivingKeys;
  /** The signed routing, checked; null while there is none, or while it does not hold. */
  routing: RoutingInForce | null;
};

/**
 * What receives reports now; callers at the same moment share one read. Refusal `notOpen` without a county key of its
 * own.
 */
export const receiving: (ctx: Context) => Promise<Receiving> = joinedLooks(lookAt);

async function lookAt(ctx: Context): Promise<Receiving> {
  const { db } = ctx;
  const [info, known, routing] = await Promise.all([countyInfo(db), knownKeys(db), routingInForce(db)]);
  const { directoryKey } = info;
  if (directoryKey === null || !isIntact(ctx, info)) throw new Refusal('notOpen');
  const keysFor = (handlingUnitId: string) => ({
    handling: certifiedKey(known, handlingUnitId, ROUTED_KINDS),
    custodians: certifiedKeyOfKind(known, 'custodians'),
    guardians: certifiedKeyOfKind(known, 'guardians'),
    countyKey: directoryKey,
    listVersion: known.certified.version,
  });
  return { keysFor, routing };
}

/** The keys to which a report for this unit is sealed. Refusal `notOpen` unless the directory vouches for each. */
export const receivingKeys = async (ctx: Context, handlingUnitId: string): Promise<ReceivingKeys> =>
  (await receiving(ctx)).keysFor(handlingUnitId);

/**
 * What reporters' browsers route and seal with; it is public. Refusal `notOpen` before there is a signed list and
 * routing.
 */
export async function reportingKeys(ctx: Context): Promise<ReportingKeys> {
  const { db } = ctx;
  if (!(await countyKeyIntact(ctx))) throw new Refusal('notOpen');
  const [directory, { salt }, routing, stamps] = await Promise.all([
    directoryInForce(db),
    countyInfo(db),
    signedRouting(db),
    stampsOf(db),
  ]);
  if (!directory || !routing) throw new Refusal('notOpen');
  return { directory: bareStatement(directory), stamps, salt: toBase64(salt), routing: bareStatement(routing) };
}
