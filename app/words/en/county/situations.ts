import type { Shape } from '~/words/define';
import type { situationWords as zh } from '~/words/zh/county/situations';

export const situationWords: Shape<typeof zh> = {
  title: 'Import situations with fixed amounts',
  lead: 'Where situations are rewarded by fixed amounts, as in Chongqing, import the whole list here. Each row is checked first and nothing is written; once nothing is wrong, the list is entered and counts when a second person agrees. A new list takes the place of the former one.',
  link: 'Import situations with fixed amounts (Excel or CSV)',
  listTitle: 'Situations with fixed amounts',
  listShort: (count) => `Situations with fixed amounts (${count})`,
  sector: 'Trade',
  columnsTitle: 'The table must have these columns',
  columns: {
    code: 'Number',
    sector: 'Trade',
    text: 'Situation',
    amount: 'Amount',
    condition: 'Condition (may be left out)',
    basis: 'Basis (may be left out: then the document of the whole list)',
  },
  sectorOf: (names) => `One of: ${names}`,
  fileHint: 'An .xlsx file; its first sheet that holds anything is read. CSV will do too. At most 1,000 rows and 2 MB.',
  check: 'Check',
  result: (good, problems) => `${good} situations can be entered; ${problems} problems`,
  notYet: 'Correct the file and choose it again. While anything is wrong, nothing of the list is entered.',
  confirm: (count) => `Enter these ${count} situations`,
  done: (count) => `${count} situations are entered. Once a second person agrees, they take effect on their first day.`,
  changedSince: 'Something has changed since the check; nothing was entered. Check again.',
  wrong: (field) => `Look at “${field}”`,
  back: 'Back to the rules',
  problems: {
    missing: 'is empty',
    tooLong: 'is too long',
    notYuan: 'must be an amount, such as 5000',
    nothing: 'cannot be zero',
    unknown: 'is no trade that the county has',
    notCode: 'may only have letters, digits, dots and dashes, at most 20',
    repeated: 'stands twice',
  },
};
