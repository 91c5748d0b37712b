import type { Role } from '~/domain/vocabulary';
import { fromBase64 } from '~/envelope/bytes';
import { openUnitKey, wrapUnitSeed } from '~/envelope/keys/unit-key';
import type { Context } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { enrolHere } from '~/services/keys/provision.server';
import { grantsOf, grantUnitKey } from '~/services/keys/unit-key.server';
import type { Cast } from '../services/ceremony-play';
import { nextList } from './county-key';

type Newcomer = { login: string; name: string; roles: Role[]; formerUnitIds?: string[] };

/** A new member of the fire brigade: enrolled, certified by two guardians, and given its key by its lead. */
export async function joined(ctx: Context, cast: Cast, draft: Newcomer): Promise<EnrolledMember> {
  const lead = cast.of('fire.lead');
  const newcomer = await enrolHere(ctx, { ...draft, unitId: lead.unitId });
  await nextList(ctx, cast);
  const [grant] = await grantsOf(ctx.db, lead.memberId);
  if (!grant) throw new Error('The demo gave its fire brigade no key');
  const { unitKeyId, wrapped } = grant;
  const { seed } = await openUnitKey(fromBase64(wrapped), unitKeyId, lead.keys.age.identity);
  const given = await wrapUnitSeed(seed, unitKeyId, newcomer.keys.age.recipient);
  await grantUnitKey(ctx, lead.actor, { unitKeyId, memberId: newcomer.memberId, wrapped: given });
  return newcomer;
}

export function withMember(cast: Cast, login: string, member: EnrolledMember): Cast {
  const of = (one: string) => (one === login ? member : cast.of(one));
  return { of, actor: (one) => ({ ...of(one).actor }) };
}
