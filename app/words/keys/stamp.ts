import { defineWords } from '~/words/define';
import { stampWords as en } from '~/words/en/keys/stamp';
import { stampWords as zh } from '~/words/zh/keys/stamp';

/** Words of the stamp of freshness, for guardians and for reporters. */
export const stampWords = defineWords({ zh, en });
