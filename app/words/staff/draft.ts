import { defineWords } from '~/words/define';
import { draftWords as en } from '~/words/en/staff/draft';
import { draftWords as zh } from '~/words/zh/staff/draft';

export const draftWords = defineWords({ zh, en });
