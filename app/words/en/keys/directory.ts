import type { Shape } from '~/words/define';
import type { directoryWords as zh } from '~/words/zh/keys/directory';

export const directoryWords: Shape<typeof zh> = {
  offices: (names) => `formerly: ${names}`,
  unitsTitle: 'Changes of units',
  unitsText:
    'Reports are routed by these units and by who stands under whom. Read each line; if one is not true, do not sign.',
  unit: 'Unit',
  what: 'What',
  readUnits: 'I have read every change of units, and they are true',
  unitsNotRead: 'Read the changes of units and tick that you did.',
  kind: (kind) => `kind: ${kind}`,
  kindChanged: (before, after) => `kind changed from ${before} to ${after}`,
  above: (name) => `under ${name}`,
  noneAbove: 'under no other unit',
  noneAboveNow: (before) => `no longer under another unit (was under ${before})`,
  renamed: (before) => `formerly named ${before}`,
  code: (code) => `code: ${code}`,
  successors: (names) => `taken over by ${names}`,
  noSuccessors: 'taken over by nobody',
  closed: (day) => `closed or merged on ${day}`,
  reopened: 'no longer closed',
  phone: (n) => `Telephone: ${n}`,
  address: (t) => `Address: ${t}`,
  hours: (t) => `Hours: ${t}`,
  noContacts: 'No contact given',
  contactsChanged: (a, b) => `Contact was “${a}”, becomes “${b}”`,
};
