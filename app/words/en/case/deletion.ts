import type { Shape } from '~/words/define';
import type { deletionWords as zh } from '~/words/zh/case/deletion';

export const deletionWords: Shape<typeof zh> = {
  title: 'Requests to delete',
  lead: 'Deleting a case before its time takes the lead of its department, who asks, and a guardian, who agrees. Content, files and keys are then gone for everybody and cannot be brought back. What a case says is not shown here.',
  none: 'No request to delete is waiting.',
  case: 'Case number',
  reason: 'Reason',
  askedBy: 'Asked by',
  askedOn: 'Asked on',
  decision: 'Decision',
  confirm: 'Agree and delete',
  refuse: 'Do not agree',
  caseOf: (order: number) => `case ${order}`,
  confirmed: 'Deleted. A record of the deletion stays.',
  refused: 'Recorded: not agreed.',
  askTitle: (order: number) => `Ask to delete case ${order}`,
  askLead:
    'Only where the law gives a reason. The request goes into the log; once a guardian agrees, the case is deleted at once and for good. Statistics, the reward ledger and the record of the deletion stay; the reporter’s code still shows that the case was deleted.',
  askLink: 'Ask to delete',
  askReason: 'Why should it be deleted before its time?',
  ask: 'Send request',
  asked: 'Sent. A guardian will decide.',
  waits: 'A request to delete this case is waiting for a guardian.',
  back: 'Back to the case',
  chooseReason: 'Choose a reason',
  rewardUnderWay: 'This case has a reward under way and cannot be deleted yet.',
  reasons: {
    courtOrder: 'Written decision of a court or higher authority',
    unlawfulContent: 'Holds data about others that may not be kept',
    reporterAsked: 'The reporter asked for it in writing',
    sentByMistake: 'Sent by mistake, nothing to do with work safety',
    test: 'A report made for testing',
  },
};
