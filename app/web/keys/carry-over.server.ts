import type { CaseToRenew, RewrapPage, RewrapState } from '~/contract/answers/carry-over';
import { postedItems, postedRenewal } from '~/contract/posted/carry-over';
import { readPosted } from '~/contract/posted/posted';
import { caseForRenewal, renewCaseKeys } from '~/services/case/case-renewal.server';
import { keepRewrapped, rewrapPage } from '~/services/keys/unit-rewrap.server';
import type { StaffActs } from '~/web/staff/staff-acts.server';

/**
 * Steps of carrying a unit over to its new key: `page` gives what to wrap anew and `items` takes it back, `case` gives
 * a case's keys and `renew` takes new ones (JSON with URL-safe Base64 bytes).
 */
export const CARRY_OVER = {
  page: ['unit.rewrap', ({ ctx, actor }): Promise<RewrapPage> => rewrapPage(ctx, actor)],
  items: [
    'unit.rewrap',
    ({ ctx, actor }, form): Promise<RewrapState> =>
      keepRewrapped(ctx, actor, {
        toKeyId: form.text('toKeyId'),
        items: readPosted(postedItems, form.text('items'), 'items'),
      }),
  ],
  case: [
    'case.read',
    async ({ ctx, actor }, form): Promise<CaseToRenew> => ({
      sealed: await caseForRenewal(ctx, actor, form.text('caseId')),
    }),
  ],
  renew: [
    'case.renewKeys',
    async ({ ctx, actor }, form) => {
      const renewal = readPosted(postedRenewal, form.text('renewal'), 'renewal');
      await renewCaseKeys(ctx, actor, form.text('caseId'), renewal);
      return { done: true };
    },
  ],
} as const satisfies StaffActs;
