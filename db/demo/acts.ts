import { randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { actByRow } from '~/services/case/case-parts.server';
import { replyText, sealCasePart, sealMessage, sealToAll, sealTransfer } from '../../app/browser/case/case-sealing';
import { newestFinding } from '../../app/browser/case/case-workspace';
import type { PostedMessage, PostedPart } from '../../app/contract/posted/case-act';
import { parseReportForm } from '../../app/domain/report/report';
import type { NotAcceptedReason, Verdict } from '../../app/domain/vocabulary';
import { fromBase64 } from '../../app/envelope/bytes';
import { receiptKeys } from '../../app/envelope/report/receipt-code';
import { assignCase, confirmVerdict } from '../../app/services/case/case.server';
import { transferCase } from '../../app/services/case/case-transfer.server';
import { transferChain } from '../../app/services/case/transfer-chain.server';
import { type Context, today } from '../../app/services/context.server';
import { countyInfo } from '../../app/services/county/county.server';
import type { OpenSession } from '../../app/services/follow/follow-thread.server';
import { sendReporterMessage } from '../../app/services/follow/follow-write.server';
import { submitReport } from '../../app/services/report/report.server';
import { caseFile } from '../schema/casework';
import { TOWNS, townCode } from './county';
import type { Plan } from './plans';
import { type Cast, holderOf, keyringOf, opened } from './players';

/**
 * A case of the demo on its way: each function is one act, done through the same services and sealing as in real use.
 */
export type Played = {
  caseId: string;
  reportId: string;
  code: string;
  unitId: string;
  proposalId: string;
  rewardId: string;
};

export const bytesOf = ({ sequence, bytes }: PostedPart) => ({ sequence, bytes: fromBase64(bytes) });
const messageOf = ({ reportId, sequence, bytes }: PostedMessage) => ({ reportId, sequence, bytes: fromBase64(bytes) });

export async function report(ctx: Context, cast: Cast, plan: Plan): Promise<Played> {
  const { story } = plan;
  const parsed = parseReportForm(
    {
      matter: story.matter,
      sector: story.sector,
      area: townCode(plan.town),
      employer: story.employer,
      accusedUnit: plan.accused ? (cast.unitIds.get(plan.accused) ?? '') : '',
      urgent: plan.urgent ? 'yes' : '',
      deaths: String(plan.deaths),
      description: story.description,
      place: TOWNS.find(([number]) => number === plan.town)?.[1] ?? '',
      occurredOn: today(ctx),
      insider: plan.insider ? 'yes' : 'no',
      anonymity: plan.named ? 'named' : 'anonymous',
      name: plan.named ? '演示举报人' : '',
      phone: plan.named ? '13800000000' : '',
      wantsReward: 'yes',
      consent: plan.named ? 'yes' : '',
      site: plan.site ?? '',
      formToken: randomBytes(18).toString('base64url'),
    },
    { today: today(ctx) },
  );
  if (!parsed.ok) throw new Error(`A demo report is wrong: ${parsed.errors.map(({ field }) => field).join()}`);
  const { caseId, reportId, code } = await submitReport(ctx, { draft: parsed.draft });
  return {
    caseId,
    reportId,
    code,
    unitId: await unitOf(ctx, caseId),
    proposalId: randomUUID(),
    rewardId: randomUUID(),
  };
}

async function unitOf(ctx: Context, caseId: string): Promise<string> {
  const [row] = await ctx.db
    .select({ unitId: caseFile.responsibleUnitId })
    .from(caseFile)
    .where(eq(caseFile.id, caseId));
  return row?.unitId ?? '';
}

/** The reporter's own session, as the receipt code opens it. */
export async function sessionOf(ctx: Context, { code, reportId }: Played): Promise<OpenSession> {
  const { salt } = await countyInfo(ctx.db);
  const { reporter } = await receiptKeys(code, salt, ctx.argon2id);
  return { reportId, seed: reporter.seed };
}

export const handler = (cast: Cast, played: Played) => holderOf(cast, played.unitId, 'handler');
export const lead = (cast: Cast, played: Played) => holderOf(cast, played.unitId, 'lead');

export const accept = (ctx: Context, cast: Cast, played: Played) =>
  actByRow(ctx, lead(cast, played).actor, played.caseId, 'accept', {});

export async function refuse(ctx: Context, cast: Cast, played: Played, reason: NotAcceptedReason): Promise<void> {
  const person = handler(cast, played);
  const workspace = await opened(ctx, person, played.caseId);
  const text = '您反映的事项不符合受理条件，原因见本页。如有新的线索，欢迎再次举报。';
  const messages = (await sealToAll(workspace, text, keyringOf(person))).map(messageOf);
  await actByRow(ctx, person.actor, played.caseId, 'refuse', { reason, messages });
}

export const assign = (ctx: Context, cast: Cast, played: Played) =>
  assignCase(ctx, lead(cast, played).actor, played.caseId, handler(cast, played).memberId);

export async function transfer(ctx: Context, cast: Cast, played: Played, toUnitCode: string): Promise<void> {
  const person = holderOf(cast, played.unitId, 'intake');
  const workspace = await opened(ctx, person, played.caseId);
  const giver = { keyring: keyringOf(person), today: today(ctx), chain: await transferChain(ctx, ctx.db) };
  const { wraps, ...sealed } = await sealTransfer(workspace, cast.unitIds.get(toUnitCode) ?? '', giver);
  const note = bytesOf(
    await sealCasePart(workspace, 'note', { about: 'transfer', text: '按职责分工，移交贵单位办理。' }),
  );
  const keys = wraps.map(({ reportId, key, bytes }) => ({ reportId, key, bytes: fromBase64(bytes) }));
  await transferCase(ctx, person.actor, played.caseId, { ...sealed, wraps: keys, note });
}

export async function chat(ctx: Context, cast: Cast, played: Played): Promise<void> {
  const person = handler(cast, played);
  const workspace = await opened(ctx, person, played.caseId);
  const question = await sealMessage(
    workspace,
    played.reportId,
    '请问是哪一个班次？晚上几点以后最明显？',
    keyringOf(person),
  );
  await actByRow(ctx, person.actor, played.caseId, 'message', { message: messageOf(question) });
  await sendReporterMessage(ctx, await sessionOf(ctx, played), '夜班，晚上十点以后。');
}

export async function visit(ctx: Context, cast: Cast, played: Played): Promise<void> {
  const person = handler(cast, played);
  const workspace = await opened(ctx, person, played.caseId);
  const plain = { about: 'visit', text: '两名执法人员到现场检查，拍照取证，询问值班人员，情况与举报基本一致。' };
  const note = bytesOf(await sealCasePart(workspace, 'note', plain));
  await actByRow(ctx, person.actor, played.caseId, 'visit', { visitedOn: today(ctx), part: note });
  const second = bytesOf(await sealCasePart(workspace, 'note', { about: 'note', text: '已调取监控，等待检测报告。' }));
  await actByRow(ctx, person.actor, played.caseId, 'note', { part: second });
}

export async function findVerdict(ctx: Context, cast: Cast, played: Played, verdict: Verdict): Promise<void> {
  const person = handler(cast, played);
  const workspace = await opened(ctx, person, played.caseId);
  const text =
    verdict === 'unsubstantiated' ? '经核查，未发现举报所说的问题。' : '经核查，举报的问题属实，已固定证据。';
  const finding = bytesOf(await sealCasePart(workspace, 'finding', { verdict, text }));
  await actByRow(ctx, person.actor, played.caseId, 'proposeVerdict', { verdict, part: finding });
}

export async function confirm(ctx: Context, cast: Cast, played: Played): Promise<void> {
  const person = lead(cast, played);
  const finding = newestFinding(await opened(ctx, person, played.caseId));
  const verdict = finding?.content.verdict as Verdict;
  await confirmVerdict(ctx, person.actor, played.caseId, { finding: finding?.id ?? '', verdict });
}

export async function fix(ctx: Context, cast: Cast, played: Played): Promise<void> {
  const person = handler(cast, played);
  const workspace = await opened(ctx, person, played.caseId);
  const done = await sealCasePart(workspace, 'evidence', {
    about: 'rectification',
    text: '单位已按五落实整改，附前后照片和发票。',
  });
  await actByRow(ctx, person.actor, played.caseId, 'rectify', { part: bytesOf(done) });
  const again = await sealCasePart(workspace, 'evidence', { about: 'strikeOff', text: '复查合格，予以销号。' });
  await actByRow(ctx, person.actor, played.caseId, 'strikeOff', { part: bytesOf(again) });
}

export async function reply(ctx: Context, cast: Cast, played: Played, verdict: Verdict): Promise<void> {
  const person = handler(cast, played);
  const workspace = await opened(ctx, person, played.caseId);
  const found = verdict !== 'unsubstantiated';
  const text = replyText({
    heading: '关于您举报事项的答复',
    sections: [
      { title: '结论', text: found ? '您反映的情况属实。' : '经核查，未发现您反映的情况。' },
      { title: '怎样核查', text: '现场检查、询问有关人员、调取资料。' },
      { title: '处理结果', text: found ? '已依法处罚并督促整改，复查合格。' : '已提醒该单位继续落实安全责任。' },
      { title: '奖励', text: found ? '符合奖励条件的，本页会通知您领取。' : '不符合奖励条件。' },
    ],
  });
  const messages = (await sealToAll(workspace, text, keyringOf(person))).map(messageOf);
  await actByRow(ctx, person.actor, played.caseId, 'reply', { messages });
}

/** The reporter does not agree with the reply. */
export const object = async (ctx: Context, played: Played) =>
  sendReporterMessage(ctx, await sessionOf(ctx, played), '检查那天提前通知了单位，通道是临时清出来的，请另派人再查。', {
    about: 'objection',
  });

export const close = (ctx: Context, cast: Cast, played: Played) =>
  actByRow(ctx, handler(cast, played).actor, played.caseId, 'close', {});
