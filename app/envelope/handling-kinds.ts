import type { ROUTED_KINDS } from '~/domain/routing-units';

/** The kinds of unit that handle reports, whose leads approve rewards. */
const HANDLING: readonly string[] = ['department', 'town', 'intake', 'discipline', 'upper'] satisfies [
  ...typeof ROUTED_KINDS,
];

export const handlesReports = (kind: string): boolean => HANDLING.includes(kind);
