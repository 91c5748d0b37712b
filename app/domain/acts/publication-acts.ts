import type { ActRule } from './act';

/** What the public gets to see: penalty decisions, major hazards under supervision, and releases of statistics. */
export const publicationActs = {
  'penalty.register': { by: ['handler', 'lead'], where: 'ownUnit' },
  'penalty.import': { by: ['handler', 'lead'], where: 'ownUnit' },
  'penalty.enter': { by: ['system'], where: 'county' },
  'penalty.publish': { by: ['publisher'], where: 'county', certified: true },
  'penalty.withdraw': { by: ['publisher'], where: 'county', certified: true },
  'supervision.register': { by: ['lead'], where: 'ownUnit' },
  'supervision.enter': { by: ['system'], where: 'county' },
  'supervision.publish': { by: ['publisher'], where: 'county', certified: true },
  'supervision.end': { by: ['publisher'], where: 'county', certified: true },
  'supervision.withdraw': { by: ['publisher'], where: 'county', certified: true },
  'release.ask': { by: ['publisher'], where: 'county', certified: true },
  'release.make': { by: ['system'], where: 'county' },
} as const satisfies Record<string, ActRule>;
