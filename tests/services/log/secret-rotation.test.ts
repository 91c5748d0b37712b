import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { county as countyTable } from '#db/schema/county';
import { logKey } from '#db/schema/log';
import { reward } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import { holdSiteLock } from '#db/site-lock';
import { verifyLogVerb } from '~/cli/verify-log';
import { requireTaker } from '~/services/case/case-transfer.server';
import { openByCode } from '~/services/follow/follow.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { checkpointKey } from '~/services/log/log-chain.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { rotateSecret } from '~/services/log/secret-rotation.server';
import { SECRET_USES, secretOf } from '~/services/log/server-secret.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { submitReport } from '~/services/report/report.server';
import { claimReward } from '~/services/reward/claim.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { payReward } from '../decided-as-shown';
import { reportDraft } from '../report-drafts';
import { approve, enterRules, fireFund, night, proposeBare, reporterOf } from '../reward-play';
import { county, ctx, present, problems, rotated, signInAs } from './secret-county';

async function tamper(statement: string): Promise<void> {
  await ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(statement));
  });
}

describe('a renewed server secret', () => {
  test('keeps county key, sign-in and authenticator, and the old one is of no use afterwards', async () => {
    await ownLogKey(ctx);
    const { before, result } = await rotated();
    expect(result).toMatchObject({ reason: 'rotation', unreadable: [], authenticators: county.members.size });
    expect(await countyKeyIntact(present)).toBe(true);
    expect(await signInAs(present, 'fire.handler')).toMatchObject({ memberId: county.of('fire.handler').memberId });
    // With the old secret there is no county key, no authenticator, no checkpoint and no start.
    expect(await countyKeyIntact(before)).toBe(false);
    await expect(signInAs(before, 'fire.lead')).rejects.toThrow();
    ctx.advance(86_400_000);
    await expect(makeCheckpoint(before)).rejects.toThrow('server secret');
    await expect(ownLogKey(before)).rejects.toThrow('server secret');
  });

  test('still keeps a case from whom it is about, and a code opens its page', async () => {
    const accusedUnit = county.unitIds.fire;
    const about = await submitReport(present, { draft: reportDraft({ accusedUnit }) });
    const free = await submitReport(present, { draft: reportDraft({}) });
    const tagsOf = async (caseId: string) =>
      (await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId)))[0]?.excludedUnitTags ?? [];
    const [tags, filler] = [await tagsOf(about.caseId), await tagsOf(free.caseId)];
    const { result } = await rotated();
    expect(result.caseTags).toBe(2);
    const [renewed, refilled] = [await tagsOf(about.caseId), await tagsOf(free.caseId)];
    expect(renewed).toEqual([present.secret.tag('excluded-unit', `${about.caseId}|${accusedUnit}`)]);
    expect(renewed).not.toEqual(tags);
    // A tag that names no unit looks the same as before, but is a different one too.
    expect(refilled).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(refilled).not.toEqual(filler);
    await ctx.db.transaction(async (tx) => {
      const [row] = await tx.select().from(caseFile).where(eq(caseFile.id, about.caseId));
      if (!row) throw new Error('no case');
      await expect(requireTaker(tx, present, row, accusedUnit)).rejects.toMatchObject({
        data: { rule: 'excludedUnit' },
      });
    });
    expect(await openByCode(present, about.code)).toBeTruthy();
  });

  test('signs checkpoints with a key that the old one vouched for; all of them hold', async () => {
    const published = await makeCheckpoint(present);
    ctx.advance(86_400_000);
    await rotated();
    await makeCheckpoint(present);
    ctx.advance(86_400_000);
    await makeCheckpoint(present);
    expect(await problems()).toEqual([]);
    expect(await verifyLog(present, [published])).toMatchObject({ ok: true, saved: 1, keys: 4 });
    const lines: string[] = [];
    const output = { json: false, print: (line: string) => void lines.push(line) };
    expect(await verifyLogVerb(present, output, [published])).toBe(0);
    expect(lines).toContain('4 keys, one after the other');
  });

  test('whoever has the old secret only cannot sign later heads, nor change where its time ended', async () => {
    const old = present;
    await rotated();
    const { head, links } = await verifyLog(present);
    const late = checkpointKey(old).sign({ onDay: '2026-09-15', sequence: links, head, lists: [] });
    expect((await verifyLog(present, [late])).problems.map(({ kind }) => kind)).toContain('savedSignature');
    await tamper('create table kept as select * from log_key');
    onTestFinished(async () => {
      await tamper('delete from log_key');
      await tamper('insert into log_key select * from kept');
      await tamper('drop table kept');
    });
    await tamper(
      'update log_key set after_sequence = after_sequence + 1 where number = (select max(number) from log_key)',
    );
    expect(await problems()).toContain('keyHistory');
    await tamper('delete from log_key where number = (select max(number) from log_key)');
    expect(await problems()).toContain('keyHistory');
  });

  test('tells what it would do without doing it, beside a running site too', async () => {
    const release = await holdSiteLock(ctx.database.url, async () => undefined);
    const rows = await ctx.db.select().from(logKey);
    const calls: string[] = [];
    const dry = { reason: 'rotation' as const, dryRun: true, stage: () => void calls.push('staged') };
    const told = await rotateSecret(present, secretOf(randomBytes(32)), dry);
    expect(told).toMatchObject({ authenticators: county.members.size, caseTags: 2, key: { number: rows.length + 1 } });
    expect(await ctx.db.select().from(logKey)).toEqual(rows);
    expect(await countyKeyIntact(present)).toBe(true);
    expect(calls).toEqual([]);
    await expect(rotateSecret(present, secretOf(randomBytes(32)), { ...dry, dryRun: false })).rejects.toThrow(
      'running',
    );
    expect(calls).toEqual([]);
    await release();
    await rotated();
  });

  test('is refused where somebody put another county key into the row', async () => {
    const [row] = await ctx.db.select().from(countyTable);
    await ctx.db.update(countyTable).set({ directoryKey: 'A'.repeat(43) });
    await expect(rotated()).rejects.toThrow('county key');
    await ctx.db.update(countyTable).set({ directoryKey: row?.directoryKey ?? null });
  });

  test('cash codes not yet paid are others, and the counter takes the one the page shows', async () => {
    await enterRules({ ...ctx, secret: present.secret });
    await fireFund({ ...ctx, secret: present.secret }, county, 100_000n);
    const proposalId = await proposeBare({ ...ctx, secret: present.secret }, county, 2_000_000n);
    const rewardId = await approve(present, county, proposalId);
    const { reportId } = await reporterOf(present, proposalId);
    await claimReward(present, { kind: 'reporter', reportId }, { method: 'cash' });
    const told = (await rewardForReporter(present, reportId))?.cashCode ?? '';
    const { result } = await rotated();
    expect(result.cashCodes).toBe(1);
    const shown = (await rewardForReporter(present, reportId))?.cashCode ?? '';
    expect(shown).not.toBe(told);
    await night(present);
    await ctx.db.update(reward).set({ state: 'released' }).where(eq(reward.id, rewardId));
    const pay = (cashCode: string) =>
      payReward(present, county.actor('finance.1'), { rewardId, voucher: 'V-1', cashCode });
    await expect(pay(told)).rejects.toMatchObject({ code: 'invalid', field: 'cashCode' });
    await pay(shown);
  });

  test('every use of the secret has its fate', () => {
    expect(Object.entries(SECRET_USES).filter(([, fate]) => fate === 'remade')).toHaveLength(3);
  });
});

test('an authenticator that the old secret does not open is named, and the others go on', async () => {
  await ctx.db.update(member).set({ totpSealed: 'AAAA' }).where(eq(member.login, 'publisher'));
  const { result } = await rotated();
  expect(result).toMatchObject({ unreadable: ['publisher'], authenticators: county.members.size - 1 });
});
