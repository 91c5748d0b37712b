import type { Shape } from '~/words/define';
import type { reportSealedWords as zh } from '~/words/zh/report/report-sealed';

export const reportSealedWords: Shape<typeof zh> = {
  mode: {
    sealedTitle: 'Your words are sealed on this device',
    sealedText:
      'This page seals on your device: what you write, your photos and who you are is encrypted in your browser before it is sent. The server receives only what it cannot open. Only the devices of the officers in charge can.',
    sealedClear:
      'All that the server can see: kind of matter, sector, town, whether it is urgent, the date and the department in charge.',
    fingerprint: 'Fingerprint of the county’s key',
    fingerprintHint:
      'The same fingerprint is printed on signboards and on the protection page. If it differs, do not fill in this form.',
    lackingTitle: 'This browser cannot seal on your device',
    lackingText: 'Sealing on your device needs something that this browser does not have, or that is switched off:',
    lacks: {
      crypto: 'Web cryptography (WebCrypto)',
      worker: 'Background threads (workers)',
      wasm: 'WebAssembly (computes the keys of your receipt code)',
      streams: 'Data streams',
    },
    lackingChoice:
      'You can open this page in another browser. Or use the plain form: your words reach the server over an encrypted line and are sealed in its memory before they are stored. The server can read them at that moment.',
    usePlain: 'I understand, use the plain form',
    plainTitle: 'You chose the plain form',
    loadTitle: 'This page did not load completely',
    loadText: 'The line was cut and the sealing program is missing. Reload the page now, before you write much.',
    reload: 'Reload this page',
  },
  check: {
    lead: 'Please read them once more. Everything here is still on your device. Nothing has been sent.',
    routeTitle: 'Who gets this report',
    routeText: '{unit} is responsible for it.',
    routeFailed: 'The list of departments could not be fetched. Check your connection. Your answers are still here.',
    retry: 'Try again',
    next: 'Next: note your receipt code',
  },
  files: {
    title: 'Photos, videos, recordings or documents (optional)',
    hint: 'Up to 20, at most 500 MB each. Place, time, device and author are removed on your device first; where they cannot be, you are told. Files are sealed, then sent; they are deleted after two days if you do not send the report.',
    originals: 'Hidden data',
    keepOriginal: 'Keep originals with everything in them',
    keepOriginalHint: 'Only if the hidden data are evidence themselves. Applies to files you choose from now on.',
    remove: 'Remove',
    removeWhat: 'Remove {name}',
    pause: 'Pause upload',
    resume: 'Go on',
    states: {
      waiting: 'Waiting for the network, will try again by itself',
      cleaning: 'Removing hidden data',
      sending: 'Sealing and uploading',
      paused: 'Paused',
      done: 'Sealed',
      failed: 'Failed',
      queued: 'Waiting its turn',
    },
    removed: 'Removed from {n} files: {what}',
    stays: 'Sealed, sent as it is: author or device may still be in it',
    unsent: '{n} of {all} files will not be sent: {names}',
    unsentAsk: 'Files that are not sent',
    unsentKnown: 'I know that these files are not sent, go on',
    unsentMissing: 'Some files will not be sent. Remove them, choose them again, or tick the box',
    unsentDone: 'Files that were not sent',
    what: {
      place: 'place',
      time: 'time',
      device: 'device',
      author: 'author',
      attachment: 'attached files',
      other: 'other hidden data',
    },
    problems: {
      tooMany: 'At most 20 files',
      tooLarge: '“{name}” is larger than 500 MB',
      allTooLarge: 'All files together exceed 2 GB; “{name}” was not added',
      empty: '“{name}” is empty',
      kind: '“{name}” is a program, a web page or unknown, and was not taken. Choose a screenshot of it, or put it into a ZIP file',
      uncleanable:
        'Hidden data cannot be removed from “{name}”. Choose a screenshot of it instead, or tick “Keep originals” and choose it again',
      locked:
        '“{name}” opens with a password only, so the department could not read it. Remove the password first, or choose screenshots of its pages',
      broken:
        '“{name}” cannot be read and may be damaged. Choose a screenshot of it instead, or tick “Keep originals” and choose it again',
      unreadable: '“{name}” can no longer be read. Choose it again',
      quota:
        'Too much was sent today from the network you are on (16 GB a day for each network), so “{name}” was not added. Send the report now and add it tomorrow on the follow page, or choose it again on another network',
      full: 'This report’s files are full (2 GB together); “{name}” was not added. Send the report first, then add more on the follow page',
      refused: '“{name}” was not accepted. Choose it again',
      cancelled: '“{name}” was removed',
    },
  },
  code: {
    title: 'Note your receipt code, then send',
    lead: 'Your browser made this code. The server does not know it. You need it to follow the report, read messages and claim a reward. It is shown only here.',
    copy: 'Copy',
    copied: 'Copied. When it is in a safe place, copy something else over it.',
    copyFailed:
      'Not copied: this browser does not let pages copy. Write the code down, or hold a finger on it and copy it yourself.',
    print: 'Print',
    retype: 'Last four digits of the code',
    retypeHint: 'This makes sure that you have it.',
    wrong: 'These are not the last four digits. Look at the code you noted',
    send: 'Send report',
    back: 'Back',
  },
  sending: {
    title: 'Sending',
    deriving: 'Computing keys from the code. An old phone may need some seconds.',
    files: 'Waiting for the files.',
    sealing: 'Sealing.',
    posting: 'Sending what is sealed.',
    work: 'Many people are here now. Your device has to do a short computation first.',
    lost: 'No connection. It will try again by itself. Keep this page open: the sealed report is here and cannot be sent twice.',
    retry: 'Try now',
  },
  resumed: {
    title: 'Your report has arrived',
    text: 'The report sealed before this page was loaded anew has been received, once. Its receipt code is the one you noted before sending; this page did not keep it and cannot show it again.',
    lostTitle: 'The report from before the page was loaded anew was not taken',
    lostText:
      'It did not arrive, and nothing of it was kept. Please fill in the form again; the code noted before does not work, note the new one.',
    again: 'Fill in again',
  },
  failed: {
    title: 'Nothing was sent',
    sealing:
      'Sealing on your device failed. Nothing has left it, and your answers are still here. Try again, or use another browser.',
    keys: 'The keys did not pass the check: they do not belong to the county’s fingerprint. Nothing was sent, and your answers are still here. Do not go on, and tell the hotline.',
    routing:
      'The departments’ duties have just changed. Please check again before you send. Nothing was accepted, and your answers are still here.',
    notOpen:
      'Online reporting is closed for the moment. Nothing was accepted, and your answers are still here. Try later or call the hotline.',
    refused: 'The server did not accept the report. Your answers are still here. Please try again.',
    files: 'Some files are not there yet, so the report was not sent. Go on with the upload, or remove those files.',
    unknown:
      'No answer came from the server. It may have the report or not. Choose “Try now”: it cannot be stored twice.',
  },
  done: { alsoHere: 'The report is sealed and has arrived. This is your receipt code. Compare it with your note.' },
};
