import type { ActRule } from './act';

/** What the public gets to see: penalty decisions and releases of statistics. */
export const publicationActs = {
  'penalty.register': { by: ['handler', 'lead'], where: 'ownUnit' },
  'penalty.enter': { by: ['system'], where: 'county' },
  'penalty.publish': { by: ['publisher'], where: 'county', certified: true },
  'penalty.withdraw': { by: ['publisher'], where: 'county', certified: true },
  'release.make': { by: ['publisher', 'system'], where: 'county', certified: true },
} as const satisfies Record<string, ActRule>;
