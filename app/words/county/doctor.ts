import { defineWords } from '~/words/define';
import { doctorWords as en } from '~/words/en/county/doctor';
import { doctorWords as zh } from '~/words/zh/county/doctor';

/** What `anshao doctor` says. */
export const doctorWords = defineWords({ zh, en });
