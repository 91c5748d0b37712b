import type { Tx } from '#db/client';
import { policy } from '#db/schema/reward';
import type { Actor } from '~/domain/acts/permission';
import { retentionNotice } from '~/domain/case/retention-notice';
import { type Policy, type PolicyData, policySchema, type RetentionPolicy } from '~/domain/county/policy';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { COUNTY, inForce, NATIONAL, policyRow } from './policies.server';

/**
 * Enters a new policy version on the system's own account: what the program ships, and what fills a fresh site. People
 * enter versions by two (policy-draft.server.ts). A version is never changed: enter the next one under its own id.
 * Refusals: `invalid` (field of the data), `alreadyDone`; for retention also those of `retentionNotice`.
 */
export async function enterPolicy(
  ctx: Context,
  actor: Extract<Actor, { kind: 'system' }>,
  data: PolicyData,
): Promise<void> {
  const read = readPolicy(data);
  await perform(ctx, actor, 'policy.edit', `policy:${data.id}`, async ({ tx, record, today: day }) => {
    await keepPolicy(tx, read, data, day);
    record({ kind: data.kind, jurisdiction: data.jurisdiction, effectiveFrom: data.effectiveFrom });
  });
  ctx.publicChanged();
}

/** Refusal `invalid` with the field of the data that is wrong. */
export function readPolicy(data: unknown): Policy {
  const read = policySchema.safeParse(data);
  if (!read.success) throw new Refusal('invalid', { field: read.error.issues[0]?.path.join('.') ?? 'data' });
  return read.data;
}

/** Writes a version that may stand from now on. Refusals: `alreadyDone` (id); those of `retentionNotice`. */
export async function keepPolicy(tx: Tx, read: Policy, data: PolicyData, day: IsoDate): Promise<void> {
  await requireNotice(tx, read, day);
  const made = await tx.insert(policy).values(policyRow(data)).onConflictDoNothing().returning({ id: policy.id });
  if (made.length === 0) throw new Refusal('alreadyDone', { field: 'id' });
}

/** What is kept for a shorter time needs notice, so that others find a mistake before anything is gone. */
export async function requireNotice(tx: Tx, next: Policy, day: IsoDate): Promise<void> {
  if (next.kind !== 'retention' || next.jurisdiction !== COUNTY) return;
  const standing: RetentionPolicy[] = [];
  for (const on of [day, next.effectiveFrom]) {
    const one = await inForce(tx, 'retention', [COUNTY, NATIONAL], on);
    if (one) standing.push(one);
  }
  const refused = retentionNotice(next, standing, day);
  if (refused) throw refused;
}
