import type { Shape } from '~/words/define';
import type { privacyWords as zh } from '~/words/zh/publication/privacy';

export const privacyWords: Shape<typeof zh> = {
  title: 'How personal data is handled',
  lead: 'What personal data is taken, for what, who can open it, how long it is kept, and how to see, correct and delete it.',
  whoTitle: 'Who handles it',
  who: (county, office) =>
    `This site is run by ${county}. Personal data is handled by ${office} and the responsible departments in their statutory duties.`,
  nobody: 'This site is not set up yet, and has taken no data.',
  law: 'Reports are received and rewarded under Arts. 73 and 76 of the Work Safety Law; personal data is handled under Arts. 13, 28 to 30 and 34 of the Personal Information Protection Law.',
  visitTitle: 'If you only look',
  visit: [
    'Public pages need no sign-in. Visits are not analysed, and nothing of other sites is used.',
    'Only if you change text size or contrast does your browser remember that. While you follow a report it holds a pass that lasts 20 minutes at most and is gone when the browser is closed.',
    'Network addresses are used in memory, so that nobody can send too many requests at once, and are not stored. The site’s records have the day and the kind of page.',
  ],
  whatTitle: 'If you report or claim a reward',
  what: 'Data',
  purpose: 'What for',
  opens: 'Who can open it',
  rows: [
    {
      what: 'Kind of matter, sector, town, where it came from, whether it is urgent, the day it came',
      purpose: 'To hand it to the responsible department, to count time limits, statistics',
      opens: 'Staff. It is not encrypted and holds none of your words; published statistics do not give small counts',
    },
    {
      what: 'What you wrote, the place, the employer, pictures and files, messages',
      purpose: 'To verify and deal with what you reported',
      opens:
        'Those in the responsible department who work on it; intake, if it went to the wrong one. Stored encrypted',
    },
    {
      what: 'Name, telephone, identity number, who else reports. Only if you choose to give them',
      purpose: 'To check facts, to reach you, to check who claims a reward',
      opens: 'Nobody alone: two people of two offices must agree. Each opening is shown on your page',
    },
    {
      what: 'Name, bank and account of who is paid. Only if you choose a bank transfer',
      purpose: 'To pay the reward',
      opens: 'Finance, once a guardian released it. Finance cannot see what was reported',
    },
  ],
  consent:
    'Name, telephone, identity number and bank account are sensitive personal data: if they got out, others might take revenge on you. So you are asked for consent of its own, and you can report without giving them. You can take your consent back, as said below; what was done before stays valid.',
  shared:
    'Nothing is sold, used for other ends or stored abroad. What may be a crime, or belongs to another authority, is handed over as the law says; telling that authority who you are also takes two people, and you can see it.',
  keepTitle: 'How long it is kept',
  keep: 'Counted from the last act in the case; then it is deleted by itself, together with the keys that open it. Where a reward is not paid yet, or a request to open an identity is under way, that is finished first.',
  end: 'How the case ended',
  identity: 'Identity and telephone',
  content: 'Content, files and messages',
  ends: { closed: 'Closed', notAccepted: 'Not accepted', withdrawn: 'Withdrawn' },
  days: (days) => (days >= 730 && days % 365 === 0 ? `${days} days (${days / 365} years)` : `${days} days`),
  payee: (days) => `Bank account: ${days} after payment.`,
  unsent: 'Files that no report takes within two days are deleted.',
  stays:
    'The log of what was done, penalty decisions and the accounts of rewards are kept; they hold neither what was reported nor who you are.',
  backups: 'Backups are kept elsewhere, encrypted as well. What was deleted is gone from them once they are replaced.',
  basis: 'Basis of these terms',
  defaultRule: 'The county has not entered terms of its own yet; these are the program’s defaults.',
  checked: (by) => `Compared with the issued text: ${by}`,
  notChecked: 'Not yet compared with the issued text',
  rightsTitle: 'How to see, correct and delete it',
  rights: [
    'With a receipt code: your page shows how your report stands, the messages, and who asked to open your identity. To correct, add, get a copy, take consent back or have something deleted early, write to the department there. You can also withdraw your report there.',
    'Without the code, if you gave your name: bring an identity document to the office below. Checking who you are takes two people; then you are answered in person. No new receipt code can be given.',
    'Without the code and without a name: nobody knows which report is yours, so it can be neither found nor corrected; it is deleted in time all the same.',
    'What you first wrote is not shown on your page again, in case somebody takes your phone or presses you. For a copy write to the department.',
    'For an early deletion a lead of the department asks and a guardian agrees. What is still being dealt with, or must be kept by law, cannot be deleted early.',
    'You get an answer in each case, and reasons if it is no. You may also ask to have this page explained. (Arts. 44 to 50 of the Personal Information Protection Law)',
  ],
  published:
    'Penalties on the exposure list are published by the authority that decided them; turn to it if one is wrong.',
  complainTitle: 'If you are not content',
  first: (name) => `Turn first to ${name}.`,
  upper: (name) => `Or turn to the level above: ${name}.`,
  outside:
    'You may also complain to the cyberspace administration (Art. 65), or go to court if your request was refused (Art. 50).',
  security: 'Found a security weakness of this site?',
};
