import { asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { payeeSample } from '#db/schema/ceremony';
import { member } from '#db/schema/staff';
import type { Actor, Member } from '~/domain/acts/permission';
import { addDays } from '~/domain/dates';
import { mayPlay } from '~/domain/opening/ceremony';
import { requireMember } from '~/services/case/case-act.server';
import { sampleTransferHistory, transferHistory } from '~/services/case/case-steps.server';
import type { Context } from '~/services/context.server';
import { certifiedInForce, directoryInForce } from '~/services/keys/certified.server';
import { grantsOf } from '~/services/keys/unit-key.server';
import { type Looking, look } from '~/services/look.server';
import { type CeremonyRow, ceremonyTerms, earlierParts, otherMember } from './ceremony-rows.server';
import { sharesHeld } from './ceremony-shares.server';
import type { CeremonyPage, Opener, WorkspaceData } from './ceremony-view.server';

type WorkspaceLook = Pick<Looking<'ceremony.read'>, 'db' | 'today'>;

/** `row` is the ceremony that the page is about, if there already is one. */
export async function workspaceData(
  ctx: Context,
  { db, today: on }: WorkspaceLook,
  by: Member,
  row?: CeremonyRow,
): Promise<WorkspaceData> {
  const directory = await directoryInForce(db);
  const transfers =
    row?.kind === 'payeeSample'
      ? await sampleTransferHistory(db, row.id)
      : await transferHistory(ctx, db, row?.caseId ?? null, row?.kind === 'escrow');
  return { ...transfers, directory, grants: await grantsOf(db, by.memberId), today: on };
}

export async function caseOf(db: Db | Tx, caseId: string): Promise<CeremonyPage['case']> {
  const [row] = await db
    .select({ id: caseFile.id, order: caseFile.order })
    .from(caseFile)
    .where(eq(caseFile.id, caseId));
  return row ?? null;
}

export async function sampleOf(tx: Tx, ceremonyId: string): Promise<CeremonyPage['sample']> {
  const [row] = await tx.select().from(payeeSample).where(eq(payeeSample.ceremonyId, ceremonyId));
  if (!row) return null;
  const { fromDay: from, toDay: to, seed, seedSequence, rewardIds } = row;
  return { from, to, seed, seedSequence, count: rewardIds.length };
}

export async function toApprove({ db, today: on }: WorkspaceLook, row: CeremonyRow, by: Member) {
  const terms = await ceremonyTerms(db, on);
  return {
    shares: await sharesHeld(db, row, 'guardians'),
    openers: await openersFor(db, row, by),
    expiresOn: addDays(on, row.emergency ? terms.emergencyApprovalDays : terms.approvalDays),
  };
}

async function openersFor(tx: Tx, row: CeremonyRow, by: Member): Promise<Opener[]> {
  const rows = await tx
    .select({ id: member.id, name: member.name, roles: member.roles })
    .from(member)
    .where(eq(member.status, 'enrolled'))
    .orderBy(asc(member.name));
  if (row.kind === 'payeeSample') {
    return rows.filter(({ id }) => id === row.askedBy).map(({ id, name }) => ({ memberId: id, name }));
  }
  const { members } = await certifiedInForce(tx);
  const earlier = await earlierParts(tx, row.caseId, row.id);
  const openers: Opener[] = [];
  for (const { id, name, roles } of rows) {
    if (!roles.includes('custodian') || !members.has(id) || id === by.memberId || id === row.askedBy) continue;
    if (mayPlay(await otherMember(tx, id), row.kind, 'opener', earlier)) openers.push({ memberId: id, name });
  }
  return openers;
}

/**
 * The certified keys to which the text of a request is sealed, and who asks. Refusal `notAllowed` for whoever may not
 * ask.
 */
export async function workspaceToAsk(
  ctx: Context,
  actor: Actor,
  act: 'escrow.ask' | 'payee.askSample',
): Promise<WorkspaceData & { memberId: string }> {
  const by = requireMember(actor);
  const nothing = { steps: [], chain: null, marks: [], former: [], grants: [] };
  return look(ctx, by, act, null, async ({ db, today: on }) => ({
    ...nothing,
    directory: await directoryInForce(db),
    today: on,
    memberId: by.memberId,
  }));
}
