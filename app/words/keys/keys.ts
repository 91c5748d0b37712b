import { defineWords } from '~/words/define';
import { keysWords as en } from '~/words/en/keys/keys';
import { keysWords as zh } from '~/words/zh/keys/keys';

/** Words of the unit-key page and the guardians' directory page. */
export const keysWords = defineWords({ zh, en });
