import { defineWords } from '~/words/define';
import { policyWords as en } from '~/words/en/county/policy';
import { policyWords as zh } from '~/words/zh/county/policy';

/** Words of the page where the county's own rules are entered. */
export const policyWords = defineWords({ zh, en });
