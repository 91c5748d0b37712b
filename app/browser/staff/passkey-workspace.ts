import { recall } from '~/browser/keys/checked-directory';
import { isUnlocked, member, openedBy, unlock } from '~/browser/keys/keyring';
import { challengeAnswer, newPasskeyQuestion, passkeyQuestion, signedInAnswer } from '~/contract/answers/passkey';
import { done } from '~/contract/answers/staff';
import { toBase64 } from '~/envelope/bytes';
import { type MemberKeys, type MemberMark, newMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { type OwnKeysAct, signOwnKeys } from '~/envelope/keys/own-keys';
import { passkeyIdentity } from '~/envelope/keys/passkey';
import { askForPrf, askPasskey, makePasskey } from './passkey';
import { staffPost } from './staff-post';

async function wrapped(
  { keys, mark }: { keys: MemberKeys; mark: MemberMark },
  memberId: string,
  prf: Uint8Array,
): Promise<string> {
  const wrapping = await passkeyIdentity(prf, memberId);
  prf.fill(0);
  return toBase64(await wrapMemberKeys(keys, mark, memberId, wrapping.recipient));
}

/** Makes the invited member's keys, and a passkey that alone opens them. Rejects with a problem or refusal. */
export async function enrolByPasskey(
  path: string,
  { memberId, invite, label, countyKey }: { memberId: string; invite: string; label: string; countyKey: string | null },
): Promise<void> {
  const { options, prfSalt } = await staffPost(path, { step: 'enrolQuestion', invite }, newPasskeyQuestion);
  const { response, prf } = await makePasskey(options, prfSalt);
  const keys = await newMemberKeys();
  const made = {
    step: 'enrol',
    invite,
    label,
    answer: JSON.stringify(response),
    recipient: keys.age.recipient,
    signingKey: keys.signing.publicKey,
    wrappedKeys: await wrapped({ keys, mark: { countyKey, begun: false } }, memberId, prf),
  };
  await staffPost(path, made, done);
}

/**
 * One tap signs in and opens the keyring; without a login, with whichever passkey the person has, and with `madeFor` one
 * that was made for that other address of the site. True when the keys
 * are open; false when the passkey only signed in, because this browser gave no PRF. Rejects with a problem or refusal.
 */
export async function signInByPasskey(
  path: string,
  { login = '', madeFor, shared }: { login?: string; madeFor?: string | undefined; shared: boolean },
): Promise<boolean> {
  const asked = { step: 'question', login, ...(madeFor === undefined ? {} : { madeFor }) };
  const { options, prfSalt } = await staffPost(path, asked, passkeyQuestion);
  const { response, prf } = await askPasskey(options, prfSalt);
  const answer = JSON.stringify(response);
  const fields = { step: 'signIn', answer, ...(shared ? { shared: 'yes' } : {}) };
  const { memberId, wrappedKeys } = await staffPost(path, fields, signedInAnswer);
  if (!prf) return false;
  const wrapping = await passkeyIdentity(prf, memberId);
  prf.fill(0);
  const method = { of: 'passkey', id: response.id } as const;
  await unlock({ memberId, wrappedKeys, wrapping, method }).catch(() => undefined);
  return isUnlocked();
}

export type PasskeyLocks = { memberId: string; passkeys: OwnPasskey[] };
type OwnPasskey = { id: string; rpId: string; prfSalt: string; wrappedKeys: string };

/** Opens the keyring again by any of the member's passkeys; nothing is sent. Rejects with a problem. */
export async function unlockByPasskey({ memberId, passkeys }: PasskeyLocks): Promise<void> {
  // One prompt asks for the passkeys of one host name: of this one, or else of another at which the site is served too.
  const rpId = passkeys.some((one) => one.rpId === location.hostname) ? location.hostname : (passkeys[0]?.rpId ?? '');
  const asked = passkeys.filter((one) => one.rpId === rpId);
  const { id, prf } = await askForPrf(rpId, asked);
  const used = passkeys.find((one) => one.id === id);
  const wrapping = await passkeyIdentity(prf, memberId);
  prf.fill(0);
  await unlock({ memberId, wrappedKeys: used?.wrappedKeys ?? '', wrapping, method: { of: 'passkey', id } });
}

/** Adds one more passkey for the unlocked keys. Rejects with a problem or refusal, and while locked. */
export async function addPasskey(path: string, label: string): Promise<void> {
  // The new wrap says what is remembered, too.
  await recall();
  const { memberId, ...keys } = member();
  const { options, prfSalt } = await staffPost(path, { step: 'addQuestion' }, newPasskeyQuestion);
  const { response, prf } = await makePasskey(options, prfSalt);
  const wrappedKeys = await wrapped({ keys, mark: openedBy().mark }, memberId, prf);
  const statement = { act: 'addPasskey', memberId, challenge: options.challenge } as const;
  const signature = signOwnKeys({ ...statement, about: [response.id, label, wrappedKeys] }, member().signing.seed);
  await staffPost(path, { step: 'add', answer: JSON.stringify(response), label, wrappedKeys, signature }, done);
}

/** Signs an act about the member's own ways of signing in with the unlocked key. Rejects while locked. */
export async function ownKeysProof(
  path: string,
  act: OwnKeysAct,
  about: readonly string[],
): Promise<{ challenge: string; signature: string }> {
  const { memberId } = member();
  const { challenge } = await staffPost(path, { step: 'challenge' }, challengeAnswer);
  return { challenge, signature: signOwnKeys({ act, memberId, challenge, about }, member().signing.seed) };
}
