import { defineWords } from '~/words/define';
import { handoverWords as en } from '~/words/en/case/handover';
import { handoverWords as zh } from '~/words/zh/case/handover';

/** Words of the page of cases that go on to another unit. */
export const handoverWords = defineWords({ zh, en });
