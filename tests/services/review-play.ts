import type { ReportDraft } from '~/domain/report/report';
import { runCaseAct } from '~/services/case/case-acts.server';
import type { Context } from '~/services/context.server';
import { sealedMessages, workspace } from './case-workspace';
import type { Cast } from './ceremony-play';
import { confirmedCase } from './reward-play';

/** Writes to each reporter as the officer's browser does: a reply, or what a review decided. */
export async function tellEach(
  ctx: Context,
  county: Cast,
  caseId: string,
  { login, act, text }: { login: string; act: 'reply' | 'upholdOnReview' | 'verifyOnReview' | 'reopen'; text: string },
): Promise<void> {
  const { opened } = await workspace(ctx, county.of(login), caseId);
  const messages = await sealedMessages(opened, text, county.of(login));
  await runCaseAct(ctx, county.actor(login), caseId, act, { input: { messages }, once: '' });
}

/** A case brought to its reply, to which the reporter may object. */
export async function repliedCase(ctx: Context, county: Cast, changes: Partial<ReportDraft> = {}) {
  const filed = await confirmedCase(ctx, county, changes);
  await tellEach(ctx, county, filed.caseId, { login: 'fire.handler', act: 'reply', text: '【答复】属实，罚款五万元' });
  return filed;
}
