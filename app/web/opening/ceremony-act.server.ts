import type { CaseFound, EscrowToTake, IdentityToOpen, SampleToOpen, SharesToGive } from '~/contract/answers/ceremony';
import {
  postedApproval,
  postedAsk,
  postedConfirmation,
  postedMark,
  postedOutcome,
  postedShares,
  postedTake,
} from '~/contract/posted/ceremony-act';
import { readPosted } from '~/contract/posted/posted';
import { confirmMarked, proposeMark, refuseMark } from '~/services/case/accused-mark.server';
import type { Context } from '~/services/context.server';
import { approveCeremony, askIdentity, refuseCeremony } from '~/services/opening/ceremony.server';
import { askEscrow, caseToAsk, escrowToGive, giveEscrow } from '~/services/opening/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/opening/escrow-take.server';
import { openIdentity, tellOutcome } from '~/services/opening/identity-opening.server';
import { askSample, closeSample, giveSample, openSample, sampleToGive } from '~/services/reward/payee-sample.server';
import type { ParsedForm } from '~/web/form.server';
import type { Staff, StaffActor } from '~/web/staff/staff.server';
import type { StaffActs } from '~/web/staff/staff-acts.server';

/** Largest posted field: all keys of a case with many reports. */
export const CEREMONY_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 10 };

type Run<T> = (ctx: Context, actor: StaffActor, id: string, form: ParsedForm) => Promise<T>;

/** Done in the opening that the address names; what it hands out is sealed. */
const on =
  <T>(run: Run<T>) =>
  async ({ ctx, actor, params }: Staff, form: ParsedForm): Promise<{ given: object }> => ({
    given: (await run(ctx, actor, params.ceremony ?? '', form)) ?? {},
  });

const made = <S extends Parameters<typeof readPosted>[0]>(schema: S, form: ParsedForm) =>
  readPosted(schema, form.text('made'), 'made');

/** Which of them it is, the ceremony's row tells: the service asks again. */
const APPROVE = ['identity.approve', 'escrow.approve', 'payee.approveSample'] as const;
const REFUSE = ['identity.refuse', 'escrow.refuse', 'payee.refuseSample'] as const;

/** What a ceremony's page posts as `act`; `made` is JSON with URL-safe Base64 bytes. */
export const CEREMONY_ACTS = {
  askIdentity: [
    'identity.ask',
    on((ctx, actor, id, form) => {
      const { sealed, ...asked } = made(postedAsk.identity, form);
      return askIdentity(ctx, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
    }),
  ],
  findCase: [
    'escrow.ask',
    on<CaseFound>((ctx, actor, _id, form) => caseToAsk(ctx, actor, made(postedAsk.case, form).order)),
  ],
  askEscrow: [
    'escrow.ask',
    on((ctx, actor, id, form) => {
      const { sealed, ...asked } = made(postedAsk.escrow, form);
      return askEscrow(ctx, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
    }),
  ],
  askSample: [
    'payee.askSample',
    on((ctx, actor, id, form) => {
      const { sealed, ...asked } = made(postedAsk.sample, form);
      return askSample(ctx, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
    }),
  ],
  proposeMark: [
    'accused.mark',
    on((ctx, actor, _id, form) => {
      const { caseId, ...marked } = made(postedMark, form);
      return proposeMark(ctx, actor, caseId, marked);
    }),
  ],
  confirmMark: [
    'accused.confirm',
    on((ctx, actor, _id, form) => confirmMarked(ctx, actor, made(postedConfirmation, form).mark)),
  ],
  refuseMark: ['accused.refuse', on((ctx, actor, id) => refuseMark(ctx, actor, id))],
  approve: [APPROVE, on((ctx, actor, id, form) => approveCeremony(ctx, actor, id, made(postedApproval, form)))],
  refuse: [REFUSE, on(refuseCeremony)],
  open: ['identity.open', on<IdentityToOpen>(openIdentity)],
  tell: [
    'identity.open',
    on((ctx, actor, id, form) => {
      const { sealed, ...told } = made(postedOutcome, form);
      return tellOutcome(ctx, actor, id, { ...told, outcomeSealed: sealed });
    }),
  ],
  toGive: ['ceremony.read', on<SharesToGive>(escrowToGive)],
  give: ['escrow.open', on((ctx, actor, id, form) => giveEscrow(ctx, actor, id, made(postedShares, form).shares))],
  toGiveSample: ['ceremony.read', on<SharesToGive>(sampleToGive)],
  giveSample: [
    'payee.giveSample',
    on((ctx, actor, id, form) => giveSample(ctx, actor, id, made(postedShares, form).shares)),
  ],
  toTake: ['escrow.take', on<EscrowToTake>(escrowToTake)],
  take: ['escrow.take', on((ctx, actor, id, form) => takeEscrow(ctx, actor, id, made(postedTake, form)))],
  openSample: [
    'payee.openSample',
    on<SampleToOpen>(async (ctx, actor, id) => {
      const sample = await openSample(ctx, actor, id);
      return { ...sample, payments: sample.payments.map((one) => ({ ...one, amount: String(one.amount) })) };
    }),
  ],
  closeSample: ['payee.openSample', on(closeSample)],
} as const satisfies StaffActs;
export type CeremonyAct = keyof typeof CEREMONY_ACTS;
