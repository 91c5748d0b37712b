import * as z from 'zod/mini';
import { Refusal } from '~/domain/refusal';
import { postedItems, postedRenewal } from './carry-over';
import { actForm, type Field, json, jsonIfAny, one, sealed, ticked, typed, typedNumber } from './form';
import { bytes, uuid } from './posted';
import { postedStamp } from './stamp';

const unitKeyId = one(uuid);
const memberId = one(uuid);

/** A unit's key wrapped for its members, when it is rotated. */
const grants = z.array(z.object({ memberId: uuid, wrapped: bytes }));
const listed: Field<string[]> = (form, name) => form.text(name).split(',');

/** A unit's key. */
export const unitKeyForms = {
  revoke: actForm(['unit.revokeKey', 'keyRemoval.ask'], { memberId, warned: ticked }),
  make: actForm('unit.makeKey', { unitKeyId, recipient: typed, wrapped: sealed }),
  printed: actForm('unit.printShares', { unitKeyId, holders: listed }),
  grant: actForm('unit.grantKey', { unitKeyId, memberId, wrapped: sealed }),
  rotate: actForm('unit.rotateKey', { unitKeyId, recipient: typed, grants: json(grants) }),
  restore: actForm('unit.restoreKey', { unitKeyId, wrapped: sealed }),
};

/** A second person's answer to a request to take keys from somebody. */
export const removalForms = {
  confirm: actForm('keyRemoval.confirm', { request: typed, shown: typed }),
  refuse: actForm('keyRemoval.refuse', { request: typed }),
};

/**
 * Steps of carrying a unit over to its new key: `page` hands out what to wrap anew and `items` takes it back; `case`
 * hands out a case's keys and `renew` takes new ones.
 */
export const carryOverForms = {
  page: actForm('unit.rewrap', {}),
  items: actForm('unit.rewrap', { toKeyId: typed, items: json(postedItems) }),
  case: actForm('case.read', { caseId: typed }),
  renew: actForm('case.renewKeys', { caseId: typed, renewal: json(postedRenewal) }),
};

/** A next version of the directory or the routing as it was signed, and whether a stamp goes with it. */
const vouched = { attestation: typed, stamp: jsonIfAny(postedStamp) };
const proposed = { statement: typed, signature: typed, ...vouched };
const routingAttestation: Field<string | null> = (form, name) => form.text(name) || null;

/** A version number. Throws Refusal `notFound` for anything else. */
const version: Field<number> = (form, name) => {
  const read = Number(form.text(name));
  if (!Number.isSafeInteger(read) || read < 1) throw new Refusal('notFound');
  return read;
};

/** The county's signed list of keys and its signed routing. */
export const directoryForms = {
  make: actForm('directory.begin', { publicKey: typed, wrapped: sealed }),
  confirmLogKey: actForm('log.confirmKey', { number: typedNumber, signature: typed }),
  propose: actForm('directory.propose', { ...proposed, routingAttestation }),
  proposeRouting: actForm('routing.propose', proposed),
  confirm: actForm('directory.certify', { version, ...vouched, routingAttestation }),
  confirmByReserve: actForm('directory.certifyByReserve', { version, ...vouched, routingAttestation }),
  confirmRouting: actForm('routing.certify', { version, ...vouched }),
  withdraw: actForm('directory.propose', { version }),
  withdrawRouting: actForm('routing.propose', { version }),
};

/** A stamp of freshness, made with a guardian's own key or with the reserve's. */
export const stampForm = actForm(['directory.stamp', 'directory.stampByReserve'], { stamp: json(postedStamp) });

/** A drill: what the paper key signed, never the paper key itself. */
export const drillForm = actForm('reserve.drill', { directoryVersion: typedNumber, day: typed, signature: typed });

const passkeyOrNone: Field<string | null> = (form, name) => form.text(name) || null;

/** What a member's browser has seen, signed by the member. */
export const trustForms = {
  challenge: actForm('member.remember', {}),
  mark: actForm('member.remember', {
    passkey: passkeyOrNone,
    replaces: typed,
    wrappedKeys: typed,
    challenge: typed,
    signature: typed,
  }),
  held: actForm('unit.sayHeld', { unitKeyId: typed, signature: typed }),
  memory: actForm('member.remember', { memory: typed }),
};
