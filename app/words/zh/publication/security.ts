/** Words of the page that says whom to tell of a weakness of the site, and how. */
export const securityWords = {
  title: '发现安全漏洞怎样告诉我们',
  lead: '漏洞可能让举报人的身份泄露，让举报被改动或者拦下。发现了，请先告诉我们，修好以前不要公开。',
  contactTitle: '告诉谁',
  contact: '请联系：',
  noContact: '还没有指定专门的联系方式。请用下面的方式联系，说明是网站的安全漏洞。',
  write: '请写明',
  items: ['哪个页面，怎样做，看到了什么；', '可能造成什么后果；', '用的浏览器和日期；', '怎样回复您。可以不留姓名。'],
  pleaseTitle: '请不要',
  please: ['打开、下载、改动别人的信息；不小心看到的，不要留存；', '用大量请求让网站变慢；', '骗取工作人员的口令。'],
  demo: '程序是公开的：在自己的电脑上就能运行一个完整的演示县，用它来试，不会伤到任何人。程序本身的漏洞，也可以按源代码里 SECURITY.md 的办法告诉程序的维护者。',
  answerTitle: '我们怎样处理',
  answer: '收到后尽快答复。危及举报人的，放下别的事先修。修好以后公布；您愿意署名的，一并致谢。',
  notHere: '举报安全生产问题不用这个办法，请到“我要举报”。',
};
