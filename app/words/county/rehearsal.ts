import { defineWords } from '~/words/define';
import { rehearsalWords as en } from '~/words/en/county/rehearsal';
import { rehearsalWords as zh } from '~/words/zh/county/rehearsal';

/** Words of test reports, on the page that leads to the opening. */
export const rehearsalWords = defineWords({ zh, en });
