import type { RoutedKind } from '~/domain/staff/unit-kinds';

/**
 * The kinds of unit that handle reports, and whose leads approve rewards. A kind that is added in
 * `app/domain/staff/unit-kinds.ts` and is missing here does not compile.
 */
const HANDLING = {
  department: true,
  town: true,
  intake: true,
  discipline: true,
  upper: true,
} as const satisfies Record<RoutedKind, true>;

export const handlesReports = (kind: string): boolean => Object.hasOwn(HANDLING, kind);
