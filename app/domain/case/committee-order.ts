import type { IsoDate } from '~/domain/dates';
import type { RefusalCode } from '~/domain/refusal';
import { readDayAhead } from '~/domain/typed/day';
import { plainDecisionNumber } from '~/domain/typed/decision-number';

/** 督办、通报、约谈 (Zhong County's notice, item 5). */
export const ORDER_KINDS = ['supervision', 'notice', 'interview'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** Why; a code, so that nothing of a case is ever written here. */
export const ORDER_REASONS = [
  'overdue',
  'acceptance',
  'verification',
  'rectification',
  'majorHazard',
  'concealedAccident',
  'rewards',
  'ranking',
  'other',
] as const;
export type OrderReason = (typeof ORDER_REASONS)[number];

export const ORDER_STATES = ['issued', 'answered', 'accepted', 'withdrawn'] as const;
export type OrderState = (typeof ORDER_STATES)[number];
export type OrderMove = 'answer' | 'accept' | 'return' | 'withdraw';

const MOVES: Record<OrderMove, { from: readonly OrderState[]; to: OrderState }> = {
  answer: { from: ['issued'], to: 'answered' },
  accept: { from: ['answered'], to: 'accepted' },
  return: { from: ['answered'], to: 'issued' },
  withdraw: { from: ['issued', 'answered'], to: 'withdrawn' },
};

/** Where a move leads, or why it cannot be done. */
export function orderAfter(state: OrderState, move: OrderMove): { to: OrderState } | { refused: RefusalCode } {
  const { from, to } = MOVES[move];
  if (from.includes(state)) return { to };
  return { refused: state === to ? 'alreadyDone' : 'stageForbids' };
}

export const movesFrom = (state: OrderState): OrderMove[] =>
  (Object.keys(MOVES) as OrderMove[]).filter((move) => MOVES[move].from.includes(state));

/** A unit has let the last day pass without an answer. */
export const isLate = ({ state, dueOn }: { state: OrderState; dueOn: IsoDate }, today: IsoDate): boolean =>
  state === 'issued' && dueOn < today;

const NUMBER = /^[\p{L}（）]{1,14}〔\d{4}〕(?:第)?\d{1,5}号$/u;

/**
 * The number of an official document, as 安委办督〔2026〕3号; null for anything else. It is so narrow that no sentence about
 * a case fits into it.
 */
export function documentNumber(typed: string): string | null {
  const number = plainDecisionNumber(typed);
  return NUMBER.test(number) ? number : null;
}

/** A last day for an answer, with its year, not before today; null for anything else. */
export function answerDay(typed: string, today: IsoDate): IsoDate | null {
  const read = readDayAhead(typed, today);
  return 'day' in read && read.sure && read.day >= today ? read.day : null;
}

export const ORDER_FIELDS = ['unitId', 'kind', 'reason', 'number', 'dueOn'] as const;
export type OrderField = (typeof ORDER_FIELDS)[number];
export type OrderDraft = { unitId: string; kind: OrderKind; reason: OrderReason; number: string; dueOn: IsoDate };

/** Checks what was typed; `fields` names those that are wrong. Whether the unit exists is asked of the database. */
export function parseOrder(
  typed: Readonly<Record<OrderField, string>>,
  today: IsoDate,
): { draft: OrderDraft } | { fields: OrderField[] } {
  const kind = ORDER_KINDS.find((one) => one === typed.kind);
  const reason = ORDER_REASONS.find((one) => one === typed.reason);
  const number = documentNumber(typed.number);
  const dueOn = answerDay(typed.dueOn, today);
  if (kind && reason && number && dueOn && typed.unitId !== '') {
    return { draft: { unitId: typed.unitId, kind, reason, number, dueOn } };
  }
  const found = { unitId: typed.unitId, kind, reason, number, dueOn };
  return { fields: ORDER_FIELDS.filter((field) => !found[field]) };
}
