import type { Shape } from '~/words/define';
import type { reportSuperiorWords as zh } from '~/words/zh/report/report-superior';

/** Words about reports that concern the office itself, which go to the level above outside. */
export const reportSuperiorWords: Shape<typeof zh> = {
  title: (offices) => `Is your report about ${offices}?`,
  notTaken:
    'Reports about this office itself are not taken here; please do not fill in this page. Go directly to the level above, or to one of these:',
  sealed: (superior) =>
    `You may fill in this page and choose that office under “Is it about a department or its people?”. What you write is sealed to ${superior} alone. Nobody here can open it; all they can do is hand the sealed file on. Photos and files cannot go with it. You may also go there directly:`,
  address: (text) => `Address: ${text}`,
  phone: (text) => `Telephone: ${text}`,
  mail: (text) => `E-mail: ${text}`,
  hotlines: [
    'Discipline inspection of the level above: hotline 12388 (about officials)',
    'Emergency management of the level above: hotline 12350 (about work safety)',
    'Dial the area code of the city above first. If a local office answers, say that you want the level above before you tell anything.',
  ],
  other: (name, phone) => `${name}: ${phone}`,
  check: {
    title: 'Who gets this report',
    goes: 'It goes to {name}. It is sealed to them alone, and nobody here can open it; this site only hands the sealed file on and notes the day.',
    noFiles:
      'Photos and files cannot go with such a report. Say above what you have; the level above will tell you how to hand it in.',
    noCode:
      'There is no receipt code, and no page here to follow it. You get a receipt number, by which you ask the level above.',
    plain:
      'Scripts are off, so the server seals it in memory and keeps no readable copy. To seal it on your own device, switch scripts on and fill it in again.',
    send: 'Seal and send',
    failed:
      'Nothing was taken, and what you wrote is still here. Check your connection and press “Seal and send” again: it is not sent twice.',
    changed:
      'The keys of the level above have just changed. Press “Seal and send” once more. Nothing was taken, and what you wrote is still here.',
  },
  done: {
    title: 'The sealed report was taken',
    number: 'Receipt number',
    keep: [
      'Write the receipt number down. Nobody here can open what you wrote, and there is no other number.',
      'This site has to hand the sealed file to the level above; the day stands in a log that cannot be changed.',
      'After ten working days, telephone the level above and ask whether it has come; the receipt number is enough. If not, tell them directly, or hand them the sealed file below.',
    ],
    reach: (superior) => `How to reach ${superior}`,
    save: 'Save a copy of the sealed file',
    saveHint:
      'Only the level above can open it. You may hand it in yourself. Do not keep it on a computer or phone of your employer.',
    fileName: (number) => `sealed-report-${number}.age`,
  },
  file: {
    title: (offices) => `Report about ${offices}`,
    number: (number) => `Receipt number: ${number}`,
    day: (day) => `Day: ${day}`,
  },
};
