import type { SendingWay } from '~/domain/county/superior-entry';

/** Words of the page of what is handed on to the level above. */
export const outgoingWords = {
  title: '送上级',
  lead: '反映本办公室自己的举报，在举报人那里就加密给了上级，本站没有人能打开。请把密文尽快送到上级，并在这里登记。',
  limit: (days: number) => `应在收到后 ${days} 个工作日内送出。过了期限，每天提醒受理、督办和管理员，直到登记送出。`,
  late: '超过期限',
  how: (superior: string) => `送到${superior}：`,
  howText:
    '下载密文，用光盘、U 盘专人送达，或者机要、挂号寄送，也可以发电子邮件：密文只有上级的密钥保管人能打开。不要改文件名里的回执号，举报人凭它查问。',
  noSuperior: '名录上没有上级机关。请管理员在“上级机关”页面登记，密钥监督员签署。',
  number: '回执号',
  receivedOn: '收到日期',
  state: '状态',
  states: {
    waiting: '等待送出',
    exported: (day: string) => `${day} 已下载，还没有登记送出`,
    sent: (day: string, way: string) => `${day} 已送出（${way}）`,
  },
  file: '密文',
  download: (number: string) => `下载 ${number}`,
  fileName: (number: string) => `举报密文-${number}.age`,
  empty: '没有收到过这样的举报。',
  form: {
    title: '登记已经送出',
    number: '哪一份',
    choose: '请选择回执号',
    sentOn: '哪天送出的',
    sentHint: '如 2026-12-01。不填就是今天。',
    way: '怎样送的',
    ways: { carried: '专人送达', post: '机要或挂号寄送', mail: '电子邮件' } satisfies Record<SendingWay, string>,
    save: '登记',
    saved: '已登记。',
  },
  problems: {
    number: '请选择回执号。',
    notExported: '这一份密文还没有下载过，请先下载、送出，再登记。',
    sentOn: '请写收到之后、今天以前的一天，如 2026-12-01。',
    way: '请选择怎样送的。',
  },
};
