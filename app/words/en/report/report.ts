import type { Shape } from '~/words/define';
import type { reportWords as zh } from '~/words/zh/report/report';

export const reportWords: Shape<typeof zh> = {
  title: 'Report',
  lead: 'Just write down what you saw. “Optional” can be left out.',
  progress: {
    form: 'Step 1 of 3: write',
    check: 'Step 2 of 3: check, add photos',
    code: 'Step 3 of 3: note the receipt code',
  },
  danger: 'If so, call first: 119 fire or people trapped, 120 injuries, 110 police. Get to safety, then report.',
  urgentNow: {
    title: 'You said that lives are in danger now',
    text: 'Call 119 (fire and rescue), 120 (ambulance) or 110 (police) at once, or the hotline 12350. Do not wait for an answer to this report.',
    told: 'Once you send it, the officer on duty is told at once, day and night. Even so, a report on this site does not replace a call.',
    nobody:
      'A report on this site is no emergency call: nobody is told automatically, and nobody can promise that it is read at once.',
  },
  before: {
    title: 'Protect yourself: stay off your employer’s computer, phone and Wi-Fi',
    items: [
      'Your employer’s devices and network may record that you were here.',
      'Do not fill this in at work. You can photograph the signboard and report from home.',
      'If you open this page inside WeChat, WeChat knows that you were here. Your phone’s own browser is better.',
    ],
  },
  mode: {
    title: 'How this form is protected',
    text: 'You are using the plain form. Your words reach the server over an encrypted line and are sealed in its memory before anything is stored. Only the devices of the officers concerned can open them. The server keeps nothing readable. Some browsers keep what a form sends on the device: use a private window, and close it when you have sent.',
  },
  board: {
    title: 'You came from this signboard',
    site: 'Site',
    employer: 'Employer',
    regulator: 'Regulator',
    leave: 'Not this place? Use an empty form',
  },
  more: 'Add more: situation, day, whether you work there (optional)',
  urgent: { label: 'Is anybody’s life in danger right now?', yes: 'Yes', no: 'No' },
  matter: {
    label: 'What kind of matter is it?',
    hint: 'If unsure, choose the closest.',
  },
  matterHints: {
    majorRisk: 'Could kill or injure many people',
    hazard: 'Such as a blocked fire exit',
    violation: 'Such as work without a permit',
    concealedAccident: 'Not reported, late or falsely reported',
    misconduct: 'Neglect or cover-up; goes to discipline inspection',
  },
  sector: { label: 'Which sector?', choose: 'Choose a sector' },
  situation: {
    label: 'Is it one of these situations?',
    hint: 'Some places reward situations by fixed amounts. If none fits, choose none.',
    short: 'Situation',
    none: 'None of these, or not sure',
    choices: {
      blockedExit: 'Escape route or exit blocked or locked',
      hotWorkWithoutPermit: 'Hot work without permit',
      confinedSpaceWithoutPermit: 'Work in a confined space without permit',
      unlicensedChemicals: 'Dangerous chemicals made, traded or stored without licence',
      majorSourceUnmonitored: 'Major hazard source not monitored',
      illegalMining: 'Illegal mining, or mining beyond the licensed area',
      unlawfulSubcontracting: 'Unlawful subcontracting',
      unqualifiedConstruction: 'Construction without qualification',
      illegalCoach: 'Illegal coach',
      untrainedSpecialWork: 'Special work without certificate',
    },
  },
  area: { label: 'Which town, street or village?', choose: 'Choose a place', unsure: 'I do not know which town' },
  employer: {
    label: 'Employer or owner',
    hint: 'The name on the sign at the gate.',
    fixed: 'Filled in from the signboard',
  },
  accusedUnit: {
    label: 'Is it about a department or its people?',
    hint: 'It never goes to the department you choose.',
    none: 'No',
  },
  deaths: {
    label: 'Did anybody die? How many?',
    hint: 'Government at county level or above then verifies.',
  },
  description: {
    label: 'What happened?',
    hint: 'Say what you saw, who does it and since when. Photos come in the next step. Leave out what only you could know.',
  },
  place: {
    label: 'Exact place',
    hint: 'For example “east gate of warehouse 2”.',
  },
  occurredOn: { label: 'On which day did you see it?', hint: 'A rough date is fine. For example, 2025-09-30.' },
  insider: {
    label: 'Do you, your spouse, parents or children work there, or did you?',
    hint: 'This answer is sealed with the rest.',
    uplift: 'Insiders who report by name get a higher reward. This answer is sealed with the rest.',
    yes: 'Yes',
    no: 'No',
  },
  anonymity: {
    label: 'How do you want to report?',
    anonymous: 'Anonymously: no name',
    anonymousHint: 'By receipt code; a lost one stays lost.',
    named: 'By name, with a phone number',
    namedHint: 'Sealed apart; two people must agree to open it, and you see who did.',
  },
  contactPhone: {
    label: 'Only a mobile number',
    hint: 'For questions and the reward. Sealed apart; two people must agree to open it.',
    short: 'Anonymous contact number',
  },
  namedTitle: 'Only if you report by name',
  name: { label: 'Name' },
  phone: { label: 'Phone' },
  idNumber: {
    label: 'Identity document number',
    hint: 'May be checked when you claim a reward. You can leave it out now.',
  },
  jointReporters: {
    label: 'Others who report with you',
    hint: 'One person a line, with name and phone. You are the first signatory: the reward is paid to you, or to another signatory whom you authorise in writing.',
    short: 'Joint reporters',
  },
  consent: {
    title: 'Consent to the use of personal data',
    label: 'I agree that my name, phone and document number are used for checking the report and paying the reward',
    hint: 'These are sensitive personal data: used only to verify, contact and pay, and deleted when their time is over.',
  },
  wantsReward: {
    label: 'Do you want a reward if the report proves true?',
    anonymous: 'Anonymous reporters can claim too, with the receipt code.',
    namedOnly: 'Under the present reward rule only named reporters can claim.',
    yes: 'Yes',
    no: 'No',
  },
  toCheck: 'Next: check your answers',
  check: {
    title: 'Check your answers',
    lead: 'Please read them once more. Nothing is stored before you choose “Send report”.',
    change: 'Go back and change',
    send: 'Send report',
    back: 'To change something, choose “Go back and change”: what you wrote stays. The browser’s Back leads to an empty form.',
    sendOnce: 'Sending can take a moment. Please choose the button once only.',
  },
  files: {
    label: 'Photos, videos, recordings or documents',
    hint: 'Up to 5, at most 20 MB each: photos, videos, recordings, PDF, office documents, text or archives. On a phone you can choose several at once.',
    metadata:
      'Place, time, device and author are removed from photos, videos, recordings, PDF and office documents (docx, xlsx, pptx, odt and the like) first, and the file names of photos, videos and recordings are replaced. Old documents (doc, xls, ppt), archives and AVI or WMV films are sent as they are. Names in the text and voices stay.',
  },
  done: {
    title: 'Your report has been received',
    removed: (files, what) => `Removed from ${files === 1 ? 'one file' : `${files} files`}: ${what}.`,
    stays: (names) => `Sent as they are, so that author or device may still be in them: ${names}.`,
    removedWhat: {
      place: 'place',
      time: 'time',
      device: 'device',
      author: 'author',
      attachment: 'attached files',
      other: 'other hidden data',
    },
    codeTitle: 'Your receipt code',
    keepTitle: 'Write it down now. It is shown only this once',
    keep: [
      'Copy it on paper and keep it where nobody looks, or print this page.',
      'Do not keep a picture of it on your employer’s phone. Tell nobody.',
      'You need it to follow the report, read messages and claim a reward.',
    ],
    lostAnonymous: 'Nobody can recover the code of an anonymous report.',
    lostNamed:
      'If you lose the code of a report by name, bring an identity document to the intake office: once it is checked, you are told how your report stands. No new code can be given.',
    replaced: 'You sent this form twice. The first copy is void and its code no longer works. Keep only this one.',
    urgentTold:
      'If the danger is still there, call 119, 120 or 110. The officer on duty is being told; your receipt code shows whether somebody looks after it.',
    urgentNobody:
      'If the danger is still there, call 119, 120 or 110, or 12350. Nobody is told automatically, and nobody can promise that this report is read at once.',
    next: 'What happens next',
    nextSteps: [
      'The report is sealed and goes to the one responsible department.',
      'The department decides whether to accept it, and gives its reasons and deadline on your page.',
      'Look at your page in a few days. The department may ask you something there.',
    ],
    follow: 'Follow the report with the code',
    home: 'Back to the home page',
    leave: 'Close this page when you have the code. On somebody else’s phone, clear the browsing history too.',
  },
  notOpen: {
    title: 'Online reporting is not open yet',
    text: 'The departments’ keys are not all ready. Nobody could open a report taken now, so none is taken.',
    call: (number) => `Please call the reporting hotline ${number}. If lives are in danger, call 119, 120 or 110.`,
  },
  errors: {
    matter: 'Choose what kind of matter it is',
    sector: 'Choose a sector',
    situation: 'Choose a situation from the list, or none',
    area: 'Choose a town, street or village from the list',
    accusedUnit: 'Choose a department from the list, or “No”',
    aboutOffice:
      'A report about this office cannot be taken here, and nothing was kept. Go to the level above, as said at the top of this page',
    anonymity: 'Choose whether to report anonymously or by name',
    description: 'Write down what happened',
    day: 'Write the date like 2025-09-30, or “yesterday”',
    receiptCode: 'This seems to hold a 20-digit receipt code. Take it out: only you should know it',
    dayInFuture: 'The date cannot be later than today',
    noSuchDay: 'There is no such day. Check month and day (29 February is in leap years only)',
    deaths: 'Enter a number, or 0 if nobody died',
    name: 'Enter your name, or choose to report anonymously',
    phone: 'Enter a phone number where you can be reached',
    phoneShape: 'Check the phone number. For example 13800000000',
    idNumber: 'The number is not right. Check it (identity card, passport, residence permit) or leave it out',
    consent: 'To report by name, agree to the use of these data, or choose to report anonymously',
    tooLong: (most) => `Too long: at most ${most} characters`,
    files: {
      tooMany: 'At most 5 files. Choose them again',
      tooLarge: (name) => `“${name}” is larger than 20 MB. Choose the files again`,
      kind: (name) =>
        `“${name}” is a program, a web page or unknown, and was not taken for safety. Choose a screenshot of what matters, or put it into a ZIP file and choose that`,
      uncleanable: (name) =>
        `Place, device or author cannot be removed from “${name}”, so it was not taken. Choose the files again, with a screenshot of it instead; if it is a film, record it again or save a copy from your gallery`,
      locked: (name) =>
        `“${name}” opens with a password only, so the department could not read it. Remove the password (open it and print it to PDF), or choose screenshots of its pages`,
      tooManyPixels: (name) =>
        `“${name}” is damaged and has more than 40 megapixels, so it cannot be mended. Choose the files again, with a screenshot of it instead`,
      broken: (name) =>
        `“${name}” cannot be read and may be damaged. If your phone shows it, choose a screenshot of it instead`,
      empty: (name) => `“${name}” is empty. Choose the files again`,
    },
    busy: 'Too many people are sending now, so nothing was sent. Your answers are still here: choose “Send report” again in a minute. Files must be chosen again.',
    filesAway:
      'The place that keeps files cannot be reached now, so nothing was sent. Your answers are still here: choose “Send report” without files and add them later with your code, or send again in some minutes. Files must be chosen again.',
    underWay:
      'This form was sent before and the department is already working on it. To report once more, choose “Send report” again: you will get another code.',
    failed:
      'It is not known whether the report arrived. Your answers are still here: choose “Send report” once more. The same report counts once, and the code that you get last is the one to keep. Files must be chosen again.',
  },
};
