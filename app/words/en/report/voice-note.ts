import type { Shape } from '~/words/define';
import type { voiceNoteWords as zh } from '~/words/zh/report/voice-note';

export const voiceNoteWords: Shape<typeof zh> = {
  title: 'Record a voice note on this page (optional)',
  warning: 'A voice is an identity: whoever knows you recognises you. To stay anonymous, write instead.',
  hint: 'Up to 10 minutes. It stays on this page until you add it to the report.',
  start: 'Start recording',
  stop: 'Stop recording',
  recording: 'Recording',
  listen: 'Listen to your recording',
  add: 'Add to the report',
  discard: 'Delete the recording',
  denied: 'The microphone cannot be used. Allow this site to use it in your browser, or write instead.',
  again: 'Try again',
};
