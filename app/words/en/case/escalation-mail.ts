import type { Shape } from '~/words/define';
import type { escalationMails as zh } from '~/words/zh/case/escalation-mail';

export const escalationMails: Shape<typeof zh> = {
  lead: {
    subject: 'Anshao: late cases, for the lead',
    text: (cases: number, days: number) =>
      `Your unit has ${cases} case(s) late by at least ${days} working day(s). Lead: sign in and see to them.`,
  },
  supervisor: {
    subject: 'Anshao: late cases, for supervisors',
    text: (units: number, cases: number, days: number) =>
      `${units} unit(s) have ${cases} case(s) late by at least ${days} working day(s). Sign in to see the progress of units.`,
  },
};
