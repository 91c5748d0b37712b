import { randomUUID } from 'node:crypto';
import { renewKeys } from '~/browser/case/case-renewal';
import { openCase } from '~/browser/case/case-workspace';
import { rewrapItems } from '~/browser/keys/rewrap-workspace';
import { fromBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { wrapUnitSeed } from '~/envelope/keys/unit-key';
import { caseForRenewal, renewCaseKeys } from '~/services/case/case-renewal.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { certifyAll } from '~/services/keys/provision.server';
import { keepRewrapped, rewrapPage } from '~/services/keys/unit-rewrap.server';
import { rotateUnitKey } from '~/services/keys/unit-rotation.server';
import { keyringOf } from './case-workspace';
import { listInForce } from './in-force';
import { playedContext } from './played-context';

export const { ctx, county } = await playedContext();

export const { fire } = county.unitIds;

export const guardians = [county.of('guardians.1'), county.of('guardians.2')];

/** A next key as a member's browser makes it. */
export async function nextKey(receivers: readonly EnrolledMember[]) {
  const pair = await newKeyPair();
  const unitKeyId = randomUUID();
  const grants = [];
  for (const { memberId, keys } of receivers) {
    grants.push({ memberId, wrapped: await wrapUnitSeed(pair.seed, unitKeyId, keys.age.recipient) });
  }
  return { unitKeyId, recipient: pair.recipient, grants };
}

export async function rotate(by: EnrolledMember, receivers: readonly EnrolledMember[]): Promise<string> {
  const next = await nextKey(receivers);
  await rotateUnitKey(ctx, by.actor, next);
  await certifyAll(ctx, guardians, county.directory);
  return next.unitKeyId;
}

export const directory = () => listInForce(ctx);

/** Opens and wraps anew, page by page, as the page does; returns how many pages it took. */
export async function rewrapAll(by: EnrolledMember): Promise<number> {
  for (let pages = 0; ; pages += 1) {
    const page = await rewrapPage(ctx, by.actor);
    if (page.items.length === 0) return pages;
    const { items } = await rewrapItems(page, await directory(), keyringOf(by));
    await keepRewrapped(ctx, by.actor, {
      toKeyId: page.toKeyId,
      items: items.map((item) => ({ ...item, bytes: fromBase64(item.bytes) })),
    });
  }
}

export async function renew(by: EnrolledMember, caseId: string): Promise<void> {
  const opened = await openCase(await caseForRenewal(ctx, by.actor, caseId), keyringOf(by));
  const posted = await renewKeys(opened, keyringOf(by));
  const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
  const proofs = posted.proofs.map((proof) => ({ ...proof, bytes: fromBase64(proof.bytes) }));
  await renewCaseKeys(ctx, by.actor, caseId, { ...posted, wraps, proofs });
}
