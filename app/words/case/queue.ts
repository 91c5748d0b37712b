import { defineWords } from '~/words/define';
import { queueWords as en } from '~/words/en/case/queue';
import { queueWords as zh } from '~/words/zh/case/queue';

export const queueWords = defineWords({ zh, en });
