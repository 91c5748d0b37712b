import { randomUUID } from 'node:crypto';
import { newKeyPair } from '~/envelope/key-pair';
import { wrapUnitSeed } from '~/envelope/keys/unit-key';
import type { Context } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { recordHeldKeyHere } from '~/services/keys/provision-routing.server';
import { grantUnitKey, makeUnitKey, sharesPrinted } from '~/services/keys/unit-key.server';

type Signing = { signList: () => Promise<unknown>; signDuties: () => Promise<unknown> };

/** The first key of a unit that was added: its people make it, guardians certify them, and both say that they hold it. */
export async function makeKeyFor(ctx: Context, people: readonly EnrolledMember[], { signList, signDuties }: Signing) {
  const [first, second] = people;
  if (!first || !second) throw new Error('two people hold a key');
  const pair = await newKeyPair();
  const unitKeyId = randomUUID();
  const wrappedFor = ({ keys }: EnrolledMember) => wrapUnitSeed(pair.seed, unitKeyId, keys.age.recipient);
  await makeUnitKey(ctx, first.actor, { unitKeyId, recipient: pair.recipient, wrapped: await wrappedFor(first) });
  await sharesPrinted(ctx, first.actor, unitKeyId, [first.memberId, second.memberId, 'safe']);
  await signList();
  await grantUnitKey(ctx, first.actor, { unitKeyId, memberId: second.memberId, wrapped: await wrappedFor(second) });
  for (const one of [first, second]) await recordHeldKeyHere(ctx, one, { unitId: first.unitId, unitKeyId, pair });
  await signDuties();
}
