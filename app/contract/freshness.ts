import type { IsoDate } from '~/domain/dates';
import { type Freshness, freshnessOf, STAMP_DAYS } from '~/domain/keys/freshness';
import { type Stamp, type Stamped, vouchedStamps } from '~/envelope/keys/stamp';

/** How fresh the list and the routing are on a day, within the term that the signed routing sets. */
export const freshnessBy = (stamped: Stamped, countyKey: string, stamps: readonly Stamp[], today: IsoDate): Freshness =>
  freshnessOf(vouchedStamps(stamped, countyKey, stamps), today, stamped.routing?.stampDays ?? STAMP_DAYS);
