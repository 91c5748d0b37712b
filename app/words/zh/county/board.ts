/** Words of a signboard's page, reached by its QR code. */
export const boardWords = {
  title: (site: string) => `${site} · 公示牌`,
  kinds: { responsibility: '安全责任公示牌', risk: '重大风险管控公示牌', hazard: '重大隐患整改公示牌' },
  employer: '单位',
  area: '所在地',
  regulator: '监管部门',
  persons: '三个责任人',
  levels: '三个层级负责人',
  personRoles: {
    ...{ employer: '企业单位负责人', regulator: '行业部门监管负责人', area: '行政负责人' },
    ...{ management: '厂长经理管理层', technical: '部门技术层', operation: '车间班组操作层' },
  },
  point: {
    risk: {
      ...{ name: '风险点名称', place: '所在区域', category: '风险类别', factors: '主要危险因素' },
      ...{ accident: '可能导致的事故灾害', measures: '防范及应急措施', requirements: '管控要求' },
    },
    hazard: {
      ...{ name: '隐患名称', place: '所在区域', category: '隐患类别', factors: '主要危险因素' },
      ...{ accident: '可能导致的事故灾害', measures: '防范及应急措施', requirements: '整改要求' },
    },
  },
  until: '整改期限',
  name: '姓名',
  post: '职务',
  phone: '电话',
  risks: '已知的主要风险',
  noRisks: '没有登记的风险。',
  hotline: '举报电话',
  report: '发现危险，我要举报',
  reportHint: '可以匿名。场所和单位已经替您填好。',
  danger: '有生命危险，先拨 119、120 或 110。',
  warnTitle: '举报以前请看',
  warn: [
    '不要用单位的手机、电脑，不要连单位的无线网络。',
    '可以先拍下公示牌，到别处再扫码举报。',
    '用微信扫码，微信会知道您看过这个页面；用手机浏览器打开更好。',
  ],
  qr: '本页二维码',
  unknown: {
    title: '没有这块公示牌',
    text: '网址里的场所编号不对，或者公示牌已经撤下。您仍然可以举报。',
    report: '不从公示牌举报',
  },
};
