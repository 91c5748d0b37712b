import type { ActRule } from './act';

const ENFORCERS = ['handler', 'lead'] as const;
const OWN = { where: 'ownUnit', content: true } as const;

/**
 * The rectification ledger (隐患整改台账). An entry says nothing of where its hazard was learned of, so that no act of the
 * ledger is an act of a case, and none names the entry in the log: a row of the log follows the case's own.
 */
export const hazardActs = {
  'hazard.read': { by: ENFORCERS, ...OWN },
  'hazard.enter': { by: ENFORCERS, ...OWN },
  'hazard.take': { by: ['system'], where: 'county' },
  'hazard.amend': { by: ENFORCERS, ...OWN },
  'hazard.extend': { by: ['lead'], ...OWN },
  'hazard.reinspect': { by: ENFORCERS, ...OWN },
  'hazard.strikeOff': { by: ENFORCERS, ...OWN },
  'hazard.supervise': { by: ['lead'], ...OWN },
  'hazard.handOn': { by: ['lead'], ...OWN },
} as const satisfies Record<string, ActRule>;
