import type { ActRule } from './act';

/**
 * What the safety committee office asks of a unit (督办、通报、约谈). It names documents by their numbers and a reason by its
 * code, never a case: whoever supervises reads no content, and whoever answers must not be led to write any.
 */
export const orderActs = {
  'order.read': { by: ['supervisor', 'auditor', 'lead'], where: 'county' },
  'order.issue': { by: ['supervisor'], where: 'county' },
  'order.answer': { by: ['lead'], where: 'ownUnit' },
  'order.accept': { by: ['supervisor'], where: 'county' },
  'order.return': { by: ['supervisor'], where: 'county' },
  'order.withdraw': { by: ['supervisor'], where: 'county' },
  /** Points of the monthly assessment (月考核) that no figure gives. */
  'assessment.enter': { by: ['supervisor'], where: 'county' },
} as const satisfies Record<string, ActRule>;
