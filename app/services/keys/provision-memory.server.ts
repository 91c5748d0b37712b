import { eq } from 'drizzle-orm';
import { member } from '#db/schema/staff';
import { toBase64 } from '~/envelope/bytes';
import { wrapMemberKeys } from '~/envelope/keys/member-keys';
import { textHashOf } from '~/envelope/keys/memory';
import { signOwnKeys } from '~/envelope/keys/own-keys';
import type { Context } from '~/services/context.server';
import { ownKeysChallenge } from '~/services/staff/own-keys.server';
import type { EnrolledMember } from './enrolled-member.server';
import { keepMarkedKeys } from './own-mark.server';

/**
 * A member's first unlocking after the county key was made. The member compares the key then, and from then on it
 * stands in their own wrapped keys.
 */
export async function seeCountyKey(ctx: Context, who: EnrolledMember, countyKey: string): Promise<void> {
  const { actor, memberId, keys, wrappingRecipient } = who;
  const [row] = await ctx.db.select({ before: member.wrappedKeys }).from(member).where(eq(member.id, memberId));
  const replaces = textHashOf(toBase64(row?.before ?? new Uint8Array()));
  const wrappedKeys = toBase64(await wrapMemberKeys(keys, { countyKey, begun: false }, memberId, wrappingRecipient));
  const challenge = ownKeysChallenge(ctx, actor);
  const statement = { act: 'markKeys', memberId, challenge, about: ['', replaces, wrappedKeys] } as const;
  const proof = { challenge, signature: signOwnKeys(statement, keys.signing.seed) };
  await keepMarkedKeys(ctx, actor, { passkey: null, replaces, wrappedKeys, proof });
}
