import type { Shape } from '~/words/define';
import type { rehearsalWords as zh } from '~/words/zh/county/rehearsal';

export const rehearsalWords: Shape<typeof zh> = {
  title: 'Rehearsal: a test report for every unit',
  lead: 'An administrator’s browser does what a reporter’s does: it seals a test report for every unit by the signed duties and sends it. Everybody who holds a key opens theirs once, and knows that true reports will open too. Test reports are kept apart: they are in no case, figure, time limit, reward or export, and all are removed at the end.',
  notReady: 'Test reports can be sent once the key list and the duties are signed.',
  send: 'Send a test report to every unit',
  again: 'Send them again (in place of these)',
  sending: (sent, of) => `Sealing and sending: ${sent} of ${of}`,
  sent: (count) =>
    count === 1
      ? '1 was sent. Ask those who hold the unit’s key to sign in and open it.'
      : `${count} were sent. Ask those who hold the units’ keys to sign in and open them.`,
  locked: 'Open your keys first.',
  description:
    'This is a test report, to see that your unit can open what comes. Nothing happened and there is nothing to do: opening it is all.',
  end: 'End, and remove all test reports',
  endText:
    'Once each was opened, or when they are not needed any more. Who opened what is removed too; the log keeps its rows.',
  ended: 'All test reports are removed.',
  unit: 'Unit',
  state: 'Test report',
  opened: 'Opened by',
  notSent: 'Not sent yet',
  noWay: 'No duty leads to this unit now',
  sentOn: (day) => `Sent on ${day}`,
  standIn: (unit) => `${unit} takes its reports now`,
  both: (state, by) => `${state}; ${by}`,
  seen: (name, day) => `${name}: on ${day}`,
  waiting: (name) => `${name}: not yet`,
  nobody: 'Nobody holds this unit’s key',
  sharesOf: (unit) => `${unit} (half of each report’s keys)`,
  mine: (count) => (count === 1 ? '1 test report waits for you.' : `${count} test reports wait for you.`),
  open: 'Open, and say that you see it',
  opening: 'Opening…',
  done: 'All are open, and it is recorded.',
  toldTitle: 'What you see',
  failed: 'This one does not open. Tell the administrator: true reports to this unit would not open either.',
  home: (count) =>
    count === 1
      ? '1 test report waits for you, to see that you can open what comes.'
      : `${count} test reports wait for you, to see that you can open what comes.`,
  homeLink: 'Open them',
};
