import type { Shape } from '~/words/define';
import type { ledgerWords as zh } from '~/words/zh/report/ledger';

export const ledgerWords: Shape<typeof zh> = {
  title: 'From an old ledger',
  lead: 'Bring in reports of an Excel ledger that are still open. The file is read on this device only; each row is sealed before it is sent, so that the server reads none, and goes to the unit that the duties in force name.',
  onlyOpen:
    'Leave only rows that are still open. Time limits count from the day on which they are brought in; the old number and day stand at the beginning of the report. These reports have no receipt code: reach their reporters as before.',
  earlier:
    'Rows were brought in before. Two units must not bring in the same ledger: rows that another unit brought in are not recognised here, and would come in twice.',
  earlierRow: (day, unit, rows) => `${day}: ${unit} brought in ${rows} rows`,
  columns: {
    number: 'The old number. The same number and day is brought in once',
    receivedOn: 'The old day, for example 2026-03-15',
    matter: 'What kind of thing',
    sector: 'The trade',
    area: 'Name of the town or village, optional',
    employer: 'Who was reported, optional',
    place: 'Where, optional',
    description: 'What was told, without who told it',
    name: 'Name of the reporter, optional; with a telephone number. Sealed apart for two people',
    phone: 'Telephone number of the reporter, optional. Sealed apart for two people',
  },
  read: 'Check on this device',
  locked: 'Open your keys by passphrase or passkey first.',
  noKey: 'Your unit has no key yet, so rows that are in could not be recognised. Make the unit’s key first.',
  notReady: 'The key list is not signed yet, so nothing can be brought in.',
  result: (good, bad) => `${good} rows can be brought in; ${bad} rows have problems`,
  send: (n) => `Seal and bring in these ${n} rows`,
  progress: (done, all) => `${done} of ${all} rows done. Keep this page open.`,
  done: (sent, there) =>
    there === 0 ? `${sent} rows were brought in.` : `${sent} rows were brought in; ${there} were in already.`,
  stopped: 'It broke off. What came in is kept; press again to go on with the rest.',
  heading: (number, day) => `[Old ledger ${number}, registered on ${day}]`,
  problems: {
    required: 'fill it in',
    tooLong: 'it is too long',
    notAChoice: 'there is no such name, or two have it',
    notADate: 'write a day such as 2026-03-15',
    noSuchDay: 'there is no such day',
    inFuture: 'not after today',
    notANumber: 'write a number',
    notAPhone: 'this is no telephone number',
    notAnIdNumber: 'this is no document number',
    consentRequired: 'consent is needed',
    receiptCode: 'it seems to hold a receipt code; remove it',
    aboutOffice: 'a report about this office cannot be brought in here',
    malformed: 'it cannot be read',
    repeated: 'this number and day stand twice in the table',
  },
};
