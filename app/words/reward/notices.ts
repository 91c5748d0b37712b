import { defineWords } from '~/words/define';
import { noticeWords as en } from '~/words/en/reward/notices';
import { noticeWords as zh } from '~/words/zh/reward/notices';

export const noticeWords = defineWords({ zh, en });
