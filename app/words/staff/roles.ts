import { defineWords } from '~/words/define';
import { rolesWords as en } from '~/words/en/staff/roles';
import { rolesWords as zh } from '~/words/zh/staff/roles';

/** Words of the page of roles: who does what, and what one person may not hold together. */
export const rolesWords = defineWords({ zh, en });
