import { ACCOUNTS } from './accounts';
import type { ActRule } from './act';

/** Accounts of members, and how each signs in. */
export const staffActs = {
  'member.read': { by: ['administrator'], where: 'county' },
  'member.readOwn': { by: ACCOUNTS, where: 'self' },
  'member.create': { by: ['administrator', 'system'], where: 'county' },
  'member.enrol': { by: ['public', ...ACCOUNTS], where: 'self' },
  'member.signIn': { by: ['public', ...ACCOUNTS], where: 'self' },
  'member.signOut': { by: ACCOUNTS, where: 'self' },
  'member.changePassphrase': { by: ACCOUNTS, where: 'self' },
  'member.checkPassphrase': { by: ACCOUNTS, where: 'self' },
  'member.addPasskey': { by: ['public', ...ACCOUNTS], where: 'self' },
  'member.removePasskey': { by: ACCOUNTS, where: 'self' },
  'member.remember': { by: ACCOUNTS, where: 'self' },
  'member.disable': { by: ['administrator'], where: 'county' },
  'member.changeRoles': { by: ['administrator'], where: 'county' },
} as const satisfies Record<string, ActRule>;
