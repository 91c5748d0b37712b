import type { ActionFunctionArgs } from '@remix-run/node';
import { unitKeyForms } from '~/contract/posted/key-forms';
import { isRefusal } from '~/domain/refusal';
import { revokeUnitKeys } from '~/services/keys/key-grant.server';
import { askKeyRemoval } from '~/services/keys/key-removal.server';
import { grantUnitKey, makeUnitKey, sharesPrinted } from '~/services/keys/unit-key.server';
import { restoreUnitKey, rotateUnitKey } from '~/services/keys/unit-rotation.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';

/** What can be done on the page of a unit's key. */
export function keysAction(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fieldBytes: 512 * 1024 });
}

const ACTS = formActs(unitKeyForms, {
  revoke: async ({ ctx, actor }, { memberId, warned }) => {
    try {
      await revokeUnitKeys(ctx, actor, memberId);
      return { done: 'revoked' as const };
    } catch (error) {
      // Only somebody who was warned about what closes asks a second person for it.
      if (!isRefusal(error) || error.data?.rule !== 'secondPerson' || !warned) throw error;
      await askKeyRemoval(ctx, actor, { kind: 'revoke', memberId, roles: [] });
      return { done: 'asked' as const };
    }
  },
  make: async ({ ctx, actor }, made) => {
    await makeUnitKey(ctx, actor, made);
    return { done: 'made' as const };
  },
  printed: async ({ ctx, actor }, { unitKeyId, holders }) => {
    await sharesPrinted(ctx, actor, unitKeyId, holders);
    return { done: 'printed' as const };
  },
  grant: async ({ ctx, actor }, granted) => {
    await grantUnitKey(ctx, actor, granted);
    return { done: 'granted' as const };
  },
  rotate: async ({ ctx, actor }, rotated) => {
    await rotateUnitKey(ctx, actor, rotated);
    return { done: 'rotated' as const };
  },
  restore: async ({ ctx, actor }, restored) => {
    await restoreUnitKey(ctx, actor, restored);
    return { done: 'restored' as const };
  },
});
