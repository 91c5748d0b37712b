import type { Role } from '../vocabulary';

/** Who may have an account. Each role is named, here as in the rows: a new one may do nothing until it is written in. */
export const ACCOUNTS = [
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
