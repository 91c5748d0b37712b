import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseEvent, caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { logEntry, outbox } from '#db/schema/log';
import { payeeShare, reward } from '#db/schema/reward';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { addDays } from '~/domain/dates';
import { askDeletion, deletionsAsked, refuseDeletion } from '~/services/case/deletion.server';
import { applyRetention } from '~/services/case/retention.server';
import { parseTombstone, replayTombstones, tombstones } from '~/services/case/tombstone.server';
import { openByCode } from '~/services/follow/follow.server';
import { followPage, sealedFollowPage } from '~/services/follow/follow-page.server';
import { submitReport } from '~/services/report/report.server';
import { claimReward } from '~/services/reward/claim.server';
import { refuseCase } from '../case-steps';
import { fireDraft, reportFire, sealedMessages, workspace } from '../case-workspace';
import { confirmDeletion } from '../decided-as-shown';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { approve, bankClaim, enterRules, fireFund, night, proposalRow, proposeBare, reporterOf } from '../reward-play';
import type { TestContext } from '../test-context';

const START = '2025-09-15';
const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

let ctx: TestContext;
let county: County;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});

async function notAccepted() {
  ctx.setNow(START);
  const file = { name: 'p.png', type: 'image/png', bytes: PNG };
  const filed = await submitReport(ctx, { draft: fireDraft(), files: [file] });
  const lead = county.of('fire.lead');
  const messages = await sealedMessages((await workspace(ctx, lead, filed.caseId)).opened, '缺少线索', lead);
  await refuseCase(ctx, lead.actor, filed.caseId, { reason: 'noClearTarget', messages });
  return filed;
}

async function left(caseId: string) {
  const parts = await ctx.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId));
  const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, caseId));
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  return { parts, wraps, row };
}

const logged = async (caseId: string, act: string) =>
  (
    await ctx.db
      .select()
      .from(logEntry)
      .where(and(eq(logEntry.subject, `case:${caseId}`), eq(logEntry.act, act)))
  ).map(({ entry }) => JSON.parse(entry).data);

const terms = retention2026.ends.notAccepted;

describe('retention by policy', () => {
  it('lets the identity go first, then everything sealed with keys and blobs', async () => {
    const filed = await notAccepted();
    const before = await left(filed.caseId);
    const blobs = before.parts.flatMap(({ blob }) => blob ?? []);
    expect(blobs).toHaveLength(1);
    ctx.setNow(addDays(START, terms.identityDays));
    await applyRetention(ctx);
    expect((await left(filed.caseId)).wraps.some(({ key }) => key === 'identity')).toBe(true);

    ctx.setNow(addDays(START, terms.identityDays + 1));
    expect((await applyRetention(ctx)).identities).toBe(1);
    const later = await left(filed.caseId);
    expect(later.wraps.map(({ key }) => key)).not.toContain('identity');
    expect(later.parts.map(({ kind }) => kind)).not.toContain('identity');
    expect((await workspace(ctx, county.of('fire.lead'), filed.caseId)).opened.reports[0]?.narrative?.place).toBe(
      '二号仓库东门',
    );

    ctx.setNow(addDays(START, terms.contentDays + 1));
    expect((await applyRetention(ctx)).content).toBe(1);
    const gone = await left(filed.caseId);
    expect([gone.parts, gone.wraps, gone.row?.caseRecipient]).toEqual([[], [], null]);
    expect(gone.row?.purgedOn).toBe(addDays(START, terms.contentDays + 1));
    const removals = await ctx.db.select().from(outbox).where(eq(outbox.kind, 'blob.remove'));
    for (const blob of blobs) expect(removals.map(({ payload }) => payload.blob)).toContain(blob);
    expect(await logged(filed.caseId, 'deletion.carryOut')).toEqual([
      { rule: retention2026.id, what: 'identity' },
      { rule: retention2026.id, what: 'content' },
    ]);
    expect(await applyRetention(ctx)).toEqual({ content: 0, identities: 0, payees: 0, handedOn: 0 });
  });

  it('leaves the reporter a page that says so, without messages', async () => {
    const filed = await notAccepted();
    ctx.setNow(addDays(START, terms.contentDays + 1));
    await applyRetention(ctx);
    const cookie = await openByCode(ctx, filed.code);
    const session = ctx.followSessions.read(cookie);
    if (!session) throw new Error('no session');
    const page = await followPage(ctx, session);
    expect([page.messages, page.canWrite]).toEqual([[], false]);
    const deleted = { on: addDays(START, terms.contentDays + 1), by: 'policy' };
    expect(page.deleted).toEqual(deleted);
    expect(await sealedFollowPage(ctx, filed.reportId)).toMatchObject({ deleted });
  });

  it('waits with open cases and leaves other cases alone', async () => {
    ctx.setNow(START);
    const open = await reportFire(ctx);
    const ended = await notAccepted();
    ctx.setNow(addDays(START, 20_000));
    await applyRetention(ctx);
    expect((await left(open.caseId)).wraps.length).toBeGreaterThan(5);
    expect((await left(ended.caseId)).wraps).toEqual([]);
  });

  it('goes by the terms of a withdrawn report when it was taken back', async () => {
    const filed = await notAccepted();
    await ctx.db.update(report).set({ withdrawnOn: START }).where(eq(report.id, filed.reportId));
    ctx.setNow(addDays(START, retention2026.ends.withdrawn.contentDays + 1));
    await applyRetention(ctx);
    expect((await left(filed.caseId)).row?.purgedOn).not.toBeNull();
  });
});

