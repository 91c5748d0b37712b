import { defineWords } from '~/words/define';
import { revisionWords as en } from '~/words/en/reward/revision';
import { revisionWords as zh } from '~/words/zh/reward/revision';

export const revisionWords = defineWords({ zh, en });
