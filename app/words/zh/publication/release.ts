/** Words of the staff page that releases monthly statistics. */
export const releaseWords = {
  title: '月度统计',
  lead: '月份过完、当月最后的办理都录入以后再发布。发布后数字固定，不能修改。计算要几秒到几分钟，算好后出现在公开的统计页上。',
  dueTitle: '等待发布的月份',
  noneDue: '没有等待发布的月份。本月过完以后再来。',
  month: '月份',
  publish: '发布这个月的统计',
  failed: '上一次没有算成，没有发布。可以再试一次；还不行，请告诉管理员。',
  underWay: '正在计算。过一会儿刷新本页。',
  asked: (month: string) => `已经开始计算 ${month} 的统计，算好后自动公布。过一会儿刷新本页。`,
  madeTitle: '已经发布',
  noneMade: '还没有发布过。',
  madeOn: '发布日期',
  excepted: '以前发布、现在可以推算得更窄的隐藏数字',
  see: '看公开的统计',
  notOver: '这个月还没有过完，或者没有可统计的内容，没有发布。',
};
