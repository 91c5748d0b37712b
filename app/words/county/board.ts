import { defineWords } from '~/words/define';
import { boardWords as en } from '~/words/en/county/board';
import { boardWords as zh } from '~/words/zh/county/board';

/** Words of a signboard's page, reached by its QR code. */
export const boardWords = defineWords({ zh, en });
