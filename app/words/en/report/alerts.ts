import type { Shape } from '~/words/define';
import type { alertWords as zh } from '~/words/zh/report/alerts';

export const alertWords: Shape<typeof zh> = {
  title: 'Alerts',
  lead: 'A reporter says that lives are in danger now. Somebody has to press “I look after it” and open the case. Until then the next on the duty roster is told.',
  none: 'No alert waits.',
  case: 'Case',
  caseNumber: (order) => `Case ${order}`,
  due: 'To be accepted by',
  state: 'Who looks after it',
  nobody: 'Nobody yet',
  by: (name) => `${name} looks after it`,
  late: 'Hours have passed',
  take: 'I look after it',
  taken: 'Recorded: you look after it, and nobody else is told. Open the case now.',
  open: 'Open the case',
  onCase: 'Nobody has confirmed yet that they look after this alert, so the next one will be told.',
  toAlerts: 'Confirm it',
  gone: 'This alert is no more: the case was accepted or given away, or somebody looks after it.',
  units: {
    title: 'Alerts by department',
    lead: 'Please call them. No case is shown here.',
    unit: 'Department',
    open: 'Not confirmed',
    late: 'Hours have passed',
  },
  test: {
    title: 'Got a test message?',
    text: 'Enter the number of six digits that stands in it.',
    number: 'Number',
    submit: 'I got it',
    done: 'Thank you. It is recorded that you got the test.',
    unknown: 'No test has this number; a newer one may have been sent. Look at the newest message.',
    already: 'This number was confirmed before.',
  },
};
