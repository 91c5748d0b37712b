import { defineWords } from '~/words/define';
import { trustWords as en } from '~/words/en/keys/trust';
import { trustWords as zh } from '~/words/zh/keys/trust';

/** Words of the alarm that staff pages raise when the server shows other keys than a member's browsers have seen. */
export const trustWords = defineWords({ zh, en });
