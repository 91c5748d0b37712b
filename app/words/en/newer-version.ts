import type { Shape } from '~/words/define';
import type { newerVersionWords as zh } from '~/words/zh/newer-version';

export const newerVersionWords: Shape<typeof zh> = {
  part: 'This was made by a newer version of Anshao than this one, and is not damaged. Ask the administrator to update.',
  parts: (count) =>
    count === 1
      ? '1 sealed part was made by a newer version of Anshao than this one, and is not damaged. Ask the administrator to update.'
      : `${count} sealed parts were made by a newer version of Anshao than this one, and are not damaged. Ask the administrator to update.`,
  message:
    'This message was made by a newer version of the system than this site runs, and is not damaged. Tell the department that the site needs an update.',
  page: 'Your page was sealed by a newer version of the system than this one, and is not damaged. Load the page anew; if it still does not open, call the hotline.',
};
