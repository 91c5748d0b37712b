import { defineWords } from '~/words/define';
import { registerWords as en } from '~/words/en/county/register';
import { registerWords as zh } from '~/words/zh/county/register';

/** Words of the administrator's pages of employers and signboards. */
export const registerWords = defineWords({ zh, en });
