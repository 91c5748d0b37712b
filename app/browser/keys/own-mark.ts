import { ownKeysProof } from '~/browser/staff/passkey-workspace';
import { staffPost } from '~/browser/staff/staff-post';
import { done } from '~/contract/answers/staff';
import { toBase64 } from '~/envelope/bytes';
import { wrapMemberKeys } from '~/envelope/keys/member-keys';
import { textHashOf } from '~/envelope/keys/memory';
import { markHeld, member, openedBy } from './keyring';

/**
 * Marks in the member's wrapped keys to which county they belong and that memory has begun, under the key derived at
 * this very unlocking. The wraps of the member's other ways of signing in keep what they say until each is next used.
 * Rejects on a lost connection and when the server refuses; then it is done at the next sign-in.
 */
export async function beginMemory(path: string, countyKey: string): Promise<void> {
  const { mark, method, wrappingRecipient, wrappedKeys: before } = openedBy();
  if (mark.begun) return;
  const next = { countyKey, begun: true };
  const { memberId, age, signing } = member();
  const wrappedKeys = toBase64(await wrapMemberKeys({ age, signing }, next, memberId, wrappingRecipient));
  // What is wrapped on this page from now on says so, whether or not the server accepts this.
  markHeld(next);
  const which = method.of === 'passphrase' ? '' : method.id;
  const replaces = textHashOf(before);
  const proof = await ownKeysProof(path, 'markKeys', [which, replaces, wrappedKeys]);
  const fields = { step: 'mark', passkey: which, replaces, wrappedKeys, ...proof };
  await staffPost(path, fields, done);
}
