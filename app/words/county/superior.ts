import { defineWords } from '~/words/define';
import { superiorPageWords as en } from '~/words/en/county/superior';
import { superiorPageWords as zh } from '~/words/zh/county/superior';

/** Words of the administrator's page of the level above. */
export const superiorPageWords = defineWords({ zh, en });
