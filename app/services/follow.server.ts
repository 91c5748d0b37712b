import { and, eq, isNull } from 'drizzle-orm';
import { report } from '#db/schema/casework';
import { Refusal } from '~/domain/refusal';
import { lookupHash, parseReceiptCode, receiptKeys } from '~/envelope/receipt-code';
import { sealReporterMessage } from '~/envelope/thread';
import { addReporterMessage } from './case-message.server';
import { lockCase } from './case-record.server';
import { countyInfo } from './county.server';
import type { FollowSession } from './follow-sessions.server';
import type { House } from './house.server';
import { perform } from './perform.server';

export const MOST_MESSAGE = 4000;

/**
 * Opens the reporter's page with a receipt code; returns the cookie of a short session. Refusals: `invalid` (code: not a
 * code at all), `notFound` (code: no report has it; costs the same time as one that has), `busy`, `notOpen`.
 */
export async function openByCode(house: House, typed: string): Promise<string> {
  const code = parseReceiptCode(typed);
  if (code === null) throw new Refusal('invalid', { field: 'code' });
  const { salt } = await countyInfo(house.db);
  const { lookupToken, reporter } = await receiptKeys(code, salt, house.argon2idForCodes);
  const [row] = await house.db
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.lookupHash, lookupHash(lookupToken)), isNull(report.supersededBy)));
  const cookie = row ? house.followSessions.open({ reportId: row.id, seed: reporter.seed }) : null;
  reporter.seed.fill(0);
  lookupToken.fill(0);
  if (cookie === null) throw new Refusal('notFound', { field: 'code' });
  return cookie;
}

/** What the reporter writes, sealed to the thread key under its place in the thread. */
export async function sendReporterMessage(
  house: House,
  session: Pick<FollowSession, 'reportId'>,
  typed: string,
): Promise<void> {
  const text = typed.replaceAll('\0', '').replaceAll('\r\n', '\n').trim();
  if (text === '') throw new Refusal('invalid', { field: 'message', data: { rule: 'missing' } });
  if (text.length > MOST_MESSAGE) throw new Refusal('invalid', { field: 'message', data: { rule: 'tooLong' } });
  const { reportId } = session;
  const actor = { kind: 'reporter', reportId } as const;
  await perform(house, actor, 'report.message', `report:${reportId}`, async ({ tx, today, within }) => {
    within({ reportId });
    const [found] = await tx.select({ caseId: report.caseId }).from(report).where(eq(report.id, reportId));
    if (!found) throw new Refusal('notFound');
    const row = await lockCase(tx, found.caseId);
    const [own] = await tx.select().from(report).where(eq(report.id, reportId)).for('update');
    if (!own || own.supersededBy !== null) throw new Refusal('notFound');
    if (own.threadRecipient === null) throw new Refusal('expired', { field: 'message' });
    const place = { reportId, sequence: own.nextSequence };
    const bytes = await sealReporterMessage({ ...place, text, threadRecipient: own.threadRecipient });
    await addReporterMessage(tx, { ...place, row, bytes, actor, madeOn: today });
  });
}
