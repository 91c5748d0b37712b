import { defineWords } from '~/words/define';
import { countyWords as en } from '~/words/en/county/county';
import { countyWords as zh } from '~/words/zh/county/county';

/** Words of the page of the county's own names and hotline. */
export const countyWords = defineWords({ zh, en });
