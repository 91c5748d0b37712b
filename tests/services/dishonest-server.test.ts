import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { sealedPart, wrappedKey } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { openCase } from '~/browser/case/case-workspace';
import { readWords } from '~/browser/opening/ceremony-asker';
import { readOutcome, tellHere } from '~/browser/opening/identity-workspace';
import { isEnvelopeError } from '~/envelope/errors';
import { newSigningKey } from '~/envelope/signing';
import { caseForStaff } from '~/services/case/case-page.server';
import { openIdentity } from '~/services/opening/identity-opening.server';
import { identityPage } from '~/services/opening/identity-page.server';
import { sendStaffMessage } from './case-steps';
import { keyringOf, reportFire, sealedMessages, workspace } from './case-workspace';
import { approval, approveFor, askFor, openFor, pageFor, tellFor, workspaceOf } from './ceremony-play';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import { enterRules } from './reward-play';
import type { TestContext } from './test-context';

const PERSON = { name: 'ZqSwappedName', phone: '13812345678', idNumber: '' };

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});

const report = (description: string) =>
  reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true, description });

/** Acts with the owner's rights and bypasses every trigger, as whoever runs the database can. */
async function force(statement: ReturnType<typeof sql>): Promise<void> {
  await ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });
}

/** Puts the bytes of one report's rows into the corresponding rows of another. */
const swapParts = (from: string, to: string) =>
  force(sql`update sealed_part t set bytes = s.bytes from sealed_part s
    where s.report_id = ${from} and t.report_id = ${to} and s.kind = t.kind and s.sequence = t.sequence`);
const swapWraps = (from: { reportId: string; caseId: string }, to: { reportId: string; caseId: string }) =>
  force(sql`update wrapped_key t set bytes = s.bytes from wrapped_key s
    where (s.report_id = ${from.reportId} and t.report_id = ${to.reportId}
      or s.case_id = ${from.caseId} and t.case_id = ${to.caseId})
    and s.key = t.key and s.share = t.share and s.holder = t.holder`);

/** What an officer's browser makes of a case: its narrative, or the problem that it found. */
async function seen(caseId: string): Promise<string | null> {
  const officer = county.of('fire.handler');
  const { sealed } = await caseForStaff(ctx, officer.actor, caseId);
  return openCase(sealed, keyringOf(officer)).then(
    ({ reports, unreadable }) => reports[0]?.narrative?.description ?? `unreadable: ${unreadable > 0}`,
    (error: unknown) => (isEnvelopeError(error) ? error.code : Promise.reject(error)),
  );
}

describe('one report’s rows put into another’s', () => {
  test('show nothing of either in an officer’s browser: parts alone, wraps alone, both', async () => {
    const [parts, wraps, both] = [await report('其一'), await report('其二'), await report('其三')];
    const source = await report('别的举报');
    expect(await seen(both.caseId)).toBe('其三');
    await swapParts(source.reportId, parts.reportId);
    expect(await seen(parts.caseId)).toBe('unreadable: true');
    await swapWraps(source, wraps);
    expect(await seen(wraps.caseId)).toBe('wrongPart');
    await swapParts(source.reportId, both.reportId);
    await swapWraps(source, both);
    expect(await seen(both.caseId)).toBe('wrongPart');
    expect(await seen(source.caseId)).toBe('别的举报');
  });

  test('are noticed by the guardian: a consent to one identity releases no other', async () => {
    const [asked, wanted] = [await report('其一'), await report('其二')];
    const id = await askFor(ctx, county, asked);
    await swapParts(wanted.reportId, asked.reportId);
    await swapWraps(wanted, asked);
    const opener = county.of('custodians.1').memberId;
    await expect(approval(ctx, county.of('guardians.1'), id, opener)).rejects.toMatchObject({ code: 'wrongPart' });
  });

  test('are noticed by the custodian, when the identity itself is exchanged after the approval', async () => {
    const [asked, wanted] = [await report('其一'), await report('其二')];
    const id = await askFor(ctx, county, asked);
    await approveFor(ctx, county, id);
    expect(await openFor(ctx, county, id)).toEqual(PERSON);
    await swapParts(wanted.reportId, asked.reportId);
    await expect(openFor(ctx, county, id)).rejects.toMatchObject({ code: 'wrongKey' });
    await swapWraps(wanted, asked);
    await expect(openFor(ctx, county, id)).rejects.toMatchObject({ code: 'wrongPart' });
    // Nor does the approval, which the database moves to the wanted report, open that one.
    await force(sql`update ceremony set report_id = ${wanted.reportId}, case_id = ${wanted.caseId} where id = ${id}`);
    const moved = await openIdentity(ctx, county.actor('custodians.1'), id);
    expect(moved.facts.reportId).toBe(wanted.reportId);
    await expect(openFor(ctx, county, id)).rejects.toMatchObject({ code: 'badSignature' });
  });
});

