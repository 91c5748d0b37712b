import { defineWords } from '~/words/define';
import { addressWords as en } from '~/words/en/staff/address';
import { addressWords as zh } from '~/words/zh/staff/address';

/** Words of the page of the site's addresses, and of what leads each person over to another one. */
export const addressWords = defineWords({ zh, en });
