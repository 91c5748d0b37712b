import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { siteAddress } from '#db/schema/county';
import { member, staffSession } from '#db/schema/staff';
import { holdSiteLock } from '#db/site-lock';
import { fromBase64, randomBytes } from '~/envelope/bytes';
import { newMemberKeys } from '~/envelope/keys/member-keys';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { countyInfo } from '~/services/county/county.server';
import { openByCode } from '~/services/follow/follow.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { changeOrigin, settleAddress } from '~/services/log/site-address.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { submitReport } from '~/services/report/report.server';
import { inviteMember, members } from '~/services/staff/member.server';
import { checkPassphrase, ownKeys } from '~/services/staff/own-keys.server';
import { passkeyQuestion } from '~/services/staff/passkey.server';
import { enrolByPasskey, enrolmentQuestion } from '~/services/staff/passkey-enrolment.server';
import { signInByPasskey } from '~/services/staff/passkey-sign-in.server';
import { signIn } from '~/services/staff/sign-in.server';
import { totpCode } from '~/services/staff/totp.server';
import { softPasskey } from './authenticator';
import { playedContext } from './played-context';
import { reportDraft } from './report-drafts';

const { ctx, county } = await playedContext();
const admin = county.actor('admin');
const OLD = ctx.origin;
const NEW = 'https://reports.anling.example';
const moved = { ...ctx, origin: NEW, origins: [NEW] as const };
const DAY = 86_400_000;

async function answerOf(login: string) {
  ctx.advance(60_000);
  const who = county.of(login);
  const { salt } = await countyInfo(ctx.db);
  const { loginKey } = await passphraseKeys(who.passphrase, who.login, salt, ctx.argon2id);
  return { login, loginKey: fromBase64(loginKey), totp: totpCode(who.totpSecret, ctx.now()) };
}

/** Somebody who has a passkey and no passphrase. */
async function passkeyOnly(login: string) {
  const draft = { login, name: '丁同志', roles: ['handler' as const], unitId: county.unitIds.fire };
  const { memberId, token } = await inviteMember(ctx, admin, draft);
  const [soft, keys] = [softPasskey(), await newMemberKeys()];
  await enrolByPasskey(ctx, token, {
    response: soft.make((await enrolmentQuestion(ctx, token)).options),
    label: '办公室电脑',
    recipient: keys.age.recipient,
    signingKey: keys.signing.publicKey,
    wrappedKeys: randomBytes(50),
  });
  return { soft, memberId, actor: { ...county.actor('fire.handler'), memberId } };
}

const addressOf = async () => (await ctx.db.select().from(siteAddress))[0]?.origin;

