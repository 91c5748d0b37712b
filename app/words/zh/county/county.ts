/** Words of the page of the county's own names and hotline. */
export const countyWords = {
  title: '名称和热线',
  lead: '本县（镇）的名称和举报热线，显示在公众页面、公示牌和打印件上。由管理员提出，另一个人同意以后，从写明的那天起生效。以前的查询码、密钥、日志和公示牌编号都不受影响。',
  name: (language: string, isDefault: boolean) => (isDefault ? '名称' : `${language}名称（可不填）`),
  namedIn: (language: string, isDefault: boolean) => (isDefault ? '名称' : `${language}名称`),
  hotline: '举报热线',
  hotlineHint: '例如：12350',
  from: '从哪天起',
  fromHint: '不填就是同意的当天。例如 2027-1-1',
  ask: '提交，请另一个人同意',
  formTitle: '修改名称或热线',
  standing: '现在',
  boards: (n: number) =>
    n === 0
      ? '没有公示牌写着现在的热线。'
      : `有 ${n} 块公示牌写着现在的热线。热线改变生效时，它们的草稿一并改好，等两位密钥监督员签署，再重新打印。`,
  asked: {
    title: '等待同意的修改',
    by: '提出的人',
    own: '是您提出的，请另一个人同意。',
    confirm: '同意',
    refuse: '不同意',
    takeBack: '收回',
    about: '对名称和热线的修改',
  },
  coming: '已经同意，到时候生效',
  done: { asked: '已提交，等待另一个人同意。', confirmed: '已同意，从写明的那天起生效。', refused: '没有修改。' },
  unchanged: '与现在的一样，没有可以提交的。',
  waits: '已经有一处修改等待同意，请先处理。',
  problems: {
    missing: '请填写。',
    tooLong: '太长了。',
    day: '请写明年月日，例如 2027-1-1。',
    past: '不能是过去的日子。',
    far: '最多提前一年。',
  },
};
