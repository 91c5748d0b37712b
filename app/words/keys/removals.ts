import { defineWords } from '~/words/define';
import { removalsWords as en } from '~/words/en/keys/removals';
import { removalsWords as zh } from '~/words/zh/keys/removals';

/** Words for acts that take a second person, because a unit would lose a reader that it needs. */
export const removalsWords = defineWords({ zh, en });
