import { customType, date, jsonb, uuid } from 'drizzle-orm/pg-core';
import type { Localized } from '../../app/domain/localized';

/** Sealed or wrapped bytes. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => new Uint8Array(value),
});

/** Whole fen. */
export const fen = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'bigint',
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
});

/** A day in China time, `YYYY-MM-DD`; rows about reports never hold a finer time. */
export const day = (name: string) => date(name, { mode: 'string' });

export const id = () => uuid('id').primaryKey();

/** A text by language code. */
export const localized = (name: string) => jsonb(name).$type<Localized>();
