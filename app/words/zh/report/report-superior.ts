/** Words about reports that concern the office itself, which go to the level above outside. */
export const reportSuperiorWords = {
  title: (offices: string) => `要反映的是${offices}？`,
  notTaken: '这里不接收反映自己的举报，请不要在本页填写。请直接向上级或者下面的渠道反映：',
  sealed: (superior: string) =>
    `可以在本页填写，并在“是举报某个部门或它的工作人员吗？”一问里选它。内容只加密给${superior}，本站没有人能打开，只能把密文送过去；照片和文件不能附在里面。也可以直接联系：`,
  address: (text: string) => `地址：${text}`,
  phone: (text: string) => `电话：${text}`,
  mail: (text: string) => `邮箱：${text}`,
  hotlines: [
    '上级纪检监察机关举报电话：12388（反映工作人员的问题）',
    '上级应急管理部门举报电话：12350（反映安全生产的问题）',
    '拨打时请加上级所在城市的区号；如果接听的是本地单位，请说明要向上级反映，再决定说什么。',
  ],
  other: (name: string, phone: string) => `${name}：${phone}`,
  check: {
    title: '这件举报交给谁',
    goes: '交给{name}。内容只加密给它，本站没有人能打开；本站只把密文送过去，并记下日期。',
    noFiles: '这一种举报不能附照片和文件。请在上面写明您有什么材料，上级会告诉您怎样交。',
    noCode: '没有查询码，也不能在本站查进度。发送以后给您一个回执号，凭它向上级查问。',
    plain: '脚本没有开，由服务器在内存里加密，不留明文。想在自己的设备上加密，请打开脚本再填。',
    send: '加密并发送',
    failed: '没有收下任何内容，您写的都还在。请检查网络后再按“加密并发送”：不会重复。',
    changed: '上级的密钥刚刚有变化，请再按一次“加密并发送”。没有收下任何内容，您写的都还在。',
  },
  done: {
    title: '密文已经收下',
    number: '回执号',
    keep: [
      '请抄下回执号。本站没有人能打开您写的内容，也没有别的编号。',
      '本站要把密文送到上级，日期记在不能改动的日志里。',
      '过十个工作日，请打电话问上级收到没有，说回执号就行。没有收到的，请直接向上级反映，或者把下面的密文交给它。',
    ],
    reach: (superior: string) => `怎样联系${superior}`,
    save: '保存一份密文',
    saveHint: '只有上级能打开。您自己也可以把它送去。不要存在单位的电脑和手机上。',
    fileName: (number: string) => `举报密文-${number}.age`,
  },
  file: {
    title: (offices: string) => `举报：反映${offices}`,
    number: (number: string) => `回执号：${number}`,
    day: (day: string) => `日期：${day}`,
  },
};
