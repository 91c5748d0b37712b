/** Said instead of "damaged" where something sealed was made by a later version of the program than reads it. */
export const newerVersionWords = {
  part: '这部分内容由更新版本的安哨写成，现在的版本还读不懂，并没有损坏。请联系管理员升级系统。',
  parts: (count: number) =>
    `有 ${count} 个密封部分由更新版本的安哨写成，现在的版本还读不懂，并没有损坏。请联系管理员升级系统。`,
  message: '这条留言由更新版本的系统写成，本网站暂时还读不懂，并没有损坏。请告诉部门：网站需要升级。',
  page: '您的页面由更新版本的系统封存，这一版程序还读不懂，并没有损坏。请刷新后再试；还不行，请打举报电话告诉我们。',
};
