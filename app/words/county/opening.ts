import { defineWords } from '~/words/define';
import { openingWords as en } from '~/words/en/county/opening';
import { openingWords as zh } from '~/words/zh/county/opening';

/** Words of the page that leads to the opening of reporting, and of what to do when somebody is lost. */
export const openingWords = defineWords({ zh, en });
