import { defineWords } from '~/words/define';
import { directoryWords as en } from '~/words/en/keys/directory';
import { directoryWords as zh } from '~/words/zh/keys/directory';

/** Words for the changes that a next version of the signed list makes. */
export const directoryWords = defineWords({ zh, en });
