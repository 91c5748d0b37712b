import { assignCase, confirmVerdict } from '~/services/case/case.server';
import { addFiles } from '~/services/follow/follow-files.server';
import { sendReporterMessage } from '~/services/follow/follow-write.server';
import { claimReward } from '~/services/reward/claim.server';
import type { BareSite } from '../e2e/site';
import { acceptCase, addNote, proposeVerdict, sendStaffMessage } from '../services/case-steps';
import { findingRead, reportFire, sealedMessages, sealedPart, workspace } from '../services/case-workspace';
import type { Cast } from '../services/ceremony-play';
import { bankClaimOf, sessionOf } from '../services/reporter-play';
import { approveFromWorkspace, night, proposeFrom } from '../services/reward-play';

/** One text of each kind that a report can come to contain. */
export const MARKS = {
  narrative: 'ZqTheftNarrative',
  message: 'ZqTheftMessage',
  answer: 'ZqTheftAnswer',
  note: 'ZqTheftNote',
  finding: 'ZqTheftFinding',
  file: 'ZqTheftFile',
  identity: 'ZqTheftName',
  payee: '6222999900001111',
} as const;

const WHO = { name: MARKS.identity, phone: '13812345678', idNumber: '' };

/**
 * A named report by the plain form with everything that can follow from it, up to a claim that waits for its payment.
 */
export async function fullReport({ ctx }: BareSite, cast: Cast): Promise<void> {
  const named = { anonymity: 'named', identity: WHO, consent: true } as const;
  const about = { matter: 'violation', insider: false, town: null, occurredOn: null } as const;
  const filed = await reportFire(ctx, { ...about, ...named, description: MARKS.narrative });
  const session = await sessionOf(ctx, filed);
  await sendReporterMessage(ctx, session, MARKS.message);
  await addFiles(ctx, session, [{ name: '证据.txt', type: 'text/plain', bytes: new TextEncoder().encode(MARKS.file) }]);
  const [handler, lead] = [cast.of('fire.handler'), cast.actor('fire.lead')];
  await acceptCase(ctx, lead, filed.caseId);
  await assignCase(ctx, lead, filed.caseId, handler.memberId);
  const { opened } = await workspace(ctx, handler, filed.caseId);
  const note = await sealedPart(opened, 'note', { about: 'note', text: MARKS.note });
  await addNote(ctx, handler.actor, filed.caseId, note);
  const [message] = await sealedMessages(opened, MARKS.answer, handler);
  if (!message) throw new Error('no message');
  await sendStaffMessage(ctx, handler.actor, filed.caseId, message);
  const verdict = 'substantiated' as const;
  const finding = await sealedPart(opened, 'finding', { verdict, text: MARKS.finding });
  await proposeVerdict(ctx, handler.actor, filed.caseId, { verdict, finding, unvisited: true });
  await confirmVerdict(ctx, lead, filed.caseId, await findingRead(ctx, filed.caseId));
  const proposalId = await proposeFrom(ctx, cast, filed);
  await approveFromWorkspace(ctx, cast, { ...filed, proposalId });
  const payee = { holder: '陈大江', bank: '安岭农商银行', account: MARKS.payee };
  await claimReward(ctx, { kind: 'reporter', reportId: filed.reportId }, await bankClaimOf(ctx, session, payee));
  await night(ctx);
}
