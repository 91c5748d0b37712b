import type { Shape } from '~/words/define';
import type { claimExtensionWords as zh } from '~/words/zh/reward/claim-extension';

export const claimExtensionWords: Shape<typeof zh> = {
  title: 'Extend the days to claim',
  text: 'Where the reporter cannot claim in time for cause, it may be extended once. The reporter finds the new last day on the follow page. Only the kind of cause is recorded, never its story.',
  reason: 'Cause',
  reasons: {
    illness: 'Ill or injured',
    away: 'Away or abroad',
    documents: 'Waiting for an identity document',
    lateNotice: 'The notice came late',
  },
  submit: 'Extend once',
};
