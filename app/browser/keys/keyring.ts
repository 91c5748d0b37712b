import { isOverdue, stopIdle, watchIdle } from '~/browser/staff/idle-lock';
import { onTabNews, tellTabs } from '~/browser/staff/tabs';
import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import type { KeyPair } from '~/envelope/key-pair';
import { type MemberKeys, type MemberMark, openMemberKeys } from '~/envelope/keys/member-keys';
import { openUnitKey } from '~/envelope/keys/unit-key';

/**
 * The signed-in member's opened keys, only in this page's memory: a reload, closing the page, idle minutes, or locking
 * in another tab make the page forget them. Nothing of them is ever written to storage or sent.
 */
type Held = { memberId: string; keys: MemberKeys; unitKeys: Map<string, Promise<KeyPair>>; opened: Opened };

/**
 * How the keys were opened: by which way of signing in, what was marked in that wrap, and the recipient to which it can
 * be wrapped anew. The recipient was derived at this very unlocking; `wrappedKeys` (base64) is what it opened.
 */
export type Opened = { method: UnlockMethod; mark: MemberMark; wrappingRecipient: string; wrappedKeys: string };
export type UnlockMethod = { of: 'passphrase' } | { of: 'passkey'; id: string };

let held: Held | null = null;
let deaf: (() => void) | null = null;
let version = 0;
const listeners = new Set<() => void>();

/** Opens the member's wrapped keys (base64) with the identity of passphrase or passkey. Rejects with EnvelopeError. */
export async function unlock(given: {
  memberId: string;
  wrappedKeys: string;
  wrapping: KeyPair;
  method: UnlockMethod;
}): Promise<void> {
  const { memberId, wrappedKeys, wrapping, method } = given;
  const { keys, mark } = await openMemberKeys(fromBase64(wrappedKeys), memberId, wrapping.identity);
  forget();
  const opened = { method, mark, wrappingRecipient: wrapping.recipient, wrappedKeys };
  held = { memberId, keys, unitKeys: new Map(), opened };
  watchIdle(forget);
  deaf = onTabNews((news) => {
    if (news !== 'active') forget();
  });
  changed();
}

/** Forgets all keys, here and in the member's other tabs. */
export function lock(): void {
  tellTabs('lock');
  forget();
}

/** Forgets all keys of this page. */
function forget(): void {
  if (!held) return;
  held.keys.age.seed.fill(0);
  held.keys.signing.seed.fill(0);
  held = null;
  stopIdle();
  deaf?.();
  deaf = null;
  changed();
}

export const isUnlocked = (): boolean => held !== null;

/** The member's own keys; throws while locked. */
export function member(): { memberId: string } & MemberKeys {
  const { memberId, keys } = need();
  return { memberId, ...keys };
}

/** How the member's keys were opened; throws while locked. */
export const openedBy = (): Opened => need().opened;

/** Sets what the wraps say from now on; each wrap made on this page carries it. Throws while locked. */
export function markHeld(mark: MemberMark): void {
  const { opened } = need();
  opened.mark = mark;
}

/** A unit's key pair from a grant (base64), opened once. Rejects while locked and with EnvelopeError. */
export function unitKeyPair(grant: { unitKeyId: string; wrapped: string }): Promise<KeyPair> {
  const { keys, unitKeys } = need();
  const known = unitKeys.get(grant.unitKeyId);
  if (known) return known;
  const opened = openUnitKey(fromBase64(grant.wrapped), grant.unitKeyId, keys.age.identity);
  unitKeys.set(grant.unitKeyId, opened);
  opened.catch(() => unitKeys.delete(grant.unitKeyId));
  return opened;
}

/** The age identity of a unit's key. */
export async function unitIdentity(grant: { unitKeyId: string; wrapped: string }): Promise<string> {
  return (await unitKeyPair(grant)).identity;
}

/** Calls back at each unlock and lock; returns the function that stops it. */
export function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes with each unlock and lock. */
export const keyringVersion = (): number => version;

function need(): Held {
  if (isOverdue()) forget();
  if (!held) throw new EnvelopeError('wrongKey', 'locked');
  return held;
}

function changed(): void {
  version += 1;
  for (const listener of listeners) listener();
}
