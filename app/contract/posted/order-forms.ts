import { ORDER_FIELDS, type OrderField } from '~/domain/case/committee-order';
import { actForm, typed } from './form';

const fields = Object.fromEntries(ORDER_FIELDS.map((name) => [name, typed])) as Record<OrderField, typeof typed>;

/** What the committee office asks of a unit: issued, answered, accepted, sent back and withdrawn as it was shown. */
export const orderForms = {
  issue: actForm('order.issue', fields),
  answer: actForm('order.answer', { id: typed, shown: typed, answerNumber: typed }),
  accept: actForm('order.accept', { id: typed, shown: typed }),
  return: actForm('order.return', { id: typed, shown: typed, dueOn: typed }),
  withdraw: actForm('order.withdraw', { id: typed, shown: typed }),
};
