import { defineWords } from '~/words/define';
import { accidentWords as en } from '~/words/en/case/accident';
import { accidentWords as zh } from '~/words/zh/case/accident';

export const accidentWords = defineWords({ zh, en });
