import { defineWords } from '~/words/define';
import { oversightWords as en } from '~/words/en/case/oversight';
import { oversightWords as zh } from '~/words/zh/case/oversight';

export const oversightWords = defineWords({ zh, en });
