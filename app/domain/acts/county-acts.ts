import { ACCOUNTS } from './accounts';
import type { ActRule } from './act';

/**
 * Setting up the county, and what the administrator edits. Drafts of the routing take effect only once two guardians
 * sign them.
 */
export const countyActs = {
  'setup.county': { by: ['public', 'system'], where: 'county' },
  'setup.read': { by: ACCOUNTS, where: 'county' },
  'reporting.open': { by: ['system'], where: 'county' },
  'policy.edit': { by: ['administrator', 'system'], where: 'county' },
  'duty.set': { by: ['administrator'], where: 'county' },
  'duty.move': { by: ['administrator'], where: 'county' },
  'duty.terms': { by: ['administrator'], where: 'county' },
  'sector.draft': { by: ['administrator'], where: 'county' },
  'area.import': { by: ['administrator'], where: 'county' },
  'unit.draft': { by: ['administrator'], where: 'county' },
  'unit.merge': { by: ['administrator'], where: 'county' },
  'unit.close': { by: ['administrator'], where: 'county' },
  'unit.takeBack': { by: ['administrator'], where: 'county' },
  'superior.draft': { by: ['administrator'], where: 'county' },
  'superior.takeBack': { by: ['administrator'], where: 'county' },
  'signboard.read': { by: ACCOUNTS, where: 'county' },
  'signboard.print': { by: ['administrator', 'lead'], where: 'county' },
  'signboard.create': { by: ['administrator', 'system'], where: 'county' },
  'signboard.change': { by: ['administrator'], where: 'county' },
  'signboard.close': { by: ['administrator'], where: 'county' },
  'employer.create': { by: ['administrator'], where: 'county' },
  'employer.change': { by: ['administrator'], where: 'county' },
  'employer.close': { by: ['administrator'], where: 'county' },
  'roster.read': { by: ['administrator', 'guardian', 'supervisor'], where: 'county' },
  'roster.ask': { by: ['administrator'], where: 'county' },
  'roster.confirm': { by: ['administrator', 'guardian', 'supervisor'], where: 'county', certified: true },
  'roster.refuse': { by: ['administrator', 'guardian', 'supervisor'], where: 'county' },
  'roster.test': { by: ['administrator', 'supervisor'], where: 'county' },
  'calendar.read': { by: ['administrator', 'guardian', 'supervisor'], where: 'county' },
  'calendar.ask': { by: ['administrator'], where: 'county' },
  'calendar.confirm': { by: ['administrator', 'guardian', 'supervisor'], where: 'county', certified: true },
  'calendar.refuse': { by: ['administrator', 'guardian', 'supervisor'], where: 'county' },
  'setup.export': { by: ['administrator', 'system'], where: 'county', logged: true },
  'setup.import': { by: ['administrator'], where: 'county' },
  'rehearsal.send': { by: ['administrator'], where: 'county' },
  'rehearsal.see': { by: ['handler', 'lead', 'intake', 'custodian', 'guardian'], where: 'county' },
  'rehearsal.end': { by: ['administrator'], where: 'county' },
  'employer.import': { by: ['administrator'], where: 'county' },
} as const satisfies Record<string, ActRule>;
