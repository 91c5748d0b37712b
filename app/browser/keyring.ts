import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import type { KeyPair } from '~/envelope/key-pair';
import { type MemberKeys, openMemberKeys } from '~/envelope/member-keys';
import { openUnitKey } from '~/envelope/unit-key';

/**
 * The signed-in member's opened keys, in this page's memory only: a reload, closing the page, or 15 idle minutes
 * forget them. Nothing of them is ever written to storage or sent.
 */
type Held = { memberId: string; keys: MemberKeys; unitKeys: Map<string, Promise<KeyPair>> };

const IDLE_MS = 15 * 60_000;
const ACTIVITY = ['pointerdown', 'keydown'] as const;

let held: Held | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;
let version = 0;
const listeners = new Set<() => void>();

/** Opens the member's wrapped keys (base64) with the identity of the passphrase. Rejects with EnvelopeError. */
export async function unlock(given: {
  memberId: string;
  wrappedKeys: string;
  wrappingIdentity: string;
}): Promise<void> {
  const { memberId, wrappedKeys, wrappingIdentity } = given;
  const keys = await openMemberKeys(fromBase64(wrappedKeys), memberId, wrappingIdentity);
  held = { memberId, keys, unitKeys: new Map() };
  for (const name of ACTIVITY) addEventListener(name, startIdle, { passive: true });
  startIdle();
  changed();
}

/** Forgets all keys. */
export function lock(): void {
  if (!held) return;
  held.keys.age.seed.fill(0);
  held.keys.signing.seed.fill(0);
  held = null;
  clearTimeout(idle);
  for (const name of ACTIVITY) removeEventListener(name, startIdle);
  changed();
}

export const isUnlocked = (): boolean => held !== null;

/** The member's own keys; throws while locked. */
export function member(): { memberId: string } & MemberKeys {
  const { memberId, keys } = need();
  return { memberId, ...keys };
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

/** Calls back at each unlock and lock; returns how to stop. */
export function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes with each unlock and lock. */
export const keyringVersion = (): number => version;

function need(): Held {
  if (!held) throw new EnvelopeError('wrongKey', 'locked');
  return held;
}

function startIdle(): void {
  clearTimeout(idle);
  idle = setTimeout(lock, IDLE_MS);
}

function changed(): void {
  version += 1;
  for (const listener of listeners) listener();
}
