/** Words for acts that take a second person, because a unit would lose a reader that it needs. */
export const removalsWords = {
  title: '收回密钥待确认',
  lead: '停用账号、调整角色或收回密钥以后，如果单位只剩一人打得开密钥，须由另一人同意：密钥监督员，或另一位管理员，并且在名录上。申请七天内有效。',
  none: '没有等待确认的申请。',
  who: '涉及人员',
  what: '申请事项',
  kinds: {
    disable: '停用账号',
    roles: (roles: string) => `角色改为：${roles}`,
    revoke: '收回单位密钥',
  },
  effect: '同意以后',
  closes: (unit: string, goesTo: string | null) =>
    goesTo === null
      ? `${unit}只剩一人打得开密钥，别的单位不能代替：这个人不在，需要${unit}打开的就打不开。举报照常接收。`
      : `${unit}只剩一人打得开密钥。密钥监督员签署新的办理分工以后，送${unit}的举报改送${goesTo}，直到另一人拿到密钥；在那以前仍送${unit}。其他单位照常接收。`,
  closesNothing: '不再影响接收举报。',
  askedBy: '申请人',
  askedOn: '申请日期',
  decision: '处理',
  confirm: '同意',
  refuse: '不同意',
  withdraw: '撤回',
  about: (name: string) => `：${name}`,
  own: '须由另一人处理。',
  confirmed: '已按申请办理。请尽快让另一位成员拿到密钥。',
  refused: '已记录：没有办理。',
  expired: '申请已过期，或者申请人已无权办理。',
  asked: '已提交，等待密钥监督员或另一位管理员同意。',
};
