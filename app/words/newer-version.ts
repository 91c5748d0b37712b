import { defineWords } from '~/words/define';
import { newerVersionWords as en } from '~/words/en/newer-version';
import { newerVersionWords as zh } from '~/words/zh/newer-version';

/** Said instead of "damaged" where something sealed was made by a later version of the program than reads it. */
export const newerVersionWords = defineWords({ zh, en });
