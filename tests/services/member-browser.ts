import { eq } from 'drizzle-orm';
import { vi } from 'vitest';
import { member, passkey } from '#db/schema/staff';
import type { UnlockMethod } from '~/browser/keys/keyring';
import type { TrustAnswer } from '~/contract/answers/trust';
import { toBase64 } from '~/envelope/bytes';
import { type KeyPair, newKeyPair } from '~/envelope/key-pair';
import { NOTHING_MARKED, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { passkeyIdentity } from '~/envelope/keys/passkey';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import type { Context } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { keepMarkedKeys } from '~/services/keys/own-mark.server';
import { memoryOf, remember, trustAnswer } from '~/services/keys/trust.server';
import { ownKeysChallenge } from '~/services/staff/own-keys.server';
import { afterFile } from '../runner/after-file';
import { forget, OF_A_PAGE } from '../runner/forget';

/** What modules of pages need of a browser. */
function stubBrowser(cookies: Record<string, string>): void {
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('location', { protocol: 'http:' });
  vi.stubGlobal('document', {
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    get cookie() {
      return Object.entries(cookies)
        .map(([name, value]) => `${name}=${value}`)
        .join('; ');
    },
    set cookie(line: string) {
      const [pair = ''] = line.split('; ');
      const at = pair.indexOf('=');
      cookies[pair.slice(0, at)] = pair.slice(at + 1);
    },
  });
}

/** Loads the modules of pages anew, so that this browser has seen nothing yet but what its own cookies hold. */
async function freshModules(cookies: Record<string, string>) {
  forget(OF_A_PAGE);
  stubBrowser(cookies);
  const keyring = await import('~/browser/keys/keyring');
  const unit = await import('~/browser/keys/unit-workspace');
  const checked = await import('~/browser/keys/checked-directory');
  const trouble = await import('~/browser/keys/trust-problem');
  const question = await import('~/browser/keys/county-question');
  const ownMark = await import('~/browser/keys/own-mark');
  const { stopIdle } = await import('~/browser/staff/idle-lock');
  // Else its clock would lock the keys a quarter of an hour later, in the middle of another file.
  afterFile(() => {
    stubBrowser({});
    stopIdle();
  });
  return { keyring, unit, checked, trouble, question, ownMark };
}

/** A browser of its own that remembers nothing, unlocked with a member's keys; it asks the server for nothing. */
export async function browserOf({ memberId, keys }: EnrolledMember) {
  const browser = await freshModules({});
  const wrapping = await newKeyPair();
  const wrappedKeys = toBase64(await wrapMemberKeys(keys, NOTHING_MARKED, memberId, wrapping.recipient));
  await browser.keyring.unlock({ memberId, wrappedKeys, wrapping, method: { of: 'passphrase' } });
  return browser;
}

export type SignedIn = {
  ctx: Context;
  who: EnrolledMember;
  /** The cookies of a browser used before; without them it is a new computer's. */
  cookies?: Record<string, string>;
  /** The passkey with which to sign in; by default it is the passphrase. */
  way?: TestPasskey;
  /** What somebody between database and browser makes of the answer. */
  answer?: (answer: TrustAnswer) => void;
};

/**
 * Signs in on a fresh page as a person does: the wrap that lies on the server is opened by the key derived just now.
 */
export async function signedIn({ ctx, who, cookies = {}, way, answer }: SignedIn) {
  const browser = await freshModules(cookies);
  const { memberId } = who;
  const wrapping = way ? await passkeyIdentity(way.prf.slice(), memberId) : await wrappingOf(ctx, who);
  const opening: UnlockMethod = way ? { of: 'passkey', id: way.id } : { of: 'passphrase' };
  const wrappedKeys = toBase64(await wrapOf(ctx, memberId, way));
  await browser.keyring.unlock({ memberId, wrappedKeys, wrapping, method: opening });
  vi.stubGlobal('fetch', trustRoute(ctx, who));
  browser.checked.recallFrom({
    memberId,
    memory: await memoryOf(ctx.db, memberId),
    signing: () => browser.keyring.member().signing,
    load: async (version, places) => {
      const given = await trustAnswer(ctx, { version, ...places });
      answer?.(given);
      return given;
    },
    save: (memory) => remember(ctx, who.actor, memory),
    mark: () => browser.keyring.openedBy().mark,
    begin: (countyKey) => browser.ownMark.beginMemory('/trust', countyKey),
  });
  return browser;
}

/** The route to which own-mark.ts posts, without its HTTP. */
const trustRoute =
  (ctx: Context, { actor }: EnrolledMember) =>
  async (_: string, init: RequestInit) => {
    const fields = Object.fromEntries(init.body as URLSearchParams);
    if (fields.step === 'challenge') return Response.json({ challenge: ownKeysChallenge(ctx, actor) });
    const { passkey: id = '', replaces = '', wrappedKeys = '', challenge = '', signature = '' } = fields;
    await keepMarkedKeys(ctx, actor, { passkey: id || null, replaces, wrappedKeys, proof: { challenge, signature } });
    return Response.json({ done: true });
  };

export async function wrappingOf(ctx: Context, { passphrase, login }: EnrolledMember): Promise<KeyPair> {
  const { salt } = await countyInfo(ctx.db);
  return (await passphraseKeys(passphrase, login, salt, ctx.argon2id)).wrapping;
}

export type TestPasskey = { id: string; prf: Uint8Array };

export async function wrapOf(ctx: Context, memberId: string, way?: TestPasskey): Promise<Uint8Array> {
  const [row] = way
    ? await ctx.db.select({ wrapped: passkey.wrappedKeys }).from(passkey).where(eq(passkey.id, way.id))
    : await ctx.db.select({ wrapped: member.wrappedKeys }).from(member).where(eq(member.id, memberId));
  if (!row?.wrapped) throw new Error('no wrap');
  return row.wrapped;
}
