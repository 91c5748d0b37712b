import { defineWords } from '~/words/define';
import { caseSuperiorWords as en } from '~/words/en/case/superior';
import { caseSuperiorWords as zh } from '~/words/zh/case/superior';

/** Words for what of a case goes to the level above, and comes back. */
export const caseSuperiorWords = defineWords({ zh, en });
