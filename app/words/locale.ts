import { defineWords } from '~/words/define';
import { localeWords as en } from '~/words/en/locale';
import { localeWords as zh } from '~/words/zh/locale';

/** How each language writes what the code puts together. */
export const localeWords = defineWords({ zh, en });
