import type { Localized } from '~/domain/localized';

/** Names behind the ids in rows of the log, by id: names of members and units, and numbers of cases. */
export type LogNames = {
  members: Readonly<Record<string, string>>;
  units: Readonly<Record<string, Localized>>;
  cases: Readonly<Record<string, number>>;
};
