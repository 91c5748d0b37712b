import { randomUUID } from 'node:crypto';
import { eq, like, sql } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { policyChange } from '#db/schema/policy-change';
import { policy } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import type { PolicyData } from '~/domain/county/policy';
import { draftedPolicy, type PolicyDraft, policyBegun } from '~/domain/county/policy-form';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireAsShown } from '~/domain/shown';
import { requireShown } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { askedChange, decideChange } from './asked-change.server';
import { COUNTY } from './policies.server';
import { keepPolicy, readPolicy, requireNotice } from './policy-entry.server';
import { standingOn, versionShown } from './policy-standing.server';

/**
 * Asks that the county's next version of a kind stand; its id is made from kind and first day, and it holds once a
 * second person agrees. `shown` is what its form was filled from. Refusals: `invalid` (field of the data), those of
 * `retentionNotice`, and `conflict` (requireShown: a colleague has asked for or entered another one since).
 */
export async function askCountyPolicy(ctx: Context, actor: Member, draft: PolicyDraft, shown: string): Promise<string> {
  return perform(ctx, actor, 'policy.edit', null, async ({ tx, about, record, today: day }) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('anshao/county-policy'))`);
    const { kind, tier = null, unit: code = null } = draft;
    const begun = await standingOn(tx, day);
    requireShown(shown, policyBegun(begun, kind, { tier, unit: code }));
    const data = draftedPolicy(draft, await nextId(tx, draft), COUNTY);
    about(`policy:${data.id}`);
    record({ kind, jurisdiction: COUNTY, effectiveFrom: data.effectiveFrom });
    return keepAsked(tx, actor, data, day);
  });
}

/** Asks that a version from a file of the county stand, under the id that it has there. Refusals: as above. */
export async function askPolicy(ctx: Context, actor: Member, data: PolicyData): Promise<void> {
  const { kind, jurisdiction, effectiveFrom } = readPolicy(data);
  await perform(ctx, actor, 'policy.edit', `policy:${data.id}`, async ({ tx, record, today: day }) => {
    const standing = await tx.select({ id: policy.id }).from(policy).where(eq(policy.id, data.id));
    if (standing.length > 0) throw new Refusal('alreadyDone', { field: 'id' });
    await keepAsked(tx, actor, data, day);
    record({ kind, jurisdiction, effectiveFrom });
  });
}

/** Asks for the next version of a rule that comes whole, as a list of situations does. Refusals: as above. */
export async function askNextPolicy(
  ctx: Context,
  actor: Member,
  next: DistributedOmit<PolicyData, 'id'>,
): Promise<void> {
  await perform(ctx, actor, 'policy.edit', null, async ({ tx, about, record, today: day }) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('anshao/county-policy'))`);
    const data = { ...next, id: await nextId(tx, next) } as PolicyData;
    about(`policy:${data.id}`);
    record({ kind: data.kind, jurisdiction: COUNTY, effectiveFrom: data.effectiveFrom });
    await keepAsked(tx, actor, data, day);
  });
}
type DistributedOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

async function nextId(tx: Tx, { kind, effectiveFrom }: { kind: string; effectiveFrom: string }): Promise<string> {
  const stem = `county-${kind.toLowerCase()}-${effectiveFrom}-`;
  const entered = await tx
    .select({ id: policy.id })
    .from(policy)
    .where(like(policy.id, `${stem}%`));
  const asked = await tx
    .select({ id: policyChange.policyId })
    .from(policyChange)
    .where(like(policyChange.policyId, `${stem}%`));
  const last = Math.max(0, ...[...entered, ...asked].map(({ id }) => Number(id.slice(stem.length)) || 0));
  return `${stem}${String(last + 1).padStart(3, '0')}`;
}

async function keepAsked(tx: Tx, { memberId }: Member, data: PolicyData, day: IsoDate): Promise<string> {
  const read = readPolicy(data);
  await requireNotice(tx, read, day);
  if (read.kind === 'reward' && read.unit !== null) {
    const known = await tx.select({ id: unit.id }).from(unit).where(eq(unit.code, read.unit));
    if (known.length === 0) throw new Refusal('invalid', { field: 'unit' });
  }
  const rows = await tx
    .insert(policyChange)
    .values({ id: randomUUID(), policyId: data.id, data, state: 'asked', askedBy: memberId, askedOn: day })
    .onConflictDoNothing()
    .returning({ id: policyChange.id });
  const [row] = rows;
  if (!row) throw new Refusal('alreadyDone', { data: { rule: 'waits' } });
  return row.id;
}

/**
 * A second person agrees: the version stands from its first day. Refusals: `samePerson`, `alreadyDone`,
 * `shownOtherwise`, `notFound`; for retention those of `retentionNotice`.
 */
export async function confirmPolicy(
  ctx: Context,
  actor: Member,
  { request, shown }: { request: string; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'policy.confirm', null, async (p) => {
    const row = await askedChange(p.tx, policyChange, request);
    p.about(`policy:${row.policyId}`);
    requireAsShown(shown, versionShown(row));
    if (row.askedBy === actor.memberId) throw new Refusal('samePerson');
    const data = row.data as PolicyData;
    await keepPolicy(p.tx, readPolicy(data), data, p.today);
    await decideChange(p.tx, policyChange, row, 'confirmed', { decidedBy: actor.memberId, decidedOn: p.today });
    p.record({ askedBy: row.askedBy, kind: data.kind, effectiveFrom: data.effectiveFrom });
  });
  ctx.publicChanged();
}

/** Whoever asked takes it back, or another one refuses it. */
export async function refusePolicy(ctx: Context, actor: Member, request: string): Promise<void> {
  await perform(ctx, actor, 'policy.refuse', null, async (p) => {
    const row = await askedChange(p.tx, policyChange, request);
    p.about(`policy:${row.policyId}`);
    await decideChange(p.tx, policyChange, row, 'refused', { decidedBy: actor.memberId, decidedOn: p.today });
    p.record({ askedBy: row.askedBy });
  });
}
