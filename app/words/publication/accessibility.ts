import { defineWords } from '~/words/define';
import { accessibilityWords as en } from '~/words/en/publication/accessibility';
import { accessibilityWords as zh } from '~/words/zh/publication/accessibility';

/** Words of the page that says for whom the site can be used, how that was tested, and how to report a barrier. */
export const accessibilityWords = defineWords({ zh, en });
