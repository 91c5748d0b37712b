import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile, report } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { unit, unitKey, unitKeyGrant } from '#db/schema/county';
import { deletionRequest } from '#db/schema/deletion';
import { keyRemoval } from '#db/schema/key-removal';
import { rewardProposal } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import { CEREMONY_REASONS } from '~/domain/opening/ceremony-state';
import { toBase64 } from '~/envelope/bytes';
import { type Context, today } from '~/services/context.server';
import type { Things } from './role-matrix';

function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new Error(`The demo lacks ${what}`);
  return row;
}

/** A case of the fire brigade that nobody has begun, and its report. */
export async function fireCase(db: Db): Promise<{ fireUnit: string; caseId: string; reportId: string }> {
  const [row] = await db
    .select({ fireUnit: unit.id, caseId: caseFile.id, reportId: report.id })
    .from(caseFile)
    .innerJoin(report, eq(report.caseId, caseFile.id))
    .innerJoin(unit, eq(unit.id, caseFile.responsibleUnitId))
    .where(and(eq(unit.code, 'fire'), isNull(caseFile.purgedOn), eq(caseFile.stage, 'registered')));
  return found(row, 'a case of the fire brigade');
}

/** What there is to act on; rows in the copy stand in for what the demo lacks. */
export async function thingsOf(ctx: Context): Promise<Things> {
  const { db } = ctx;
  const memberOf = async (login: string) =>
    found((await db.select().from(member).where(eq(member.login, login)))[0], login);
  const { fireUnit, caseId, reportId } = await fireCase(db);
  const [handler, lead, auditor] = await Promise.all(['fire1', 'fire.lead', 'auditor'].map(memberOf));
  const [key] = await db
    .select()
    .from(unitKey)
    .where(and(eq(unitKey.unitId, fireUnit), isNull(unitKey.retiredOn)));
  const [grant] = await db.select().from(unitKeyGrant).limit(1);
  const day = today(ctx);
  const asked = { askedBy: found(lead, 'lead').id, askedOn: day };
  const deletion = { id: randomUUID(), caseId, reason: 'courtOrder', state: 'asked', ...asked } as const;
  await db.insert(deletionRequest).values(deletion);
  const admin = await memberOf('admin');
  const removal = { id: randomUUID(), memberId: found(auditor, 'auditor').id, kind: 'revoke' } as const;
  await db.insert(keyRemoval).values({ ...removal, roles: [], state: 'asked', askedBy: admin.id, askedOn: day });
  const [proposed] = await db
    .select({ id: rewardProposal.id })
    .from(rewardProposal)
    .innerJoin(caseFile, eq(caseFile.id, rewardProposal.caseId))
    .where(eq(caseFile.responsibleUnitId, fireUnit));
  return {
    caseId,
    reportId,
    fireUnit,
    fireKey: found(key, 'a key of the fire brigade').id,
    memberId: found(handler, 'handler').id,
    ceremonies: await ceremoniesIn(ctx, { caseId, reportId, askedUnitId: fireUnit, ...asked }),
    deletion: deletion.id,
    removal: removal.id,
    proposal: found(proposed, 'a reward of the fire brigade').id,
    day,
    recipient: found(key, 'a key').recipient,
    wrapped: toBase64(found(grant, 'a grant').wrapped),
  };
}

type Asked = { caseId: string; reportId: string; askedUnitId: string; askedBy: string; askedOn: string };

async function ceremoniesIn({ db }: Context, asked: Asked): Promise<Things['ceremonies']> {
  const ids = { identity: randomUUID(), escrow: randomUUID(), payeeSample: randomUUID() };
  const purposes = { identity: 'contact', escrow: 'review', payeeSample: 'audit' } as const;
  for (const kind of ['identity', 'escrow', 'payeeSample'] as const) {
    const about = kind === 'payeeSample' ? { ...asked, caseId: null, reportId: null } : asked;
    await db.insert(ceremony).values({
      id: ids[kind],
      kind,
      state: 'asked',
      reason: CEREMONY_REASONS[kind][0],
      purpose: purposes[kind],
      fields: [],
      reasonSealed: new Uint8Array(8),
      ...about,
      expiresOn: '2999-01-01',
    });
  }
  return ids;
}
