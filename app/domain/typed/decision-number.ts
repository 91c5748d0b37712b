import { withoutMarks } from './text';

/**
 * The number of a document as offices write it (党政机关公文处理工作条例 Art. 9): the year in tortoise-shell brackets whatever
 * brackets were typed, plain digits, no spaces, and no full stop at the end: （渝）应急罚〔2026〕12号.
 */
export const plainDecisionNumber = (typed: string): string =>
  withoutMarks(typed)
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]/g, '')
    .replace(/[［【[(（〔﹝{「『《<](\d{4})[］】\])）〕﹞}」』》>]/g, '〔$1〕')
    .replace(/[。.，,；;]+$/, '');
