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
import type { House } from '~/services/house.server';
import {
  approveCeremony,
  askIdentity,
  openIdentity,
  refuseCeremony,
  tellOutcome,
} from '~/services/opening/ceremony.server';
import { askEscrow, caseToAsk, escrowToGive, giveEscrow } from '~/services/opening/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/opening/escrow-take.server';
import { askSample, closeSample, giveSample, openSample, sampleToGive } from '~/services/reward/payee-sample.server';
import type { ParsedForm } from '~/web/form.server';
import type { Staff, StaffActor } from '~/web/staff/staff.server';
import type { StaffActs } from '~/web/staff/staff-acts.server';

/** Largest posted field: all keys of a case with many reports. */
export const CEREMONY_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 10 };

type Run = (house: House, actor: StaffActor, id: string, form: ParsedForm) => Promise<unknown>;

/** Done in the opening that the address names; what it hands out is sealed. */
const on =
  (run: Run) =>
  async ({ house, actor, params }: Staff, form: ParsedForm): Promise<{ given: unknown }> => ({
    given: (await run(house, actor, params.ceremony ?? '', form)) ?? {},
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
    on((house, actor, id, form) => {
      const { sealed, ...asked } = made(postedAsk.identity, form);
      return askIdentity(house, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
    }),
  ],
  findCase: ['escrow.ask', on((house, actor, _id, form) => caseToAsk(house, actor, made(postedAsk.case, form).order))],
  askEscrow: [
    'escrow.ask',
    on((house, actor, id, form) => {
      const { sealed, ...asked } = made(postedAsk.escrow, form);
      return askEscrow(house, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
    }),
  ],
  askSample: [
    'payee.askSample',
    on((house, actor, id, form) => {
      const { sealed, ...asked } = made(postedAsk.sample, form);
      return askSample(house, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
    }),
  ],
  proposeMark: [
    'accused.mark',
    on((house, actor, _id, form) => {
      const { caseId, ...marked } = made(postedMark, form);
      return proposeMark(house, actor, caseId, marked);
    }),
  ],
  confirmMark: [
    'accused.confirm',
    on((house, actor, _id, form) => confirmMarked(house, actor, made(postedConfirmation, form).mark)),
  ],
  refuseMark: ['accused.refuse', on((house, actor, id) => refuseMark(house, actor, id))],
  approve: [APPROVE, on((house, actor, id, form) => approveCeremony(house, actor, id, made(postedApproval, form)))],
  refuse: [REFUSE, on(refuseCeremony)],
  open: ['identity.open', on(openIdentity)],
  tell: [
    'identity.open',
    on((house, actor, id, form) => {
      const { sealed, ...told } = made(postedOutcome, form);
      return tellOutcome(house, actor, id, { ...told, outcomeSealed: sealed });
    }),
  ],
  toGive: ['ceremony.read', on(escrowToGive)],
  give: ['escrow.open', on((house, actor, id, form) => giveEscrow(house, actor, id, made(postedShares, form).shares))],
  toGiveSample: ['ceremony.read', on(sampleToGive)],
  giveSample: [
    'payee.giveSample',
    on((house, actor, id, form) => giveSample(house, actor, id, made(postedShares, form).shares)),
  ],
  toTake: ['escrow.take', on(escrowToTake)],
  take: ['escrow.take', on((house, actor, id, form) => takeEscrow(house, actor, id, made(postedTake, form)))],
  openSample: [
    'payee.openSample',
    on(async (house, actor, id) => {
      const sample = await openSample(house, actor, id);
      return { ...sample, payments: sample.payments.map((one) => ({ ...one, amount: String(one.amount) })) };
    }),
  ],
  closeSample: ['payee.openSample', on(closeSample)],
} as const satisfies StaffActs;
export type CeremonyAct = keyof typeof CEREMONY_ACTS;
