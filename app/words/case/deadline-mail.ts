import { defineWords } from '~/words/define';
import { deadlineMail as en } from '~/words/en/case/deadline-mail';
import { deadlineMail as zh } from '~/words/zh/case/deadline-mail';

/** Tells a unit how many of its cases are late or due; two numbers and no case. */
export const deadlineMail = defineWords({ zh, en });
