import { postedPart, postedTransfer } from './case-act';
import { actForm, json, typed } from './form';

/** Cases that go on to another unit: what a browser needs to wrap one anew, and the transfer as it sealed it. */
export const handoverForms = {
  case: actForm('case.read', { caseId: typed }),
  transfer: actForm('case.transfer', { caseId: typed, transfer: json(postedTransfer), part: json(postedPart) }),
};
