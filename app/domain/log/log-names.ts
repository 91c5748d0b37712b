import type { Localized } from '~/domain/localized';

/** Names behind the ids that lines of the log hold, by id: of members, of units, and the numbers of cases. */
export type LogNames = {
  members: Readonly<Record<string, string>>;
  units: Readonly<Record<string, Localized>>;
  cases: Readonly<Record<string, number>>;
};
