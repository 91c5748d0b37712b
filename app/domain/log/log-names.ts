import type { OwnSectors } from '~/domain/county/sector-list';
import type { Localized } from '~/domain/localized';

/** Names behind the ids in rows of the log, by id: names of members and units, and numbers of cases. */
export type LogNames = {
  members: Readonly<Record<string, string>>;
  units: Readonly<Record<string, Localized>>;
  cases: Readonly<Record<string, number>>;
  /** Trades that the county added or named otherwise. */
  sectors: OwnSectors;
};
