import { defineWords } from '~/words/define';
import { stampMail as en } from '~/words/en/keys/stamp-mail';
import { stampMail as zh } from '~/words/zh/keys/stamp-mail';

/** Tells the guardians that the list waits to be confirmed as current. */
export const stampMail = defineWords({ zh, en });
