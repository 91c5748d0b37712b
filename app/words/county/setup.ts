import { defineWords } from '~/words/define';
import { setupWords as en } from '~/words/en/county/setup';
import { setupWords as zh } from '~/words/zh/county/setup';

/** Words of the set-up link: what kind of place it is, its offices, and its first administrator. */
export const setupWords = defineWords({ zh, en });
