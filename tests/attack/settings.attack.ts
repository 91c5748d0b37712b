import { randomBytes } from 'node:crypto';
import { eq, isNotNull } from 'drizzle-orm';
import { expect } from 'vitest';
import { county } from '#db/schema/county';
import { member, staffSession } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { fromBase64 } from '~/envelope/bytes';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { newSigningKey } from '~/envelope/signing';
import type { Context } from '~/services/context.server';
import { openByCode } from '~/services/follow/follow.server';
import { openedInForce } from '~/services/keys/certified.server';
import { countyKeyIntact, countyKeyTag } from '~/services/keys/county-key.server';
import { revokeUnitKeys } from '~/services/keys/key-grant.server';
import { askKeyRemoval, type Removal } from '~/services/keys/key-removal.server';
import { neededHolders } from '~/services/keys/last-holder.server';
import { enrolHere } from '~/services/keys/provision.server';
import { checkpointKey } from '~/services/log/log-chain.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { rotateSecret } from '~/services/log/secret-rotation.server';
import { secretOf } from '~/services/log/server-secret.server';
import { changeOrigin, settleAddress } from '~/services/log/site-address.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { knownDevice, newDeviceMark } from '~/services/staff/known-device.server';
import { disableMember } from '~/services/staff/member-change.server';
import { signIn } from '~/services/staff/sign-in.server';
import { openTotp, totpCode } from '~/services/staff/totp.server';
import { changeRolesSeen } from '../services/as-shown';
import { confirmKeyRemoval } from '../services/decided-as-shown';
import { attack, attackLong } from './attack';
import { copyOfDemo, demo, ownerOfDemo, person } from './demo';

const owner = ownerOfDemo();
const NEW = 'https://reports.anling.example';
const DAY = 86_400_000;
/** Each takes a derivation of its key. */
const SOME = 8;

attackLong(
  'A new address ends nothing that was signed',
  'the site moves, and all that was made before is tried',
  async ({ note }) => {
    const { ctx, advance } = await copyOfDemo();
    const kept = await makeCheckpoint(ctx);
    const { passkeys, sessionsEnded } = await changeOrigin(ctx, { to: NEW });
    const moved = { ...ctx, origin: NEW, origins: [NEW] as const };
    await settleAddress(moved);
    // The control: the old address is an address of the site no longer.
    await expect(settleAddress({ ...ctx, origin: 'https://old.anling.example' })).rejects.toThrow('change-origin');
    advance(DAY);
    await makeCheckpoint(moved);
    expect(await verifyLog(moved, [kept])).toMatchObject({ ok: true, saved: 1 });
    expect(await countyKeyIntact(moved)).toBe(true);
    expect(await openedInForce(moved.db)).not.toBeNull();
    const codes = demo().codes.slice(0, SOME);
    for (const { receiptCode } of codes) expect(await openByCode(moved, receiptCode)).toBeTruthy();
    const officer = await person(ctx, 'fire1');
    const totp = totpCode(officer.account.totpSecret, moved.now());
    const answer = { login: officer.account.login, loginKey: fromBase64(officer.loginKey), totp };
    expect(await signIn(moved, answer, null)).toMatchObject({ memberId: officer.memberId });
    note(`${codes.length} codes; ${passkeys} passkeys stay behind, ${sessionsEnded} sessions ended`);
  },
);

attack(
  'A new address ends nothing that was signed',
  'every stored text is searched for the address',
  async ({ note }) => {
    const columns = await owner.sql<{ table_name: string; column_name: string }[]>`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY')`;
    const { host } = new URL(demo().origin);
    const found: string[] = [];
    for (const { table_name: table, column_name: column } of columns) {
      const [row] = await owner.sql`
      select count(*)::int as n from ${owner.sql(table)} where position(${host} in ${owner.sql(column)}::text) > 0`;
      if (row?.n > 0) found.push(`${table}.${column}`);
    }
    // Also the control: what holds the address is found.
    expect(found).toEqual(['site_address.origin']);
    note(`${columns.length} columns`);
  },
);

