import type { Role } from '../vocabulary';
import type { ActRule } from './act';

/** Who may have an account. Each role is named, here as in the rows: a new one may do nothing until it is written in. */
const ACCOUNTS = [
  'operator',
  'intake',
  'handler',
  'lead',
  'custodian',
  'guardian',
  'finance',
  'supervisor',
  'publisher',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

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
