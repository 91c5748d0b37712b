import { defineWords } from './language';

/** Said instead of "damaged" where something sealed was made by a later version of the program than reads it. */
export const newerVersionWords = defineWords(
  {
    part: '这部分内容由更新版本的安哨写成，现在的版本还读不懂，并没有损坏。请联系管理员升级系统。',
    parts: (count: number) =>
      `有 ${count} 个密封部分由更新版本的安哨写成，现在的版本还读不懂，并没有损坏。请联系管理员升级系统。`,
    message: '这条留言由更新版本的系统写成，本网站暂时还读不懂，并没有损坏。请告诉部门：网站需要升级。',
    page: '您的页面由更新版本的系统封存，这一版程序还读不懂，并没有损坏。请刷新后再试；还不行，请打举报电话告诉我们。',
  },
  {
    part: 'This was made by a newer version of Anshao than this one, and is not damaged. Ask the administrator to update.',
    parts: (count) =>
      count === 1
        ? '1 sealed part was made by a newer version of Anshao than this one, and is not damaged. Ask the administrator to update.'
        : `${count} sealed parts were made by a newer version of Anshao than this one, and are not damaged. Ask the administrator to update.`,
    message:
      'This message was made by a newer version of the system than this site runs, and is not damaged. Tell the department that the site needs an update.',
    page: 'Your page was sealed by a newer version of the system than this one, and is not damaged. Load the page anew; if it still does not open, call the hotline.',
  },
);
