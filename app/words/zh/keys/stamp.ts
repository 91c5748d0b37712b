/** Words of the stamp of freshness, for guardians and for reporters. */
export const stampWords = {
  title: '密钥名录和分工的现行确认',
  due: '需要您确认：现行的名录和分工是您的浏览器见过的最新版本。',
  what: '按一下，是您本人签字说明：您的浏览器见过的密钥名录和分工里，这一版是最新的。若有人换回旧版，您的浏览器会拒绝签字，举报人的页面会提示风险。两名密钥监督员各确认一次才算数。提出或者确认新一版时，浏览器会同时签字，不用另外再按。',
  list: (version: number, date: string) => `名录第 ${version} 版（${date} 制作）`,
  routing: (version: number) => `分工第 ${version} 版`,
  broken: '分工的签名不成立，请先在“密钥名录”页面查明并重新签署，再来确认。',
  until: (date: string) => `确认有效至 ${date}`,
  never: '尚未由两名密钥监督员确认',
  lapsed: (date: string) => `确认已于 ${date} 过期，举报人的页面正在提示风险`,
  mine: (date: string) => `您上次确认：${date}`,
  stamp: '确认现行有效',
  stamping: '正在核对并签字…',
  done: '已确认',
  failed: '没有确认成功：名录或分工与您的浏览器记得的不符，或者这台电脑的日期不对。请先核对，不要反复尝试。',
  reporter: (version: string, date: string) => `本县密钥名录：第 ${version} 版，${date} 制作。`,
  staleTitle: '本县的密钥名录和分工没有按期确认',
  staleOn: (date: string) => `两名密钥监督员最后一次确认是在 ${date}。`,
  staleNever: '现在这一版还没有由两名密钥监督员确认过。',
  staleRisk:
    '可能只是没有及时办理；也可能有人换回了旧版，已经离岗的人因此还能读到新的举报，或者举报送到已经不该办理的单位。您仍可以发送；不急的，可以过几天再来，或拨打公示牌上的电话询问。',
};
