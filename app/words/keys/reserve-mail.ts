import { defineWords } from '~/words/define';
import * as en from '~/words/en/keys/reserve-mail';
import * as zh from '~/words/zh/keys/reserve-mail';

/** Tells the guardians that the printed reserve key was used, or waits for its yearly drill. */
export const reserveUsedMail = defineWords({ zh: zh.reserveUsedMail, en: en.reserveUsedMail });

export const reserveDrillMail = defineWords({ zh: zh.reserveDrillMail, en: en.reserveDrillMail });
