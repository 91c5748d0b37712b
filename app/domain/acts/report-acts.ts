import type { ActRule } from './act';

/** Acts of reporters, and acts of the site when a report arrives. */
export const reportActs = {
  'report.submit': { by: ['public', 'operator', 'system'], where: 'county', event: 'submitted' },
  'report.supersede': { by: ['public', 'operator'], where: 'county', event: 'superseded' },
  'report.alertDuty': { by: ['system'], where: 'county' },
  'report.see': { by: ['reporter'], where: 'self' },
  'report.message': { by: ['reporter'], where: 'self', event: 'reporterMessaged' },
  'report.addFiles': { by: ['reporter'], where: 'self', event: 'filesAdded' },
  'report.withdraw': { by: ['reporter'], where: 'self', event: 'withdrawn' },
} as const satisfies Record<string, ActRule>;
