import { defineWords } from '~/words/define';
import * as en from '~/words/en/opening/ceremony';
import * as zh from '~/words/zh/opening/ceremony';

/**
 * Words of the ceremonies (asking, approving, opening, handing on), for handlers, guardians, custodians, leads and
 * auditors.
 */
export const ceremonyWords = defineWords({ zh: zh.ceremonyWords, en: en.ceremonyWords });

/** The mail to the supervisors; it names no case and no person. */
export const emergencyMail = defineWords({ zh: zh.emergencyMail, en: en.emergencyMail });
