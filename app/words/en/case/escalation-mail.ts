import type { Shape } from '~/words/define';
import type { escalationMails as zh } from '~/words/zh/case/escalation-mail';

const late = (entries: number): string =>
  entries > 0 ? `${entries} entries of the rectification ledger are as late. ` : '';

export const escalationMails: Shape<typeof zh> = {
  lead: {
    subject: 'Anshao: late cases, for the lead',
    text: (cases: number, days: number, hazards: number) =>
      `Your unit has ${cases} case(s) late by at least ${days} working day(s). ${late(hazards)}Lead: sign in and see to them.`,
  },
  supervisor: {
    subject: 'Anshao: late cases, for supervisors',
    text: (units: number, cases: number, days: number, hazards: number) =>
      `${units} unit(s) have ${cases} case(s) late by at least ${days} working day(s). ${late(hazards)}Sign in to see the progress of units.`,
  },
};
