import { defineWords } from '~/words/define';
import { privacyWords as en } from '~/words/en/publication/privacy';
import { privacyWords as zh } from '~/words/zh/publication/privacy';

/** Words of the page that says what personal data is taken, for what, how long it is kept, and which rights people have. */
export const privacyWords = defineWords({ zh, en });
