import { defineWords } from '~/words/define';
import { situationWords as en } from '~/words/en/county/situations';
import { situationWords as zh } from '~/words/zh/county/situations';

export const situationWords = defineWords({ zh, en });
