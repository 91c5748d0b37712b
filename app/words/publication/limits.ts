import { defineWords } from '~/words/define';
import { limitsWords as en } from '~/words/en/publication/limits';
import { limitsWords as zh } from '~/words/zh/publication/limits';

export const limitsWords = defineWords({ zh, en });
