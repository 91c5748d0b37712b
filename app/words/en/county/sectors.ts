import type { Shape } from '~/words/define';
import type { sectorsWords as zh } from '~/words/zh/county/sectors';

export const sectorsWords: Shape<typeof zh> = {
  title: 'List of trades',
  lead: 'Reporters choose the trade from this list. Trades are added, named otherwise and ended here. This is a draft: the report page follows it once two guardians have signed.',
  link: 'Add a trade, change its words, or end it',
  back: 'Back to duties',
  backToList: 'Back to the list of trades',
  name: 'Trade',
  nameIn: (language, isDefault) => (isDefault ? `Name (${language})` : `Name (${language}, optional)`),
  hint: 'A word that reporters know, such as “Gas” or “Self-built houses”.',
  code: 'Code',
  state: 'State',
  states: { offered: 'Offered to reporters', closed: 'Ended', drafted: 'Draft, to be signed' },
  add: 'Add a trade',
  edit: 'Change',
  editOf: (name) => `Change ${name}`,
  addTitle: 'Add a trade',
  editTitle: (name) => `Trade: ${name}`,
  closed: 'Ended: no longer offered to reporters',
  closedHint: 'Earlier reports still show it and statistics keep it; employers and signboards stay as they are.',
  otherHint: 'The trade for whatever fits nowhere else is always offered and cannot be ended.',
  save: 'Save draft',
  saved:
    'Draft saved. It counts once two guardians have signed. For a new trade, name its regulator on the page of duties.',
  problems: {
    missing: 'Enter a name.',
    tooLong: 'Too long: use at most forty characters.',
    taken: 'Another trade has this name. Choose another one.',
    otherStays: 'This one cannot be ended: who is not sure needs it.',
  },
  nowStands: (value) => `A colleague has just changed this to: ${value}. Saving again keeps what you typed.`,
  nothing: 'nothing',
};
