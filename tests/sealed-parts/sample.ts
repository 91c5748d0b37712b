import { toBase64 } from '~/envelope/bytes';

/**
 * A sealed part as some version of the program made it, with the key that opens it and what it says. All of it is made
 * up.
 */
export type Sample = {
  name: string;
  /** Version of the content; 1 for content without one. */
  version: number;
  /** Seed of the key to which it is sealed, URL-safe Base64 like all bytes here. */
  seed: string;
  /** Where it belongs, and the public keys by which its maker is known. */
  facts: Record<string, string>;
  sealed: string;
  /** What its reader returned on the day it was made. */
  says: unknown;
};

/** A value as it stands in a file: bytes as text. */
export const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? toBase64(part) : part)) ?? 'null');