attack(
  'A stolen server secret ends with its rotation',
  'the old secret and the database, after a break-in',
  async ({ note }) => {
    const { ctx, advance } = await copyOfDemo();
    const [info] = await ctx.db.select().from(county);
    const device = newDeviceMark(ctx, 'fire1');
    // The control: until then the secret opens and signs all of it.
    expect(await powers(ctx, { ctx, device })).toEqual({ authenticators: true, countyKey: true, device: true });
    const next = secretOf(randomBytes(32));
    const fingerprint = directoryFingerprint(info?.directoryKey ?? '');
    const { authenticators } = await rotateSecret(ctx, next, {
      reason: 'breakIn',
      fingerprint,
      stage: () => undefined,
    });
    const present = { ...ctx, secret: next };
    expect(await powers(ctx, { ctx: present, device })).toEqual({
      authenticators: false,
      countyKey: false,
      device: false,
    });
    expect(await present.db.$count(staffSession)).toBe(0);
    const { head, links } = await verifyLog(present);
    advance(DAY);
    const late = checkpointKey(ctx).sign({ onDay: '2999-01-01', sequence: links, head, lists: [] });
    expect((await verifyLog(present, [late])).problems.map(({ kind }) => kind)).toContain('savedSignature');
    await expect(makeCheckpoint(ctx)).rejects.toThrow('server secret');
    note(`${authenticators} authenticators made anew`);
  },
);

/** What somebody with this secret and write access to the database can do to the site as it stands. */
async function powers(thief: Context, { ctx, device }: { ctx: Context; device: string }) {
  const rows = await ctx.db.select().from(member).where(isNotNull(member.totpSealed));
  const opens = rows.filter(({ totpSealed }) => {
    try {
      return openTotp(thief, totpSealed ?? '') !== '';
    } catch {
      return false;
    }
  });
  const directoryKey = newSigningKey().publicKey;
  const countyKey = await ctx.db.transaction(async (tx) => {
    const [before] = await tx.select().from(county);
    await tx.update(county).set({ directoryKey, directoryKeyTag: countyKeyTag(thief, directoryKey) });
    const believed = await countyKeyIntact(ctx, tx);
    await tx
      .update(county)
      .set({ directoryKey: before?.directoryKey ?? null, directoryKeyTag: before?.directoryKeyTag ?? null });
    return believed;
  });
  return { authenticators: opens.length > 0, countyKey, device: knownDevice(ctx, 'fire1', device) !== null };
}

attack(
  'One person closes no unit',
  'each last but one reader, each way, by an administrator and by colleagues',
  async ({ note }) => {
    const { ctx } = await copyOfDemo();
    const admin = (await person(ctx, 'admin')).actor;
    const needed = await neededHolders(ctx.db);
    const rows = await ctx.db.select().from(member).where(eq(member.status, 'enrolled'));
    const last = rows.filter(({ id }) => needed.has(id));
    let tries = 0;
    const refused = async (act: Promise<unknown>) => {
      tries += 1;
      await expect(act).rejects.toMatchObject({ data: { rule: 'secondPerson' } });
    };
    for (const { id, unitId } of last) {
      await refused(disableMember(ctx, admin, id));
      await refused(changeRolesSeen(ctx, admin, id, ['operator']));
      await refused(revokeUnitKeys(ctx, admin, id));
      for (const colleague of last.filter((one) => one.unitId === unitId && one.id !== id)) {
        const actor = { kind: 'member', memberId: colleague.id, unitId, roles: colleague.roles } as Member;
        await refused(revokeUnitKeys(ctx, actor, id));
      }
    }
    // Nor with a second administrator whom the first one made.
    const draft = { login: 'made.up', name: '甲', roles: ['administrator' as const], unitId: admin.unitId };
    const second = await enrolHere(ctx, draft);
    const whom: Removal = { kind: 'disable', memberId: last[0]?.id ?? '', roles: [] };
    const id = await askKeyRemoval(ctx, admin, whom);
    await expect(confirmKeyRemoval(ctx, second.actor, id)).rejects.toMatchObject({ data: { rule: 'notCertified' } });
    await expect(confirmKeyRemoval(ctx, admin, id)).rejects.toMatchObject({ code: 'samePerson' });
    // The control: a guardian agrees, and it is done.
    const guardian = rows.find(({ id: memberId, roles }) => roles.includes('guardian') && memberId !== whom.memberId);
    const actor = {
      kind: 'member',
      memberId: guardian?.id,
      unitId: guardian?.unitId,
      roles: guardian?.roles,
    } as Member;
    await confirmKeyRemoval(ctx, actor, id);
    const [gone] = await ctx.db.select().from(member).where(eq(member.id, whom.memberId));
    expect(gone?.status).toBe('disabled');
    expect(last.length).toBeGreaterThan(5);
    note(`${last.length} members, ${tries} tries`);
  },
);
