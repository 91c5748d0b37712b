/** Tells an office that a sealed file waits too long to be handed on to the level above. */
export const handOnMail = {
  subject: '有密文等待送上级',
  text: '有送上级的密文超过了规定的天数，还没有登记送出。请登录工作平台，送出并登记。邮件不含任何举报内容。',
};