describe('what nobody certified signed', () => {
  test('is no officer’s message to a colleague: its text is not shown', async () => {
    const { caseId, reportId } = await report('其一');
    const officer = county.of('fire.handler');
    const { opened } = await workspace(ctx, officer, caseId);
    const forger = { ...officer, keys: { ...officer.keys, signing: newSigningKey() } };
    for (const by of [officer, forger]) {
      const [message] = await sealedMessages((await workspace(ctx, officer, caseId)).opened, '请来一趟', by);
      if (message) await sendStaffMessage(ctx, officer.actor, caseId, message);
    }
    const again = await workspace(ctx, officer, caseId);
    expect(again.opened.reports[0]?.messages).toMatchObject([
      { from: 'staff', text: '请来一趟', memberId: officer.memberId },
      { from: 'staff', text: null, memberId: null },
    ]);
    expect(opened.reports[0]?.reportId).toBe(reportId);
  });

  test('are no words of an ask, and an ask whose reason was changed is not what was signed', async () => {
    const [one, other] = [await report('其一'), await report('其二')];
    const [id, foreign] = [await askFor(ctx, county, one), await askFor(ctx, county, other)];
    const guardian = county.of('guardians.1');
    const wordsOf = async (which: string) => {
      const { facts, words } = await pageFor(ctx, guardian, which);
      return readWords(facts, words ?? '', await workspaceOf(ctx, guardian));
    };
    expect(await wordsOf(id)).toBe('核实现场情况');
    const [row] = await ctx.db.select().from(ceremony).where(eq(ceremony.id, foreign));
    await force(sql`update ceremony set purpose = 'contact', fields = '{}' where id = ${id}`);
    await expect(wordsOf(id)).rejects.toMatchObject({ code: 'badSignature' });
    await force(sql`update ceremony set reason_sealed = ${row?.reasonSealed} where id = ${id}`);
    await expect(wordsOf(id)).rejects.toMatchObject({ code: 'wrongPart' });
    await force(sql`update ceremony set asked_by = ${county.of('emergency.handler').memberId} where id = ${foreign}`);
    await expect(wordsOf(foreign)).rejects.toMatchObject({ code: 'badSignature' });
  });

  test('is no custodian’s answer', async () => {
    const filed = await report('其一');
    const id = await askFor(ctx, county, filed);
    await approveFor(ctx, county, id);
    await openFor(ctx, county, id);
    await tellFor(ctx, county, id, { outcome: 'released', fields: { phone: PERSON.phone }, note: '' });
    const handler = county.of('fire.handler');
    const told = async () => (await identityPage(ctx, handler.actor, filed.caseId)).asks[0]?.told;
    const genuine = await told();
    if (!genuine) throw new Error('nothing told');
    const at = await workspaceOf(ctx, handler);
    expect((await readOutcome(genuine, at)).fields).toEqual({ phone: PERSON.phone });
    const custodian = county.of('custodians.1');
    const forger = { ...custodian, keys: { ...custodian.keys, signing: newSigningKey() } };
    const { facts } = await pageFor(ctx, custodian, id);
    const plain = { fields: { phone: '13900000000' }, note: '' };
    const forged = await tellHere({ facts }, { code: 'released', plain }, await workspaceOf(ctx, forger));
    await expect(readOutcome({ ...genuine, sealed: forged }, at)).rejects.toMatchObject({ code: 'badSignature' });
    await expect(readOutcome({ ...genuine, code: 'contacted' }, at)).rejects.toMatchObject({ envelopeError: true });
  });
});

test('the rows that were exchanged above are real: bytes of one report stand in another', async () => {
  const [a, b] = [await report('其一'), await report('其二')];
  await swapParts(a.reportId, b.reportId);
  await swapWraps(a, b);
  const bytes = async (reportId: string) => ({
    parts: (await ctx.db.select().from(sealedPart).where(eq(sealedPart.reportId, reportId))).map(
      (row) => `${row.kind}:${Buffer.from(row.bytes ?? []).toString('hex')}`,
    ),
    wraps: (await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.reportId, reportId))).map(
      (row) => `${row.key}:${row.share}:${row.holder}:${Buffer.from(row.bytes).toString('hex')}`,
    ),
  });
  const [of, into] = [await bytes(a.reportId), await bytes(b.reportId)];
  expect(into.parts.sort()).toEqual(of.parts.sort());
  expect(into.wraps.sort()).toEqual(of.wraps.sort());
});
