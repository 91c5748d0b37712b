import { defineWords } from '~/words/define';
import { countyFileWords as en } from '~/words/en/county/county-file';
import { countyFileWords as zh } from '~/words/zh/county/county-file';

/** Words of the page that exports the whole set-up as one file, and imports one. */
export const countyFileWords = defineWords({ zh, en });
