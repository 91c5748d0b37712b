import { defineWords } from '~/words/define';
import { higherWords as en } from '~/words/en/reward/higher';
import { higherWords as zh } from '~/words/zh/reward/higher';

export const higherWords = defineWords({ zh, en });
