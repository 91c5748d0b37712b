import type { Shape } from '~/words/define';
import type { removalsWords as zh } from '~/words/zh/keys/removals';

export const removalsWords: Shape<typeof zh> = {
  title: 'Keys to be taken back',
  lead: 'Where disabling an account, changing roles or taking a key back leaves a unit with one person who can open its key, somebody else must agree: a guardian or another administrator who stands on the certified list. A request holds for seven days.',
  none: 'No request is waiting.',
  who: 'Person',
  what: 'Asked for',
  kinds: {
    disable: 'Disable the account',
    roles: (roles) => `Change roles to: ${roles}`,
    revoke: 'Take the unit’s key back',
  },
  effect: 'Afterwards',
  closes: (unit, goesTo) =>
    goesTo === null
      ? `Only one person can then open the key of ${unit}, and no other unit stands in for it: without that person nothing opens that needs ${unit}. Reports are taken as before.`
      : `Only one person can then open the key of ${unit}. Once the guardians have signed the duties anew, reports for ${unit} go to ${goesTo} until somebody else holds the key; before that still to ${unit}. Other units take reports as before.`,
  closesNothing: 'It no longer stops any reports.',
  askedBy: 'Asked by',
  askedOn: 'Asked on',
  decision: 'Decision',
  confirm: 'Agree',
  refuse: 'Do not agree',
  withdraw: 'Withdraw',
  about: (name) => `: ${name}`,
  own: 'Somebody else decides.',
  confirmed: 'Done as asked. See that another member gets the key soon.',
  refused: 'Recorded: not done.',
  expired: 'The request has expired, or whoever asked may no longer do this.',
  asked: 'Sent. A guardian or another administrator decides.',
};
