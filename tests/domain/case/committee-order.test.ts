import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerDay,
  documentNumber,
  isLate,
  movesFrom,
  ORDER_FIELDS,
  ORDER_STATES,
  type OrderField,
  type OrderMove,
  type OrderState,
  orderAfter,
  parseOrder,
} from '~/domain/case/committee-order';

const TODAY = '2026-12-01';
const MOVES: OrderMove[] = ['answer', 'accept', 'return', 'withdraw'];
const whole: Record<OrderField, string> = {
  unitId: 'u',
  kind: 'interview',
  reason: 'overdue',
  number: '安委办督[2026] 3 号。',
  dueOn: '2026年12月10日',
};

describe('an order of the committee office', () => {
  it('is taken whole, with its number and day as offices write them', () => {
    expect(parseOrder(whole, TODAY)).toEqual({
      draft: { ...whole, number: '安委办督〔2026〕3号', dueOn: '2026-12-10' },
    });
  });

  it.each(ORDER_FIELDS)('needs %s', (field) => {
    expect(parseOrder({ ...whole, [field]: '' }, TODAY)).toEqual({ fields: [field] });
  });

  it.each([
    ['安委办督〔2026〕3号', '安委办督〔2026〕3号'],
    ['忠安办（约）[2026]第12号', '忠安办（约）〔2026〕第12号'],
    ['张三举报木器厂', null],
    ['关于木器厂消防通道被堵的情况说明安委办督〔2026〕3号', null],
    ['安委办督〔2026〕3号 木器厂', null],
    ['〔2026〕3号', null],
  ])('%s as the number of a document', (typed, number) => {
    expect(documentNumber(typed)).toBe(number);
  });

  it.each([
    ['2026-12-01', '2026-12-01'],
    ['2026-11-30', null],
    ['12月10日', null],
    ['soon', null],
  ])('%s as a last day', (typed, day) => {
    expect(answerDay(typed, TODAY)).toBe(day);
  });

  it('can always be ended, is accepted only after an answer, and is late only while nobody answered', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...MOVES), { maxLength: 12 }), (moves) => {
        let state: OrderState = 'issued';
        let answered = false;
        for (const move of moves) {
          const after = orderAfter(state, move);
          expect('to' in after).toBe(movesFrom(state).includes(move));
          if (!('to' in after)) continue;
          if (after.to === 'accepted') expect(answered).toBe(true);
          answered = after.to === 'answered' || (answered && move !== 'return');
          state = after.to;
        }
        const ended = state === 'accepted' || state === 'withdrawn';
        expect(movesFrom(state).length === 0).toBe(ended);
        expect(ended || movesFrom(state).includes('withdraw')).toBe(true);
      }),
    );
    const late = ORDER_STATES.filter((state) => isLate({ state, dueOn: '2026-11-30' }, TODAY));
    expect(late).toEqual(['issued']);
    expect(isLate({ state: 'issued', dueOn: TODAY }, TODAY)).toBe(false);
  });
});
