import type { PolicyData } from '~/domain/county/policy';
import { UNTITLED } from './local-empty';

type BlacklistData = Extract<PolicyData, { kind: 'blacklist' }>;

/** 应急管理部令第11号. The grounds must be entered from the issued text. */
export const blacklist2023: BlacklistData = {
  id: 'blacklist-2023',
  kind: 'blacklist',
  jurisdiction: 'national',
  effectiveFrom: '2023-10-01',
  effectiveTo: null,
  legalBasis: '应急管理部令第11号',
  checked: false,
  checkedBy: null,
  listingMonths: 36,
  earlyRemovalAfterMonths: 12,
  priorNotice: true,
  grounds: [],
};

/**
 * The one-year regime before it, for old data. Its first day is not known here, so the first day of the year stands in.
 */
export const blacklist2017: BlacklistData = {
  ...blacklist2023,
  id: 'blacklist-2017-one-year',
  effectiveFrom: '2017-01-01',
  effectiveTo: '2023-09-30',
  legalBasis: `2017年施行的一年期规定（${UNTITLED}）`,
  listingMonths: 12,
  earlyRemovalAfterMonths: null,
};
