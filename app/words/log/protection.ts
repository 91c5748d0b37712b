import { defineWords } from '~/words/define';
import { protectionWords as en } from '~/words/en/log/protection';
import { protectionWords as zh } from '~/words/zh/log/protection';

/** Words of the page that says how reporters are protected, and by which keys and programs. */
export const protectionWords = defineWords({ zh, en });