describe('bank data', () => {
  it('is shredded after its days; ledger line and voucher stay', async () => {
    ctx.setNow(START);
    await fireFund(ctx, county, 1_000_000n);
    const proposalId = await proposeBare(ctx, county, 5_000_000n);
    const rewardId = await approve(ctx, county, proposalId);
    const reporter = await reporterOf(ctx, proposalId);
    const payee = { holder: '王小明', bank: '农业银行安岭支行', account: '6228480000000000018' };
    await claimReward(ctx, reporter, bankClaim(payee));
    await night(ctx);
    await ctx.db.update(reward).set({ state: 'paid', paidOn: START, voucher: 'V-1' }).where(eq(reward.id, rewardId));
    ctx.setNow(addDays(START, retention2026.payeeDays));
    expect((await applyRetention(ctx)).payees).toBe(0);
    ctx.setNow(addDays(START, retention2026.payeeDays + 1));
    expect((await applyRetention(ctx)).payees).toBe(1);
    const [after] = await ctx.db.select().from(reward).where(eq(reward.id, rewardId));
    expect([after?.payee, after?.payeeRecipient, after?.voucher]).toEqual([null, null, 'V-1']);
    expect(await ctx.db.select().from(payeeShare).where(eq(payeeShare.rewardId, rewardId))).toEqual([]);
    expect((await tombstones(ctx)).find(({ id }) => id === rewardId)?.subject).toBe('payee');
  });
});

describe('deletion by two people', () => {
  it('takes a lead of the unit and a guardian', async () => {
    ctx.setNow(START);
    const filed = await reportFire(ctx);
    const { caseId } = filed;
    const ask = (who: string) => askDeletion(ctx, county.actor(who), caseId, 'courtOrder');
    await expect(ask('fire.handler')).rejects.toMatchObject({ code: 'notAllowed' });
    const id = await ask('fire.lead');
    await expect(ask('fire.lead')).rejects.toMatchObject({ code: 'alreadyDone' });
    expect((await deletionsAsked(ctx, county.actor('guardians.1'))).map((asked) => asked.id)).toContain(id);
    await expect(confirmDeletion(ctx, county.actor('fire.lead'), id)).rejects.toMatchObject({ code: 'notAllowed' });
    expect((await left(caseId)).wraps.length).toBeGreaterThan(5);
    await confirmDeletion(ctx, county.actor('guardians.1'), id);
    expect(await left(caseId)).toMatchObject({ parts: [], wraps: [] });
    const events = await ctx.db.select().from(caseEvent).where(eq(caseEvent.caseId, caseId));
    expect(events.map(({ act }) => act)).toContain('deletion.confirm');
    expect((await sealedFollowPage(ctx, filed.reportId)).deleted).toEqual({ on: START, by: 'people' });
    await expect(confirmDeletion(ctx, county.actor('guardians.1'), id)).rejects.toMatchObject({
      code: 'alreadyDone',
    });
  });

  it('deletes nothing when the guardian refuses, and nothing for a made-up reason', async () => {
    ctx.setNow(START);
    const { caseId } = await reportFire(ctx);
    await expect(askDeletion(ctx, county.actor('fire.lead'), caseId, 'because')).rejects.toMatchObject({
      code: 'invalid',
    });
    const id = await askDeletion(ctx, county.actor('fire.lead'), caseId, 'test');
    await refuseDeletion(ctx, county.actor('guardians.1'), id);
    expect((await left(caseId)).wraps.length).toBeGreaterThan(5);
  });

  it('is kept to two people by the database too', async () => {
    ctx.setNow(START);
    const { caseId } = await reportFire(ctx);
    const id = await askDeletion(ctx, county.actor('fire.lead'), caseId, 'test');
    const alone = ctx.database.db.execute(
      `update deletion_request set decided_by = asked_by, state = 'confirmed' where id = '${id}'`,
    );
    await expect(alone).rejects.toMatchObject({ cause: { code: '23514' } });
  });

  it('waits while a reward is under way', async () => {
    ctx.setNow(START);
    const proposalId = await proposeBare(ctx, county, 5_000_000n);
    await approve(ctx, county, proposalId);
    const { caseId } = await proposalRow(ctx, proposalId);
    const asked = askDeletion(ctx, county.actor('fire.lead'), caseId, 'courtOrder');
    await expect(asked).rejects.toMatchObject({ code: 'stageForbids' });
  });
});

describe('tombstones', () => {
  it('delete again what a restore brought back', async () => {
    const filed = await notAccepted();
    const backup = await left(filed.caseId);
    ctx.setNow(addDays(START, terms.contentDays + 1));
    await applyRetention(ctx);
    const stones = await tombstones(ctx);
    await ctx.db.insert(sealedPart).values(backup.parts.map(({ order: _, ...part }) => part));
    await ctx.db.insert(wrappedKey).values(backup.wraps);
    await ctx.db.update(caseFile).set({ purgedOn: null }).where(eq(caseFile.id, filed.caseId));
    expect(await replayTombstones(ctx, stones)).toBe(1);
    expect(await left(filed.caseId)).toMatchObject({ parts: [], wraps: [] });
    expect(await replayTombstones(ctx, stones)).toBe(0);
  });

  it('are read line by line and nothing else is taken for one', () => {
    const stone = { subject: 'case', id: '5f0c6f2e-1111-4222-8333-444455556666', rule: 'twoPeople/test', on: START };
    expect(parseTombstone(JSON.stringify(stone))).toEqual(stone);
    for (const bad of [
      '',
      '{}',
      'null',
      '[]',
      JSON.stringify({ ...stone, id: 'x' }),
      JSON.stringify({ ...stone, on: 1 }),
    ]) {
      expect(parseTombstone(bad)).toBeNull();
    }
  });
});
