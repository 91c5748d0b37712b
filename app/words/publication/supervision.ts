import { defineWords } from '~/words/define';
import { supervisionWords as en } from '~/words/en/publication/supervision';
import { supervisionWords as zh } from '~/words/zh/publication/supervision';

export const supervisionWords = defineWords({ zh, en });
