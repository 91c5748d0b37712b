import { defineWords } from '~/words/define';
import { membersWords as en } from '~/words/en/staff/members';
import { membersWords as zh } from '~/words/zh/staff/members';

/** Words of the administrator's members page. */
export const membersWords = defineWords({ zh, en });
