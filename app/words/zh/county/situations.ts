import type { SituationColumn, SituationProblem } from '~/domain/county/situation-table';

/** Words of the list of situations that are rewarded by fixed amounts, and of its import. */
export const situationWords = {
  title: '导入定额奖励的情形',
  lead: '像重庆那样按情形定额奖励的，在这里导入整个奖励标准。先逐行核对，不会写入；没有问题了再录入，由另一个人同意以后生效。新的一份代替原来的一份。',
  link: '导入定额奖励的情形（Excel 或 CSV）',
  listTitle: '定额奖励的情形',
  listShort: (count: number) => `定额奖励的情形（${count} 种）`,
  sector: '行业',
  columnsTitle: '表格要有这些列',
  columns: {
    code: '编号',
    sector: '行业',
    text: '情形',
    amount: '奖励金额',
    condition: '条件（可没有）',
    basis: '依据（可没有；没有的按整份文件）',
  } satisfies Record<SituationColumn, string>,
  sectorOf: (names: string) => `写作：${names}`,
  fileHint: '用 Excel 或 WPS 存的 .xlsx 文件，读第一张有内容的工作表；CSV 也可以。最多 1000 行、2 MB。',
  check: '核对',
  result: (good: number, problems: number) => `${good} 种情形可以录入，${problems} 处有问题`,
  notYet: '请改正以后重新选择文件。有问题的，整份都不录入。',
  confirm: (count: number) => `录入这 ${count} 种情形`,
  done: (count: number) => `${count} 种情形已录入，等另一个人同意；同意以后，到施行日期自动生效。`,
  changedSince: '核对以后有了变化，没有录入。请重新核对。',
  wrong: (field: string) => `请检查“${field}”`,
  back: '返回规则',
  problems: {
    missing: '没有填',
    tooLong: '太长',
    notYuan: '应为金额，例如 5000',
    nothing: '金额不能是零',
    unknown: '没有这个行业',
    notCode: '编号只能用汉字、字母、数字、点和短横线，最多 20 个字',
    repeated: '编号重复',
  } satisfies Record<SituationProblem, string>,
};
