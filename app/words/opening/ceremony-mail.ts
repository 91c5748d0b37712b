import { defineWords } from '~/words/define';
import { ceremonyMail as en } from '~/words/en/opening/ceremony-mail';
import { ceremonyMail as zh } from '~/words/zh/opening/ceremony-mail';

/** Tells guardians, custodians and finance that a request waits for them, without a name, a case or a reason. */
export const ceremonyMail = defineWords({ zh, en });
