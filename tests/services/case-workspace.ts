import { randomUUID } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import { sealedPart as partTable } from '#db/schema/casework';
import { sealCasePart, sealToAll } from '~/browser/case/case-sealing';
import type { OpenedCase, WorkspaceKeyring } from '~/browser/case/case-workspace';
import { openCase } from '~/browser/case/case-workspace';
import type { PostedMessage, PostedPart } from '~/contract/posted/case-act';
import type { ReportDraft } from '~/domain/report/report';
import type { Verdict } from '~/domain/vocabulary';
import { fromBase64 } from '~/envelope/bytes';
import { openUnitKey } from '~/envelope/keys/unit-key';
import { caseForStaff } from '~/services/case/case-page.server';
import { transferChain } from '~/services/case/transfer-chain.server';
import { type Context, today } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { submitReport } from '~/services/report/report.server';

/** A report about a blocked fire exit, as the form gives it; routed to the fire brigade. */
export function fireDraft(changes: Partial<ReportDraft> = {}): ReportDraft {
  return {
    matter: 'hazard',
    sector: 'fire',
    town: '500200101',
    employer: '红星木器厂',
    accusedUnitId: null,
    urgent: false,
    deaths: 0,
    description: '二号仓库的消防通道被木料堵住，已经三个星期。',
    place: '二号仓库东门',
    occurredOn: '2025-09-10',
    insider: true,
    anonymity: 'anonymous',
    identity: null,
    wantsReward: true,
    consent: false,
    siteCode: null,
    formToken: randomUUID(),
    ...changes,
  };
}

export const reportFire = (ctx: Context, changes: Partial<ReportDraft> = {}) =>
  submitReport(ctx, { draft: fireDraft(changes) });

/** A keyring made by hand, as the member's browser holds it once unlocked. */
export function keyringOf(member: EnrolledMember): WorkspaceKeyring {
  return {
    member: () => ({ memberId: member.memberId, signing: member.keys.signing }),
    unitIdentity: async ({ unitKeyId, wrapped }) =>
      (await openUnitKey(fromBase64(wrapped), unitKeyId, member.keys.age.identity)).identity,
  };
}

/** Why and by whom a case is given away, as their browser seals it. */
export const giverOf = async (ctx: Context, member: EnrolledMember) => ({
  keyring: keyringOf(member),
  today: today(ctx),
  chain: await transferChain(ctx, ctx.db),
});

/** The case as this member's browser sees it. */
export async function workspace(ctx: Context, member: EnrolledMember, caseId: string) {
  const page = await caseForStaff(ctx, member.actor, caseId);
  return { ...page, opened: await openCase(page.sealed, keyringOf(member)) };
}

/** What a lead's browser posts after it opened the newest finding, which says this verdict. */
export async function findingRead({ db }: Context, caseId: string, verdict: Verdict = 'substantiated') {
  const [row] = await db
    .select({ id: partTable.id })
    .from(partTable)
    .where(and(eq(partTable.caseId, caseId), eq(partTable.kind, 'finding')))
    .orderBy(desc(partTable.order))
    .limit(1);
  return { finding: row?.id ?? '', verdict };
}

const bytesOf = <T extends { bytes: string }>(posted: T) => ({ ...posted, bytes: fromBase64(posted.bytes) });

/** What the browser posts, in the shape in which the service takes it. */
export async function sealedPart(
  opened: OpenedCase,
  kind: Parameters<typeof sealCasePart>[1],
  content: Record<string, string>,
) {
  return bytesOf<PostedPart>(await sealCasePart(opened, kind, content));
}

/** Why a case is given to another unit; every transfer has a reason. */
export const whyGiven = (opened: OpenedCase) =>
  sealedPart(opened, 'note', { about: 'transfer', text: '属于贵单位职责。' });

export async function sealedMessages(opened: OpenedCase, text: string, member: EnrolledMember) {
  return (await sealToAll(opened, text, keyringOf(member))).map((posted) => bytesOf<PostedMessage>(posted));
}
