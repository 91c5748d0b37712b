import { defineWords } from '~/words/define';
import { reserveWords as en } from '~/words/en/keys/reserve';
import { reserveWords as zh } from '~/words/zh/keys/reserve';

/** Words of the printed reserve signing key. */
export const reserveWords = defineWords({ zh, en });
