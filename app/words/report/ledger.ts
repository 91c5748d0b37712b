import { defineWords } from '~/words/define';
import { ledgerWords as en } from '~/words/en/report/ledger';
import { ledgerWords as zh } from '~/words/zh/report/ledger';

/** Words of the page that brings an old ledger in. */
export const ledgerWords = defineWords({ zh, en });
