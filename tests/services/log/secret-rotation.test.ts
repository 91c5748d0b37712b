import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { county as countyTable } from '#db/schema/county';
import { logKey } from '#db/schema/log';
import { reward } from '#db/schema/reward';
import { member, staffSession } from '#db/schema/staff';
import { holdSiteLock } from '#db/site-lock';
import { isPrintedLogKey } from '~/browser/log/log-key-workspace';
import { verifyLogVerb } from '~/cli/verify-log';
import type { Member } from '~/domain/acts/permission';
import { fromBase64 } from '~/envelope/bytes';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { signLogKeyConfirmation } from '~/envelope/keys/log-key';
import { signOwnKeys } from '~/envelope/keys/own-keys';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { requireTaker } from '~/services/case/case-transfer.server';
import type { Context } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { openByCode } from '~/services/follow/follow.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { checkpointKey } from '~/services/log/log-chain.server';
import { confirmLogKey, unconfirmedLogKey } from '~/services/log/log-key-confirmation.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { adoptStaged, readSecret, stagedSecret, stageSecret } from '~/services/log/secret-file.server';
import { rotateSecret, settleSecret } from '~/services/log/secret-rotation.server';
import { SECRET_USES, secretOf } from '~/services/log/server-secret.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { submitReport } from '~/services/report/report.server';
import { claimReward } from '~/services/reward/claim.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { members } from '~/services/staff/member.server';
import { ownKeys, ownKeysChallenge, renewTotp } from '~/services/staff/own-keys.server';
import { signIn } from '~/services/staff/sign-in.server';
import { newTotpSecret, totpCode } from '~/services/staff/totp.server';
import { payReward } from '../decided-as-shown';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { approve, enterRules, fireFund, night, proposeBare, reporterOf } from '../reward-play';

const { ctx, county } = await playedContext();
const nothing = { stage: () => undefined };
const fingerprint = directoryFingerprint(county.directory.publicKey);
const folder = mkdtempSync(join(tmpdir(), 'anshao-secret-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The context as it is after a restart with the secret that is now the installation's. */
let present: Context = ctx;
async function rotated(reason: 'rotation' | 'breakIn' = 'rotation') {
  const next = secretOf(randomBytes(32));
  const before = present;
  const result = await rotateSecret(before, next, { reason, fingerprint, ...nothing });
  present = { ...ctx, secret: next };
  return { before, result };
}

async function signInAs(as: Context, login: string) {
  ctx.advance(60_000);
  const who = county.of(login);
  const { loginKey } = await passphraseKeys(who.passphrase, who.login, (await countyInfo(ctx.db)).salt, ctx.argon2id);
  return signIn(as, { login, loginKey: fromBase64(loginKey), totp: totpCode(who.totpSecret, ctx.now()) }, 'here');
}

async function tamper(statement: string): Promise<void> {
  await ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(statement));
  });
}

const problems = async () => (await verifyLog(present)).problems.map(({ kind }) => kind);

