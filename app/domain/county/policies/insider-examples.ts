import type { PolicyData } from '~/domain/county/policy';
import { UNTITLED } from './local-empty';

type InsiderData = Extract<PolicyData, { kind: 'insider' }>;

/**
 * Provincial uplifts for insiders (应急〔2020〕69号), as found; an operator copies and checks those of the own province. The
 * days on which they began are not known here: the first day of the year, or the national rule's first day, stands in.
 */
export const henanInsider2025: InsiderData = {
  id: 'henan-insider-2025-uplift',
  kind: 'insider',
  jurisdiction: 'henan',
  effectiveFrom: '2025-01-01',
  effectiveTo: null,
  legalBasis: `应急〔2020〕69号；河南省2025年（${UNTITLED}）`,
  checked: false,
  checkedBy: null,
  uplift: { basisPoints: 1_500, minimumFen: '100000', capFen: null, familyCounts: false, realName: true },
};

export const fujianInsider: InsiderData = {
  id: 'fujian-insider-uplift',
  kind: 'insider',
  jurisdiction: 'fujian',
  effectiveFrom: '2020-09-16',
  effectiveTo: null,
  legalBasis: `应急〔2020〕69号；福建省、厦门市（${UNTITLED}）`,
  checked: false,
  checkedBy: null,
  uplift: { basisPoints: 3_000, minimumFen: null, capFen: '39000000', familyCounts: true, realName: true },
};
