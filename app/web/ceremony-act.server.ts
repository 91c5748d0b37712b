import { CEREMONY_PURPOSES, type CeremonyOutcome, type CeremonyPurpose } from '~/domain/ceremony-state';
import { Refusal } from '~/domain/refusal';
import { confirmMarked, proposeMark, refuseMark } from '~/services/accused-mark.server';
import { approveCeremony, askIdentity, openIdentity, refuseCeremony, tellOutcome } from '~/services/ceremony.server';
import type { PostedShare } from '~/services/ceremony-rows.server';
import { askEscrow, caseToAsk, escrowToGive, giveEscrow } from '~/services/escrow.server';
import { escrowToTake, type TakenEscrow, type TakenWrap, takeEscrow } from '~/services/escrow-take.server';
import type { House } from '~/services/house.server';
import { askSample, closeSample, giveSample, openSample, sampleToGive } from '~/services/payee-sample.server';
import { requireBytes } from '~/services/public-key.server';
import { stepIn } from './case-step.server';
import type { ParsedForm } from './form.server';
import { confirmedIn, markIn } from './mark-step.server';
import type { StaffActor } from './staff.server';

/** Largest posted field: all keys of a case with many reports. */
export const CEREMONY_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 10 };

type Run = (house: House, actor: StaffActor, id: string, form: ParsedForm) => Promise<unknown>;

/** What a ceremony's page posts as `act`; `made` is JSON with URL-safe Base64 bytes. */
const RUN = {
  askIdentity: (house, actor, id, form) => {
    const { caseId, reportId, reason, purpose, fields, sealed, askedOn } = made(form);
    const about = { caseId: String(caseId), reportId: String(reportId), reason: String(reason) };
    const wanted = { purpose: purposeIn(purpose), fields: listOf(fields).map(String) };
    const said = { askedOn: String(askedOn), reasonSealed: bytesIn(sealed) };
    return askIdentity(house, actor, { ceremonyId: id, ...about, ...wanted, ...said });
  },
  findCase: (house, actor, _id, form) => caseToAsk(house, actor, Number(made(form).order)),
  askEscrow: (house, actor, id, form) => {
    const { caseId, reason, purpose, sealed, askedOn } = made(form);
    const wish = { reason: String(reason), purpose: purposeIn(purpose), askedOn: String(askedOn) };
    const about = { caseId: String(caseId), ...wish };
    return askEscrow(house, actor, { ceremonyId: id, ...about, reasonSealed: bytesIn(sealed) });
  },
  askSample: (house, actor, id, form) => {
    const { from, to, size, reason, sealed, askedOn } = made(form);
    const wish = { size: Number(size), reason: String(reason), askedOn: String(askedOn) };
    const period = { from: String(from), to: String(to), ...wish };
    return askSample(house, actor, { ceremonyId: id, ...period, reasonSealed: bytesIn(sealed) });
  },
  proposeMark: (house, actor, _id, form) => {
    const { caseId, mark, words } = made(form);
    return proposeMark(house, actor, String(caseId), { mark: markIn(mark), words: bytesIn(words) });
  },
  confirmMark: (house, actor, _id, form) => confirmMarked(house, actor, confirmedIn(made(form).mark)),
  refuseMark: (house, actor, id) => refuseMark(house, actor, id),
  approve: (house, actor, id, form) => {
    const { openerId, expiresOn, approval, shares } = made(form);
    const text = { openerId: String(openerId), expiresOn: String(expiresOn), approval: String(approval) };
    return approveCeremony(house, actor, id, { ...text, shares: sharesIn(shares) });
  },
  refuse: refuseCeremony,
  open: openIdentity,
  tell: (house, actor, id, form) => {
    const { outcome, fields, sealed } = made(form);
    const known = (['contacted', 'notReached', 'released'] as const).find((one) => one === outcome);
    if (known === undefined) throw new Refusal('invalid', { field: 'outcome' });
    return tellOutcome(house, actor, id, {
      outcome: known satisfies CeremonyOutcome,
      fields: listOf(fields).map(String),
      outcomeSealed: bytesIn(sealed),
    });
  },
  toGive: escrowToGive,
  give: (house, actor, id, form) => giveEscrow(house, actor, id, sharesIn(made(form).shares)),
  toGiveSample: sampleToGive,
  giveSample: (house, actor, id, form) => giveSample(house, actor, id, sharesIn(made(form).shares)),
  toTake: escrowToTake,
  take: (house, actor, id, form) => takeEscrow(house, actor, id, takenIn(made(form))),
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

type Posted = Record<string, unknown>;
const isObject = (thing: unknown): thing is Posted => typeof thing === 'object' && thing !== null;

function made(form: ParsedForm): Posted {
  let read: unknown;
  try {
    read = JSON.parse(form.text('made'));
  } catch {
    throw new Refusal('invalid', { field: 'made' });
  }
  if (!isObject(read)) throw new Refusal('invalid', { field: 'made' });
  return read;
}

function listOf(thing: unknown): unknown[] {
  if (!Array.isArray(thing)) throw new Refusal('invalid', { field: 'made' });
  return thing;
}

const bytesIn = (thing: unknown): Uint8Array => requireBytes(String(thing));

function purposeIn(thing: unknown): CeremonyPurpose {
  const found = Object.values(CEREMONY_PURPOSES)
    .flat()
    .find((one) => one === thing);
  if (found === undefined) throw new Refusal('invalid', { field: 'purpose' });
  return found;
}

const sharesIn = (thing: unknown): PostedShare[] =>
  listOf(thing)
    .filter(isObject)
    .map(({ scope, bytes }) => ({ scope: String(scope), bytes: requireBytes(String(bytes)) }));

function takenIn(posted: Posted): TakenEscrow {
  const { renewal } = posted;
  if (!isObject(renewal)) return { wraps: wrapsIn(posted.wraps), renewal: null };
  const threads = listOf(renewal.threads)
    .filter(isObject)
    .map((one) => ({ reportId: String(one.reportId), threadRecipient: String(one.threadRecipient) }));
  const proofs = listOf(renewal.proofs)
    .filter(isObject)
    .map(({ reportId, bytes }) => ({ reportId: textOf(reportId), bytes: bytesIn(bytes) }));
  return {
    wraps: wrapsIn(posted.wraps),
    renewal: {
      wraps: wrapsIn(renewal.wraps),
      caseRecipient: String(renewal.caseRecipient),
      threads,
      proofs,
      step: stepIn(renewal.step),
    },
  };
}

const wrapsIn = (thing: unknown): TakenWrap[] => listOf(thing).filter(isObject).map(wrapIn);

function wrapIn(posted: Posted): TakenWrap {
  const key = (['report', 'thread', 'case'] as const).find((one) => one === posted.key);
  const share = (['whole', 'custodians', 'guardians'] as const).find((one) => one === posted.share);
  const holder = (['unit', 'reporter'] as const).find((one) => one === posted.holder);
  const keyEpoch = Number(posted.keyEpoch);
  if (key === undefined || share === undefined || holder === undefined || !Number.isSafeInteger(keyEpoch)) {
    throw new Refusal('invalid', { field: 'made' });
  }
  const bytes = requireBytes(String(posted.bytes));
  return {
    key,
    share,
    holder,
    keyEpoch,
    reportId: textOf(posted.reportId),
    unitKeyId: textOf(posted.unitKeyId),
    bytes,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
