import type { CaseToRenew, RewrapPage, RewrapState } from '~/contract/answers/carry-over';
import { carryOverForms } from '~/contract/posted/key-forms';
import { caseForRenewal, renewCaseKeys } from '~/services/case/case-renewal.server';
import { keepRewrapped, rewrapPage } from '~/services/keys/unit-rewrap.server';
import { formActs } from '~/web/staff/staff-acts.server';

/** Carries a unit over to its new key. */
export const CARRY_OVER = formActs(carryOverForms, {
  page: ({ ctx, actor }): Promise<RewrapPage> => rewrapPage(ctx, actor),
  items: ({ ctx, actor }, wrapped): Promise<RewrapState> => keepRewrapped(ctx, actor, wrapped),
  case: async ({ ctx, actor }, { caseId }): Promise<CaseToRenew> => ({
    sealed: await caseForRenewal(ctx, actor, caseId),
  }),
  renew: async ({ ctx, actor }, { caseId, renewal }) => {
    await renewCaseKeys(ctx, actor, caseId, renewal);
    return { done: true };
  },
});
