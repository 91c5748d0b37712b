import type { RoutedKind } from '~/domain/staff/unit-kinds';

/** The kinds of unit that handle reports, whose leads approve rewards: those of `app/domain/staff/unit-kinds.ts`, by their type. */
const HANDLING = {
  department: true,
  town: true,
  intake: true,
  discipline: true,
  upper: true,
} as const satisfies Record<RoutedKind, true>;

export const handlesReports = (kind: string): boolean => Object.hasOwn(HANDLING, kind);
