import { defineWords } from '~/words/define';
import { plainPageWords as en } from '~/words/en/plain-page';
import { plainPageWords as zh } from '~/words/zh/plain-page';

/** Words for what the server itself refuses, beside what all pages may say. */
export const plainPageWords = defineWords({ zh, en });
