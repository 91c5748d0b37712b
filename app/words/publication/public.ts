import { defineWords } from '~/words/define';
import { publicWords as en } from '~/words/en/publication/public';
import { publicWords as zh } from '~/words/zh/publication/public';

/** Words of the public read-only pages: home, exposure list, statistics, reward rule. */
export const publicWords = defineWords({ zh, en });
