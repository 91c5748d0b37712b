import { ACCOUNTS } from './accounts';
import type { ActRule } from './act';

/** Acts of reporters, and acts of the site when a report arrives. */
export const reportActs = {
  'report.submit': { by: ['public', 'operator', 'system'], where: 'county', event: 'submitted' },
  'report.supersede': { by: ['public', 'operator'], where: 'county', event: 'superseded' },
  'report.alertDuty': { by: ['system'], where: 'county' },
  'alert.read': { by: ['intake', 'handler', 'lead'], where: 'ownUnit' },
  'alert.acknowledge': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', certified: true },
  'alert.oversee': { by: ['supervisor', 'administrator'], where: 'county' },
  'alert.answerTest': { by: ACCOUNTS, where: 'county' },
  'report.see': { by: ['reporter'], where: 'self' },
  'report.message': { by: ['reporter'], where: 'self', event: 'reporterMessaged' },
  'report.addFiles': { by: ['reporter'], where: 'self', event: 'filesAdded' },
  'report.withdraw': { by: ['reporter'], where: 'self', event: 'withdrawn' },
} as const satisfies Record<string, ActRule>;
