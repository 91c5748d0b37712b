import type { Shape } from '~/words/define';
import type { limitsWords as zh } from '~/words/zh/publication/limits';

const counted = (one: string, more: string) => (count: number) => `${count} ${count === 1 ? one : more}`;

export const limitsWords: Shape<typeof zh> = {
  title: 'Time limits and your rights',
  lead: (day) =>
    `How long each step takes, from when it counts, and on what basis. These are the rules in force, since ${day}.`,
  tableTitle: 'Time limits',
  what: 'What',
  count: 'Limit',
  from: 'Counted from',
  basis: 'Basis',
  units: {
    minutes: counted('minute', 'minutes'),
    hours: counted('hour', 'hours'),
    days: counted('day', 'days'),
    workingDays: counted('working day', 'working days'),
  },
  extension: (times, length) => (times === 1 ? `once, ${length}` : `at most ${times} times, ${length} each`),
  limits: {
    dangerHours: { what: 'Danger to life: it is decided whether the report is accepted', from: 'receipt' },
    dangerAlertMinutes: {
      what: 'Danger to life: nobody confirmed, and the next on the duty roster is told',
      from: 'the call before',
    },
    acceptanceWorkingDays: { what: 'It is decided whether the report is accepted', from: 'receipt' },
    verificationDays: { what: 'Verification ends', from: 'acceptance' },
    verificationExtensionDays: { what: 'Verification is extended, with approval', from: 'the end of the limit' },
    replyDays: { what: 'You get a reply', from: 'the conclusion' },
    objectionDays: { what: 'You object to the conclusion', from: 'the day you got the reply' },
    reviewDays: { what: 'The level above has reviewed it', from: 'your objection' },
    claimDays: { what: 'You claim a reward', from: 'the day you see it, are told, or a notice is published' },
    claimExtensionDays: {
      what: 'The department extends your time to claim, for cause, once',
      from: 'The end of the first limit',
    },
    penaltyPublicationWorkingDays: { what: 'A penalty is published', from: 'the decision' },
    overdueLeadWorkingDays: {
      what: 'A limit was missed: the lead of the department is told',
      from: 'the end of the limit',
    },
    overdueSupervisorWorkingDays: {
      what: 'It is still missed: the office that supervises is told',
      from: 'the end of the limit',
    },
    handOnWorkingDays: { what: 'A report about this office itself goes to the level above', from: 'receipt' },
  },
  standings: {
    default: 'No law names it; set locally',
    unstated: 'The text in force only says “promptly”; unchecked',
    notChecked: 'Not checked against the issued text',
  },
  checked: (by) => `Checked against the text: ${by}`,
  howTitle: 'How it is counted',
  how: [
    'Days include holidays. Working days are those on which offices work, make-up days too. The day itself does not count; the next one is the first.',
    'Where the last day is a holiday, the limit runs on to the first working day after it. Where next year’s holidays are not published yet, the day says that it may move.',
    'When another department takes it over, the limit runs on and does not start anew. Danger to life counts in hours, holidays or not.',
    'The last day for your own report stands on your page. If it passed, your page says so, and the office that supervises sees it too.',
  ],
  rightsTitle: 'Your rights',
  rights: [
    'To get a reply: the conclusion, how it was checked, what was decided, and whether there is a reward. If it is not accepted, you are told why.',
    'To know why it takes longer: an extension is approved by a lead who is not the officer, and the department writes you the reason.',
    'To object: if you disagree with the reply, press “Object to the reply” on your page within the limit above, and say with what and why; or turn to the level above, named below. It has other people review it, and meanwhile the case is not closed.',
    'To take your report back on your page, until the conclusion is confirmed. Once it was accepted, or where a life is in danger, the department goes on, because safety concerns everybody.',
    'To add evidence, write to the department, and see who asked to open your identity: all on your page.',
    'Not to suffer for it: an employer may not cut pay or benefits or end a contract because of a report (Work Safety Law, Article 54). If it happens, tell the department on your page.',
  ],
  toFollow: 'Open your page',
  lateTitle: 'If the limit passed and nothing happened',
  late: 'Write on your page first, or call the number below. Say what it is about and which limit; never say your receipt code on the telephone.',
  upper: (name) => `You may also turn to the level above: ${name}.`,
};
