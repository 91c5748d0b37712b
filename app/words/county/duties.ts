import { defineWords } from '~/words/define';
import { dutiesWords as en } from '~/words/en/county/duties';
import { dutiesWords as zh } from '~/words/zh/county/duties';

/** Words of the administrator's page of duties, and about what waits to be signed, on all pages of the draft. */
export const dutiesWords = defineWords({ zh, en });
