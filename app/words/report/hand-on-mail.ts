import { defineWords } from '~/words/define';
import { handOnMail as en } from '~/words/en/report/hand-on-mail';
import { handOnMail as zh } from '~/words/zh/report/hand-on-mail';

/** Tells an office that a sealed file waits too long to be handed on to the level above. */
export const handOnMail = defineWords({ zh, en });