describe('a renewed server secret', () => {
  test('keeps county key, sign-in and authenticator, and the old one is of no use afterwards', async () => {
    await ownLogKey(ctx);
    const { before, result } = await rotated();
    expect(result).toMatchObject({ reason: 'rotation', unreadable: [], authenticators: county.members.size });
    expect(await countyKeyIntact(present)).toBe(true);
    expect(await signInAs(present, 'fire.handler')).toMatchObject({ memberId: county.of('fire.handler').memberId });
    // The old secret: no county key, no authenticator, no checkpoint, no start.
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
    // One that names no unit looks the same as before, and is another as well.
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

describe('after a break-in', () => {
  test('needs the fingerprint from a printed board, ends every session, and is not whole until a guardian confirms', async () => {
    await signInAs(present, 'intake.1');
    const wrong = { reason: 'breakIn' as const, fingerprint: '0000', ...nothing };
    await expect(rotateSecret(present, secretOf(randomBytes(32)), wrong)).rejects.toThrow('printed board');
    const old = present;
    const { result } = await rotated('breakIn');
    expect(result.sessionsEnded).toBeGreaterThan(0);
    expect(await ctx.db.select().from(staffSession)).toEqual([]);
    expect(await problems()).toEqual(['keyUnconfirmed']);
    expect(await signInAs(present, 'intake.1')).toMatchObject({ memberId: county.of('intake.1').memberId });
    await expect(ownLogKey(old)).rejects.toThrow();
  });

  test('every authenticator counts as known to others until its member renews it', async () => {
    const shown = await members(present, county.actor('admin'));
    const enrolled = shown.filter(({ status }) => status === 'enrolled');
    expect(enrolled.every(({ signsIn }) => signsIn.includes('renewAuthenticator'))).toBe(true);
    const who = county.of('fire.lead');
    expect(await ownKeys(present, who.actor)).toMatchObject({ renewAuthenticator: true });
    const totpSecret = newTotpSecret();
    const challenge = ownKeysChallenge(present, who.actor);
    const statement = { act: 'renewTotp', memberId: who.memberId, challenge, about: [totpSecret] } as const;
    const proof = { challenge, signature: signOwnKeys(statement, who.keys.signing.seed) };
    await renewTotp(present, who.actor, { totpSecret, totp: totpCode(totpSecret, ctx.now()), proof, token: '' });
    expect(await ownKeys(present, who.actor)).toMatchObject({ renewAuthenticator: false });
  });

  test('a guardian lets the county key vouch for the log key that was printed, and the log is whole again', async () => {
    const guardian = county.actor('guardians.1');
    const key = await unconfirmedLogKey(present, guardian);
    if (!key) throw new Error('no key to confirm');
    expect(isPrintedLogKey(key.keyId.replace(/.{4}/g, '$& ').toUpperCase(), key)).toBe(true);
    expect(isPrintedLogKey(key.keyId.slice(0, 31), key)).toBe(false);
    const { number } = key;
    const signature = signLogKeyConfirmation(key, county.directory.seed);
    const by = (actor: Member, signed: string, of = number) =>
      confirmLogKey(present, actor, { number: of, signature: signed });
    await expect(by(county.actor('admin'), signature)).rejects.toMatchObject({ code: 'notAllowed' });
    const own = signLogKeyConfirmation(key, county.of('guardians.1').keys.signing.seed);
    await expect(by(guardian, own)).rejects.toMatchObject({ code: 'invalid' });
    const other = signLogKeyConfirmation({ ...key, afterSequence: key.afterSequence + 1 }, county.directory.seed);
    await expect(by(guardian, other)).rejects.toMatchObject({ code: 'invalid' });
    await expect(by(guardian, signature, 1)).rejects.toMatchObject({ code: 'notFound' });
    expect(await problems()).toEqual(['keyUnconfirmed']);
    await by(guardian, signature);
    expect(await problems()).toEqual([]);
    expect(await unconfirmedLogKey(present, guardian)).toBeNull();
    await expect(by(guardian, signature)).rejects.toMatchObject({ code: 'alreadyDone' });
  });
});

describe('a rotation that is killed', () => {
  test('before the database changed: the old secret stays, the staged one harms nothing and is overwritten', async () => {
    const root = randomBytes(32);
    writeFileSync(join(folder, 'server-secret'), root);
    stageSecret(folder, randomBytes(32));
    await settleSecret(folder, ctx.db);
    expect(readSecret(folder)).toEqual(root);
    const again = randomBytes(32);
    stageSecret(folder, again);
    expect(stagedSecret(folder)).toEqual(again);
    expect(statSync(join(folder, 'server-secret.next')).mode & 0o777).toBe(0o600);
  });

  test('after it changed: the next start takes the new secret, and nothing of the old one is left', async () => {
    const root = randomBytes(32);
    await rotateSecret(present, secretOf(root), { reason: 'rotation', stage: () => stageSecret(folder, root) });
    await settleSecret(folder, ctx.db);
    expect(new Uint8Array(readFileSync(join(folder, 'server-secret')))).toEqual(new Uint8Array(root));
    expect(stagedSecret(folder)).toBeNull();
    present = { ...ctx, secret: secretOf(readSecret(folder)) };
    expect(await ownLogKey(present)).toBeTruthy();
    expect(await countyKeyIntact(present)).toBe(true);
    // A second process that settles at the same moment finds nothing to do.
    adoptStaged(folder);
    expect(readSecret(folder)).toEqual(root);
  });
});

test('an authenticator that the old secret does not open is named, and the others go on', async () => {
  await ctx.db.update(member).set({ totpSealed: 'AAAA' }).where(eq(member.login, 'publisher'));
  const { result } = await rotated();
  expect(result).toMatchObject({ unreadable: ['publisher'], authenticators: county.members.size - 1 });
});
