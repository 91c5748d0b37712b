import { toBase64 } from '~/envelope/bytes';

/** A sealed part as some version of the program made it, with the key that opens it and what it says. All made up. */
export type Sample = {
  name: string;
  /** Of the content; 1 for what has none. */
  version: number;
  /** Seed of the key it is sealed to, URL-safe Base64 as all bytes here. */
  seed: string;
  /** Where it belongs, and the public keys that its maker is known by. */
  facts: Record<string, string>;
  sealed: string;
  /** What its reader gave on the day it was made. */
  says: unknown;
};

/** A value as it stands in a file: bytes as text. */
export const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? toBase64(part) : part)) ?? 'null');
