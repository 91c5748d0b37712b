import type { rolesWords as zh } from '~/words/zh/staff/roles';

export const rolesWords: typeof zh = {
  title: 'Roles',
  lead: 'Which role does what, and which roles one person may not hold together. Invitations and changes of roles are checked against this.',
  townTitle: 'A town of seven: who holds what',
  office: 'Office',
  people: 'People',
  roles: 'Roles',
  apartTitle: 'Roles that one person may not hold together',
  apartLead: 'Everything else may be shared.',
  one: 'Whoever has one of',
  other: 'may not have',
  ever: 'Nor have had before',
  yes: 'Yes',
  no: 'No',
  why: 'Why',
  actsTitle: 'Who does what',
  act: 'What is done',
  town: 'In a town of seven',
  others: 'Another person does',
  above: 'The level above',
};
