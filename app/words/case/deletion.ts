import { defineWords } from '~/words/define';
import { deletionWords as en } from '~/words/en/case/deletion';
import { deletionWords as zh } from '~/words/zh/case/deletion';

/** Words of deletion by two people. */
export const deletionWords = defineWords({ zh, en });
