import type { LedgerColumn, LedgerProblem } from '~/domain/report/ledger-table';

/** Words of the page that brings an old ledger in. */
export const ledgerWords = {
  title: '旧台账转入',
  lead: '把旧 Excel 台账里还没有办结的举报转进来。文件只在这台电脑上读，一行一行封存以后才发送，服务器看不到内容；按现行分工送到各单位。',
  onlyOpen:
    '只留未办结的行。办理期限从转入的那一天算起；原来的编号和日期写在举报内容的开头。这些举报没有查询码，请按原来的办法联系举报人。',
  columns: {
    number: '原来的编号。同一编号、同一日期只转入一次',
    receivedOn: '原来的登记日期，例如 2026-03-15',
    matter: '举报哪一类事',
    sector: '行业',
    area: '镇街或村的名称（可没有）',
    employer: '被举报的单位（可没有）',
    place: '地点（可没有）',
    description: '举报的内容，不要写举报人是谁',
    name: '举报人姓名（可没有；有姓名的要有电话）。单独封存，须双人开启',
    phone: '举报人电话（可没有）。单独封存，须双人开启',
  } satisfies Record<LedgerColumn, string>,
  read: '在本机核对',
  locked: '请先用口令或通行密钥打开您的密钥。',
  noKey: '本单位还没有密钥，不能认出已经转入的行。请先建立单位密钥。',
  notReady: '名录还没有签署，不能转入。',
  result: (good: number, bad: number) => `${good} 行可以转入，${bad} 行有问题`,
  send: (n: number) => `封存并转入这 ${n} 行`,
  progress: (done: number, all: number) => `已处理 ${done} 行，共 ${all} 行。请不要关闭页面。`,
  done: (sent: number, there: number) =>
    there === 0 ? `转入了 ${sent} 行。` : `转入了 ${sent} 行；${there} 行以前已经转入，没有重复。`,
  stopped: '中断了。已经转入的不会丢；再按一次，接着转入其余的行。',
  heading: (number: string, day: string) => `【旧台账 ${number}，${day} 登记】`,
  problems: {
    required: '请填写',
    tooLong: '太长了',
    notAChoice: '没有这个名称，或者有两个同名的',
    notADate: '请写成 2026-03-15 这样的日期',
    noSuchDay: '没有这一天',
    inFuture: '不能晚于今天',
    notANumber: '请填写数字',
    notAPhone: '电话号码不对',
    notAnIdNumber: '证件号码不对',
    consentRequired: '需要同意',
    receiptCode: '里面像是有查询码，请删掉',
    aboutOffice: '反映本办公室的，不能从这里转入',
    malformed: '读不懂',
    repeated: '这个编号和日期在表中出现了两次',
  } satisfies Record<LedgerProblem, string>,
};
