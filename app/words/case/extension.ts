import { defineWords } from '~/words/define';
import { extensionWords as en } from '~/words/en/case/extension';
import { extensionWords as zh } from '~/words/zh/case/extension';

export const extensionWords = defineWords({ zh, en });
