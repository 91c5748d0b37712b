import { isSectorCode } from '~/domain/county/sector-list';
import type { IsoDate } from '~/domain/dates';
import { parseYuan } from '~/domain/money';
import { readDay } from '~/domain/typed/day';
import { plainDecisionNumber } from '~/domain/typed/decision-number';
import { plainNumber } from '~/domain/typed/number';
import { isBlank } from '~/domain/typed/text';
import type { Sector } from '~/domain/vocabulary';

/** Field names of the form that registers a penalty decision. They do not change. */
export const PENALTY_FIELDS = [
  'decisionNumber',
  'decidedOn',
  'offender',
  'creditCode',
  'sector',
  'town',
  'offence',
  'legalBasis',
  'amountYuan',
] as const;
export type PenaltyField = (typeof PENALTY_FIELDS)[number];

/**
 * A penalty decision as it will be published, with the amount in whole fen. It names no case: nothing leads to a
 * report.
 */
export type PenaltyDraft = {
  decisionNumber: string;
  decidedOn: IsoDate;
  offender: string;
  creditCode: string | null;
  sector: Sector;
  town: string | null;
  offence: string;
  legalBasis: string;
  amount: bigint;
};

const LONGEST: Partial<Record<PenaltyField, number>> = {
  decisionNumber: 80,
  offender: 120,
  offence: 500,
  legalBasis: 300,
};

/** Checks what was typed; `fields` names those that are wrong. `today` is the latest possible date of decision. */
export function parsePenaltyForm(
  typed: (field: PenaltyField) => string,
  today: IsoDate,
): { ok: true; draft: PenaltyDraft } | { ok: false; fields: PenaltyField[] } {
  const wrong: PenaltyField[] = [];
  for (const [field, most] of Object.entries(LONGEST) as [PenaltyField, number][]) {
    if (isBlank(typed(field)) || typed(field).length > most) wrong.push(field);
  }
  const read = readDay(typed('decidedOn'), today);
  const decidedOn = 'day' in read && read.day <= today ? read.day : null;
  if (decidedOn === null) wrong.push('decidedOn');
  const creditCode = plainNumber(typed('creditCode'));
  if (creditCode !== '' && !/^[0-9A-Z]{18}$/.test(creditCode)) wrong.push('creditCode');
  const sector = typed('sector');
  if (!isSectorCode(sector)) wrong.push('sector');
  const amount = parseYuan(typed('amountYuan'));
  if (amount === null) wrong.push('amountYuan');
  if (wrong.length > 0 || amount === null || decidedOn === null) return { ok: false, fields: wrong };
  return {
    ok: true,
    draft: {
      decisionNumber: plainDecisionNumber(typed('decisionNumber')),
      decidedOn,
      offender: typed('offender'),
      creditCode: creditCode || null,
      sector,
      town: typed('town') || null,
      offence: typed('offence'),
      legalBasis: typed('legalBasis'),
      amount,
    },
  };
}

/** Why a decision is taken off the exposure list, or withdrawn before it gets there. */
export const WITHDRAWAL_REASONS = ['setAside', 'mistake', 'expired'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];
