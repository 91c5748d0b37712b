import type { CaseFound, EscrowToTake, IdentityToOpen, SampleToOpen, SharesToGive } from '~/contract/answers/ceremony';
import { ceremonyForms } from '~/contract/posted/ceremony-act';
import { confirmMarked, proposeMark, refuseMark } from '~/services/case/accused-mark.server';
import type { Context } from '~/services/context.server';
import { approveCeremony, askIdentity, refuseCeremony } from '~/services/opening/ceremony.server';
import { askEscrow, caseToAsk, escrowToGive, giveEscrow } from '~/services/opening/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/opening/escrow-take.server';
import { openIdentity, tellOutcome } from '~/services/opening/identity-opening.server';
import { askSample, closeSample, giveSample, openSample, sampleToGive } from '~/services/reward/payee-sample.server';
import type { Staff, StaffActor } from '~/web/staff/staff.server';
import { formActs } from '~/web/staff/staff-acts.server';

/** Largest posted field: all keys of a case with many reports. */
export const CEREMONY_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 10 };

type Run<I, T> = (ctx: Context, actor: StaffActor, id: string, made: I) => Promise<T>;

/** Done in the opening that the address names; what it hands out is sealed. */
const on =
  <I, T>(run: Run<I, T>) =>
  async ({ ctx, actor, params }: Staff, { made }: { made: I }): Promise<{ given: object }> => ({
    given: (await run(ctx, actor, params.ceremony ?? '', made)) ?? {},
  });
/** A step that says nothing beside its name. */
const at =
  <T>(run: (ctx: Context, actor: StaffActor, id: string) => Promise<T>) =>
  async ({ ctx, actor, params }: Staff): Promise<{ given: object }> => ({
    given: (await run(ctx, actor, params.ceremony ?? '')) ?? {},
  });

/** What a ceremony's page posts as `act`; `made` is JSON with URL-safe Base64 bytes. */
export const CEREMONY_ACTS = formActs(ceremonyForms, {
  askIdentity: on((ctx, actor, id, { sealed, ...asked }) =>
    askIdentity(ctx, actor, { ceremonyId: id, ...asked, reasonSealed: sealed }),
  ),
  findCase: on((ctx, actor, _id, { order }): Promise<CaseFound> => caseToAsk(ctx, actor, order)),
  askEscrow: on((ctx, actor, id, { sealed, ...asked }) =>
    askEscrow(ctx, actor, { ceremonyId: id, ...asked, reasonSealed: sealed }),
  ),
  askSample: on((ctx, actor, id, { sealed, ...asked }) =>
    askSample(ctx, actor, { ceremonyId: id, ...asked, reasonSealed: sealed }),
  ),
  proposeMark: on((ctx, actor, _id, { caseId, ...marked }) => proposeMark(ctx, actor, caseId, marked)),
  confirmMark: on((ctx, actor, _id, { mark }) => confirmMarked(ctx, actor, mark)),
  refuseMark: at(refuseMark),
  approve: on(approveCeremony),
  refuse: at(refuseCeremony),
  open: at<IdentityToOpen>(openIdentity),
  tell: on((ctx, actor, id, { sealed, ...told }) => tellOutcome(ctx, actor, id, { ...told, outcomeSealed: sealed })),
  toGive: at<SharesToGive>(escrowToGive),
  give: on((ctx, actor, id, { shares }) => giveEscrow(ctx, actor, id, shares)),
  toGiveSample: at<SharesToGive>(sampleToGive),
  giveSample: on((ctx, actor, id, { shares }) => giveSample(ctx, actor, id, shares)),
  toTake: at<EscrowToTake>(escrowToTake),
  take: on(takeEscrow),
  openSample: at<SampleToOpen>(async (ctx, actor, id) => {
    const sample = await openSample(ctx, actor, id);
    return { ...sample, payments: sample.payments.map((one) => ({ ...one, amount: String(one.amount) })) };
  }),
  closeSample: at(closeSample),
});
