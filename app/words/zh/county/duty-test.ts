/** A marked test message along the ways of the duty roster. */
export const dutyTestWords = {
  subject: '测试：值班通知',
  text: (number: number) => `这是一次测试，没有举报。请登录工作平台，在“警报”页面填写这个数字，表示您已收到：${number}`,
};
