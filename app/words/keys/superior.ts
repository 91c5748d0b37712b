import { defineWords } from '~/words/define';
import { superiorWords as en } from '~/words/en/keys/superior';
import { superiorWords as zh } from '~/words/zh/keys/superior';

/** Words of the superior outside as guardians read it before they sign. */
export const superiorWords = defineWords({ zh, en });
