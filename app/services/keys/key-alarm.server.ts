import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit, unitKey, unitKeyGrant } from '#db/schema/county';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import type { Localized } from '~/domain/localized';
import { transfersLost } from '~/services/case/transfer-chain.server';
import type { Context } from '~/services/context.server';
import { routingDraft } from '~/services/county/routing-draft.server';
import { look } from '~/services/look.server';
import { certifiedInForce } from './certified.server';
import { countyKeyIntact } from './county-key.server';
import { agrees } from './routing-page.server';
import { routingInForce, signedRouting } from './signed-routing.server';

type Named = { names: Localized };

/**
 * Keys that stand in the database although the guardians certified nothing of the kind (nothing is sealed to them), and
 * what was signed but does not hold, or is gone.
 */
export type KeyAlarms = {
  /** The county key in the database is not the one that this installation was given. */
  countyKeyChanged: boolean;
  units: (Named & { unitKeyId: string; epoch: number; recipient: string; madeOn: string })[];
  members: (Named & {
    memberId: string;
    name: string;
    keys: { recipient: string; signingKey: string };
    swapped: boolean;
  })[];
  /** Unit keys wrapped to somebody who may not hold them. */
  grants: (Named & { unitKeyId: string; memberId: string; name: string; grantedOn: string })[];
  /** The signed routing does not hold (`broken`), or rows differ from what was signed (`differs`). */
  routing: 'broken' | 'differs' | null;
  /** The chain of transfers lacks a step that the site noted beside its database. */
  transfersLost: boolean;
};

/** Alarms for a page of guardians or supervisors. */
export const alarmsFor = (
  ctx: Context,
  actor: Member,
  act: 'directory.certify' | 'oversight.read',
): Promise<KeyAlarms> => look(ctx, actor, act, null, ({ db }) => keyAlarms(ctx, db));

/** Also lists new keys that merely wait to be certified: the reader knows whether they were told about them. */
export async function keyAlarms(ctx: Context, db: Db): Promise<KeyAlarms> {
  const certified = await certifiedInForce(db);
  const keys = await db
    .select({ key: unitKey, names: unit.names })
    .from(unitKey)
    .innerJoin(unit, eq(unit.id, unitKey.unitId))
    .where(isNull(unitKey.retiredOn))
    .orderBy(unit.code, unitKey.epoch);
  return {
    countyKeyChanged: !(await countyKeyIntact(ctx, db)),
    units: keys
      .filter(({ key }) => certified.keys.get(key.id)?.recipient !== key.recipient)
      .map(({ key: { id: unitKeyId, epoch, recipient, madeOn }, ...names }) => ({
        ...names,
        unitKeyId,
        epoch,
        recipient,
        madeOn,
      })),
    members: await strangers(db, certified.members),
    grants: await strayGrants(db, certified.members),
    routing: await routingAlarm(db),
    transfersLost: await transfersLost(ctx, db),
  };
}

async function routingAlarm(db: Db): Promise<KeyAlarms['routing']> {
  if ((await signedRouting(db)) === null) return null;
  const inForce = await routingInForce(db);
  if (inForce === null) return 'broken';
  const draft = await routingDraft(db);
  return draft !== null && agrees(inForce.statement, draft) ? null : 'differs';
}

type CertifiedMembers = Awaited<ReturnType<typeof certifiedInForce>>['members'];

async function strangers(db: Db | Tx, certified: CertifiedMembers): Promise<KeyAlarms['members']> {
  const rows = await db
    .select({ one: member, names: unit.names })
    .from(member)
    .innerJoin(unit, eq(unit.id, member.unitId))
    .where(and(ne(member.status, 'disabled'), isNotNull(member.recipient)))
    .orderBy(member.login);
  return rows.flatMap(({ one, ...names }) => {
    const entry = certified.get(one.id);
    const same =
      entry?.recipient === one.recipient && entry?.signingKey === one.signingKey && entry.unitIds.includes(one.unitId);
    if (same) return [];
    const { id: memberId, name } = one;
    const keys = { recipient: one.recipient ?? '', signingKey: one.signingKey ?? '' };
    return [{ ...names, memberId, name, keys, swapped: entry !== undefined }];
  });
}

/** The unit's first member holds the key before there is a list; afterwards only certified members of the unit do. */
async function strayGrants(db: Db | Tx, certified: CertifiedMembers): Promise<KeyAlarms['grants']> {
  if (certified.size === 0) return [];
  const rows = await db
    .select({
      grant: unitKeyGrant,
      unitId: unitKey.unitId,
      name: member.name,
      names: unit.names,
    })
    .from(unitKeyGrant)
    .innerJoin(unitKey, eq(unitKey.id, unitKeyGrant.unitKeyId))
    .innerJoin(unit, eq(unit.id, unitKey.unitId))
    .leftJoin(member, eq(member.id, unitKeyGrant.memberId))
    .where(isNull(unitKey.rewrappedOn));
  return rows
    .filter(({ grant, unitId }) => !certified.get(grant.memberId)?.unitIds.includes(unitId))
    .map(({ grant: { unitKeyId, memberId, grantedOn }, name, names }) => ({
      names,
      unitKeyId,
      memberId,
      name: name ?? memberId,
      grantedOn,
    }));
}