describe('the address of the site', () => {
  test('is that of the first start; another host name does not start, another port does', async () => {
    await expect(changeOrigin(ctx, { to: NEW })).rejects.toThrow('not started yet');
    await settleAddress(ctx);
    await settleAddress({ ...ctx, origin: 'http://localhost:4000' });
    expect(await addressOf()).toBe('http://localhost:4000');
    await settleAddress(ctx);
    await expect(settleAddress(moved)).rejects.toThrow('change-origin');
    expect(await addressOf()).toBe(OLD);
  });

  test('does not change while a web process runs, nor by a dry run beside it', async () => {
    const release = await holdSiteLock(ctx.database.url, async () => undefined);
    await expect(changeOrigin(ctx, { to: NEW })).rejects.toThrow('running');
    expect(await changeOrigin(ctx, { to: NEW, dryRun: true })).toMatchObject({ from: OLD, to: NEW, lockedOut: [] });
    await release();
    expect(await addressOf()).toBe(OLD);
  });

  test('does not change while somebody would be locked out, unless forced', async () => {
    const { actor } = await passkeyOnly('only.passkey');
    expect(await ownKeys(ctx, actor)).toMatchObject({ passphrase: false, host: 'localhost' });
    const shown = (await members(ctx, admin)).filter(({ signsIn }) => signsIn.length > 0);
    expect(shown.map(({ login, signsIn }) => [login, signsIn])).toEqual([['only.passkey', ['passkeyOnly']]]);
    expect((await changeOrigin(ctx, { to: NEW, dryRun: true })).lockedOut).toEqual(['only.passkey']);
    await expect(changeOrigin(ctx, { to: NEW })).rejects.toThrow('only.passkey');
    expect(await addressOf()).toBe(OLD);
    // The same host name on another port locks nobody out.
    const near = await changeOrigin(ctx, { to: 'https://localhost:8443', dryRun: true });
    expect(near).toMatchObject({ lockedOut: [], passkeys: 0 });
  });

  test('a passphrase not used for three months is named, until it was shown to work', async () => {
    const actor = county.actor('fire.lead');
    const unproven = async () => (await changeOrigin(ctx, { to: NEW, dryRun: true })).unproven;
    expect(await unproven()).toEqual([]);
    ctx.advance(100 * DAY);
    expect(await unproven()).toContain('fire.lead');
    const right = await answerOf('fire.lead');
    const wrong = checkPassphrase(ctx, actor, { ...right, loginKey: randomBytes(32) });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid', field: 'passphrase' });
    await expect(checkPassphrase(ctx, actor, { ...right, totp: '000000' })).rejects.toMatchObject({ field: 'totp' });
    expect(await unproven()).toContain('fire.lead');
    await checkPassphrase(ctx, actor, right);
    // A code serves once.
    await expect(checkPassphrase(ctx, actor, right)).rejects.toMatchObject({ field: 'totp' });
    expect(await unproven()).not.toContain('fire.lead');
    await signIn(ctx, await answerOf('fire.handler'), null);
    expect(await unproven()).not.toContain('fire.handler');
  });

  test('moves: log, checkpoints, county key, codes and members stay good; passkeys stay behind', async () => {
    const { soft, actor } = await passkeyOnly('second.passkey');
    const { code } = await submitReport(ctx, { draft: reportDraft({}) });
    await ownLogKey(ctx);
    const kept = await makeCheckpoint(ctx);
    await signIn(ctx, await answerOf('intake.1'), null);
    const result = await changeOrigin(ctx, { to: NEW, force: true });
    expect(result).toMatchObject({ from: OLD, to: NEW, lockedOut: ['only.passkey', 'second.passkey'], passkeys: 2 });
    expect(result.sessionsEnded).toBeGreaterThan(0);
    expect(await ctx.db.select().from(staffSession)).toEqual([]);
    await settleAddress(moved);
    await expect(settleAddress(ctx)).rejects.toThrow(NEW);

    ctx.advance(DAY);
    await makeCheckpoint(moved);
    expect(await verifyLog(moved, [kept])).toMatchObject({ ok: true, saved: 1 });
    expect(await countyKeyIntact(moved)).toBe(true);
    expect(await openByCode(moved, code)).toBeTruthy();
    const signedIn = await signIn(moved, await answerOf('fire.handler'), null);
    expect(signedIn).toMatchObject({ memberId: county.of('fire.handler').memberId });
    const answer = soft.ask((await passkeyQuestion(moved, '')).options);
    await expect(signInByPasskey(moved, answer)).rejects.toMatchObject({ code: 'invalid' });
    const own = await ownKeys(moved, actor);
    expect(own).toMatchObject({ host: 'reports.anling.example', passkeys: [{ rpId: 'localhost', place: 'former' }] });
  });

  test('moves back, where the old passkeys are good again', async () => {
    const back = await changeOrigin(moved, { to: OLD });
    expect(back.lockedOut).toEqual([]);
    await settleAddress(ctx);
    const [row] = await ctx.db.select().from(member).where(eq(member.login, 'fire.handler'));
    expect(row?.passphraseUsedOn).not.toBeNull();
  });
});
