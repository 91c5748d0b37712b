import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { signOwnKeys } from '~/envelope/keys/own-keys';
import { logServedAddresses } from '~/services/log/served-addresses.server';
import { changeOrigin, settleAddress } from '~/services/log/site-address.server';
import { addressesPage } from '~/services/staff/addresses.server';
import { addPasskey, addPasskeyQuestion, ownKeys, removePasskey } from '~/services/staff/own-keys.server';
import { passkeyQuestion } from '~/services/staff/passkey.server';
import { signInByPasskey } from '~/services/staff/passkey-sign-in.server';
import { staffFrame } from '~/services/staff/staff-frame.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { softPasskey } from '../authenticator';
import { county, ctx, enrolled, INVALID, type Own, proof, withPassphrase } from './passkey-county';

const [OLD, NEW] = [ctx.origin, 'http://new.localhost:3000'];
const HOST = 'new.localhost';
const origins = [OLD, NEW] as const;
const old = { ...ctx, origins };
const fresh = { ...ctx, origins, origin: NEW };
const admin = county.actor('admin');

async function addedAtNew(own: Own) {
  const soft = softPasskey(NEW);
  const { options } = await addPasskeyQuestion(fresh, own.actor);
  expect(options.rp.id).toBe(HOST);
  const wrappedKeys = randomBytes(40);
  const { memberId } = own;
  const said = { act: 'addPasskey', memberId, challenge: options.challenge } as const;
  const about = [soft.id, '新地址', toBase64(wrappedKeys)];
  const signature = signOwnKeys({ ...said, about }, own.keys.signing.seed);
  await addPasskey(fresh, own.actor, { response: soft.make(options), label: '新地址', wrappedKeys, signature });
  return soft;
}

const standing = async (host: string) => {
  const page = await addressesPage(old, admin);
  return page.addresses.find((one) => one.host === host);
};

describe('a site at two addresses', () => {
  test('takes a passkey of the one at the other, once that one is served too', async () => {
    const { soft, memberId } = await enrolled();
    const asked = async (site: typeof ctx, from: string) => {
      const { options } = await passkeyQuestion(site, '', 'localhost');
      return soft.ask(options, { origin: from, rpId: 'localhost' });
    };
    expect((await passkeyQuestion(fresh, '', 'localhost')).options.rpId).toBe('localhost');
    expect(await signInByPasskey(fresh, await asked(fresh, NEW))).toMatchObject({ memberId });
    // By the address of the page, and no other; and not where the former address is served no more.
    await expect(signInByPasskey(fresh, await asked(fresh, OLD))).rejects.toMatchObject(INVALID);
    await expect(signInByPasskey(old, await asked(old, NEW))).rejects.toMatchObject(INVALID);
    const alone = { ...fresh, origins: [NEW] as const };
    await expect(signInByPasskey(alone, await asked(alone, NEW))).rejects.toMatchObject(INVALID);
  });

  test('asks for passkeys of its own addresses only', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', ''])
      expect((await passkeyQuestion(fresh, '', host)).options.rpId).toBe(HOST);
    expect((await passkeyQuestion(ctx, '', HOST)).options.rpId).toBe('localhost');
  });

  test('leads people over one by one, and says who is missing and when the old one can go', async () => {
    const [first, second] = [await enrolled(), await enrolled()];
    const missing = async () => (await standing(HOST))?.missing.map(({ id }) => id) ?? [];
    const locked = async () => (await standing('localhost'))?.shutOutWithout.map(({ id }) => id) ?? [];
    expect(await missing()).toEqual(expect.arrayContaining([first.memberId, second.memberId]));
    expect((await staffHome(old, first.actor)).addresses).toEqual({ here: false, elsewhere: NEW });
    expect((await staffHome(fresh, first.actor)).addresses).toEqual({ here: true, elsewhere: null });

    await addedAtNew(first);
    expect(await missing()).not.toContain(first.memberId);
    expect(await locked()).not.toContain(first.memberId);
    expect((await staffHome(fresh, first.actor)).addresses).toEqual({ here: false, elsewhere: null });

    // A passphrase leads nobody over, but locks nobody out either.
    expect(await locked()).toContain(second.memberId);
    await withPassphrase(second);
    expect(await missing()).toContain(second.memberId);
    expect(await locked()).not.toContain(second.memberId);
    const { people } = await addressesPage(old, admin);
    expect(people.find(({ id }) => id === first.memberId)).toEqual({
      id: first.memberId,
      name: '丁同志',
      passphrase: false,
      hosts: expect.arrayContaining(['localhost', HOST]),
    });
  });

  test('opens keys by any passkey of its addresses, and says of each where it serves', async () => {
    const own = await enrolled();
    const soft = await addedAtNew(own);
    const { unlockable } = await staffFrame(fresh, own.actor);
    expect(unlockable.passkeys.map(({ rpId }) => rpId).sort()).toEqual(['localhost', HOST]);
    expect((await staffFrame(ctx, own.actor)).unlockable.passkeys.map(({ rpId }) => rpId)).toEqual(['localhost']);
    const places = async (site: typeof ctx) =>
      Object.fromEntries((await ownKeys(site, own.actor)).passkeys.map(({ rpId, place }) => [rpId, place]));
    expect(await places(old)).toEqual({ localhost: 'here', [HOST]: 'served' });
    expect(await places(ctx)).toEqual({ localhost: 'here', [HOST]: 'former' });

    // The last way in stays, wherever it serves; that of an address served no more is none.
    const remove = (site: typeof ctx, id: string) =>
      removePasskey(site, own.actor, { id, proof: proof(own, 'removePasskey', [id]), token: '' });
    await expect(remove(ctx, own.soft.id)).rejects.toMatchObject({ code: 'conflict' });
    await remove(old, own.soft.id);
    await expect(remove(old, soft.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('logs which addresses it has besides its own, each time that they change', async () => {
    const logged = async () => {
      const served = eq(logEntry.subject, 'origins:served');
      const rows = await ctx.db.select().from(logEntry).where(served).orderBy(logEntry.id);
      return rows.map(({ entry }) => JSON.parse(entry).data.origins);
    };
    for (const site of [ctx, old, old, ctx, ctx, old]) await logServedAddresses(site);
    expect(await logged()).toEqual([NEW, '', NEW]);
  });

  test('makes the other one its main address and keeps both, so that nobody is locked out', async () => {
    await enrolled();
    await settleAddress(ctx);
    expect((await changeOrigin(old, { to: NEW, dryRun: true })).lockedOut.length).toBeGreaterThan(0);
    await expect(changeOrigin(old, { to: NEW })).rejects.toThrow('no passphrase');
    expect(await changeOrigin(old, { to: NEW, both: true })).toMatchObject({ lockedOut: [], passkeys: 0 });
  });
});
