import { defineWords } from '~/words/define';
import { importWords as en } from '~/words/en/county/employer-import';
import { importWords as zh } from '~/words/zh/county/employer-import';

/** Words of the import of employers. */
export const importWords = defineWords({ zh, en });
