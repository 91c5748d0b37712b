import { ACCOUNTS } from './accounts';
import type { ActRule } from './act';

/**
 * Who hands reports about the office itself on to the superior. None of them can open one, and there are several, so
 * that it does not hang on whomever a report is about.
 */
const SENDERS = ['intake', 'lead', 'supervisor', 'administrator'] as const;

/** Acts of reporters, and acts of the site when a report arrives. */
export const reportActs = {
  'report.submit': { by: ['public', 'operator', 'system'], where: 'county', event: 'submitted' },
  'report.import': { by: ['intake', 'lead'], where: 'county', content: true, event: 'submitted' },
  'report.supersede': { by: ['public', 'operator'], where: 'county', event: 'superseded' },
  'report.alertDuty': { by: ['system'], where: 'county' },
  'alert.read': { by: ['intake', 'handler', 'lead'], where: 'ownUnit' },
  'alert.acknowledge': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', certified: true },
  'alert.oversee': { by: ['supervisor', 'administrator'], where: 'county' },
  'alert.answerTest': { by: ACCOUNTS, where: 'county' },
  'superiorReport.take': { by: ['public', 'operator', 'system'], where: 'county' },
  'superiorReport.read': { by: SENDERS, where: 'county' },
  'superiorReport.export': { by: SENDERS, where: 'county' },
  'superiorReport.send': { by: SENDERS, where: 'county' },
  'superiorReport.delete': { by: ['system'], where: 'county' },
  'report.see': { by: ['reporter'], where: 'self' },
  'report.message': { by: ['reporter'], where: 'self', event: 'reporterMessaged' },
  'report.seeReply': { by: ['reporter'], where: 'self' },
  'report.object': { by: ['reporter'], where: 'self', event: 'objected' },
  'report.addFiles': { by: ['reporter'], where: 'self', event: 'filesAdded' },
  'report.withdraw': { by: ['reporter'], where: 'self', event: 'withdrawn' },
} as const satisfies Record<string, ActRule>;
