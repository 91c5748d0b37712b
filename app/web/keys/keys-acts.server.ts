import type { ActionFunctionArgs } from '@remix-run/node';
import { readField, readPosted, uuid } from '~/contract/posted/posted';
import { postedGrants } from '~/contract/posted/staff-acts';
import { isRefusal } from '~/domain/refusal';
import { revokeUnitKeys } from '~/services/keys/key-grant.server';
import { askKeyRemoval } from '~/services/keys/key-removal.server';
import { requireBytes } from '~/services/keys/public-key.server';
import { grantUnitKey, makeUnitKey, sharesPrinted } from '~/services/keys/unit-key.server';
import { restoreUnitKey, rotateUnitKey } from '~/services/keys/unit-rotation.server';
import type { ParsedForm } from '~/web/form.server';
import { type StaffActs, staffActs } from '~/web/staff/staff-acts.server';

/** What is done on the page of a unit’s key. */
export function keysAction(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fieldBytes: 512 * 1024 });
}

const keyIn = (form: ParsedForm) => readField(uuid, form.text('unitKeyId'), 'unitKeyId');
const memberIn = (form: ParsedForm) => readField(uuid, form.text('memberId'), 'memberId');
const wrappedIn = (form: ParsedForm) => requireBytes(form.text('wrapped'));

const ACTS = {
  revoke: [
    ['unit.revokeKey', 'keyRemoval.ask'],
    async ({ ctx, actor }, form) => {
      const memberId = memberIn(form);
      try {
        await revokeUnitKeys(ctx, actor, memberId);
        return { done: 'revoked' as const };
      } catch (error) {
        // Only who was warned of what closes asks a second person for it.
        if (!isRefusal(error) || error.data?.rule !== 'secondPerson' || form.text('warned') !== 'yes') throw error;
        await askKeyRemoval(ctx, actor, { kind: 'revoke', memberId, roles: [] });
        return { done: 'asked' as const };
      }
    },
  ],
  make: [
    'unit.makeKey',
    async ({ ctx, actor }, form) => {
      const made = { unitKeyId: keyIn(form), recipient: form.text('recipient'), wrapped: wrappedIn(form) };
      await makeUnitKey(ctx, actor, made);
      return { done: 'made' as const };
    },
  ],
  printed: [
    'unit.printShares',
    async ({ ctx, actor }, form) => {
      await sharesPrinted(ctx, actor, keyIn(form), form.text('holders').split(','));
      return { done: 'printed' as const };
    },
  ],
  grant: [
    'unit.grantKey',
    async ({ ctx, actor }, form) => {
      const granted = { unitKeyId: keyIn(form), memberId: memberIn(form), wrapped: wrappedIn(form) };
      await grantUnitKey(ctx, actor, granted);
      return { done: 'granted' as const };
    },
  ],
  rotate: [
    'unit.rotateKey',
    async ({ ctx, actor }, form) => {
      const grants = readPosted(postedGrants, form.text('grants'), 'grants');
      await rotateUnitKey(ctx, actor, { unitKeyId: keyIn(form), recipient: form.text('recipient'), grants });
      return { done: 'rotated' as const };
    },
  ],
  restore: [
    'unit.restoreKey',
    async ({ ctx, actor }, form) => {
      await restoreUnitKey(ctx, actor, { unitKeyId: keyIn(form), wrapped: wrappedIn(form) });
      return { done: 'restored' as const };
    },
  ],
} as const satisfies StaffActs;
