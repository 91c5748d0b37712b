import { defineWords } from '~/words/define';
import { securityWords as en } from '~/words/en/publication/security';
import { securityWords as zh } from '~/words/zh/publication/security';

/** Words of the page that says whom to tell of a weakness of the site, and how. */
export const securityWords = defineWords({ zh, en });
