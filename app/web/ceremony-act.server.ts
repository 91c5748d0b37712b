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
import { Refusal } from '~/domain/refusal';
import { confirmMarked, proposeMark, refuseMark } from '~/services/accused-mark.server';
import { approveCeremony, askIdentity, openIdentity, refuseCeremony, tellOutcome } from '~/services/ceremony.server';
import { askEscrow, caseToAsk, escrowToGive, giveEscrow } from '~/services/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/escrow-take.server';
import type { House } from '~/services/house.server';
import { askSample, closeSample, giveSample, openSample, sampleToGive } from '~/services/payee-sample.server';
import type { ParsedForm } from './form.server';
import type { StaffActor } from './staff.server';

/** Largest posted field: all keys of a case with many reports. */
export const CEREMONY_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 10 };

type Run = (house: House, actor: StaffActor, id: string, form: ParsedForm) => Promise<unknown>;

/** What a ceremony's page posts as `act`; `made` is JSON with URL-safe Base64 bytes. */
const RUN = {
  askIdentity: (house, actor, id, form) => {
    const { sealed, ...asked } = made(postedAsk.identity, form);
    return askIdentity(house, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
  },
  findCase: (house, actor, _id, form) => caseToAsk(house, actor, made(postedAsk.case, form).order),
  askEscrow: (house, actor, id, form) => {
    const { sealed, ...asked } = made(postedAsk.escrow, form);
    return askEscrow(house, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
  },
  askSample: (house, actor, id, form) => {
    const { sealed, ...asked } = made(postedAsk.sample, form);
    return askSample(house, actor, { ceremonyId: id, ...asked, reasonSealed: sealed });
  },
  proposeMark: (house, actor, _id, form) => {
    const { caseId, ...marked } = made(postedMark, form);
    return proposeMark(house, actor, caseId, marked);
  },
  confirmMark: (house, actor, _id, form) => confirmMarked(house, actor, made(postedConfirmation, form).mark),
  refuseMark: (house, actor, id) => refuseMark(house, actor, id),
  approve: (house, actor, id, form) => approveCeremony(house, actor, id, made(postedApproval, form)),
  refuse: refuseCeremony,
  open: openIdentity,
  tell: (house, actor, id, form) => {
    const { sealed, ...told } = made(postedOutcome, form);
    return tellOutcome(house, actor, id, { ...told, outcomeSealed: sealed });
  },
  toGive: escrowToGive,
  give: (house, actor, id, form) => giveEscrow(house, actor, id, made(postedShares, form).shares),
  toGiveSample: sampleToGive,
  giveSample: (house, actor, id, form) => giveSample(house, actor, id, made(postedShares, form).shares),
  toTake: escrowToTake,
  take: (house, actor, id, form) => takeEscrow(house, actor, id, made(postedTake, form)),
  openSample: async (house, actor, id) => {
    const sample = await openSample(house, actor, id);
    return { ...sample, payments: sample.payments.map((one) => ({ ...one, amount: String(one.amount) })) };
  },
  closeSample,
} as const satisfies Record<string, Run>;
export type CeremonyAct = keyof typeof RUN;

/** Runs the posted act; what it hands out is sealed. Refusals are the act's own, and `invalid`. */
export function runCeremonyAct(house: House, actor: StaffActor, id: string, form: ParsedForm): Promise<unknown> {
  const act = form.text('act');
  if (!Object.hasOwn(RUN, act)) throw new Refusal('invalid', { field: 'act' });
  return (RUN[act as CeremonyAct] as Run)(house, actor, id, form);
}

const made = <S extends Parameters<typeof readPosted>[0]>(schema: S, form: ParsedForm) =>
  readPosted(schema, form.text('made'), 'made');
