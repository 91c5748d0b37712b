import { defineWords } from '~/words/define';
import { voiceNoteWords as en } from '~/words/en/report/voice-note';
import { voiceNoteWords as zh } from '~/words/zh/report/voice-note';

export const voiceNoteWords = defineWords({ zh, en });
