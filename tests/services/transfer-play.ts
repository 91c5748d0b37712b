import { sealTransfer } from '~/browser/case/case-sealing';
import { fromBase64 } from '~/envelope/bytes';
import { transferCase } from '~/services/case/case-transfer.server';
import type { Context } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { giverOf, whyGiven, workspace } from './case-workspace';

/** A transfer as an officer's browser has it ready: signed at the present end of the county's chain. */
export async function signedTransfer(ctx: Context, member: EnrolledMember, caseId: string, toUnitId: string) {
  const { opened } = await workspace(ctx, member, caseId);
  const { wraps, ...sealed } = await sealTransfer(opened, toUnitId, await giverOf(ctx, member));
  const keys = wraps.map((one) => ({ ...one, bytes: fromBase64(one.bytes) }));
  return { ...sealed, wraps: keys, note: await whyGiven(opened) };
}

/** Gives a case away as an officer of its unit does. */
export async function giveCase(ctx: Context, member: EnrolledMember, caseId: string, toUnitId: string): Promise<void> {
  await transferCase(ctx, member.actor, caseId, await signedTransfer(ctx, member, caseId, toUnitId));
}
