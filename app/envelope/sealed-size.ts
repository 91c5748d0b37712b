import { padme } from './padding';

/**
 * Size of the header of an age file for one hybrid recipient (c2sp.org/age: version, one stanza, MAC) and the payload's
 * nonce.
 */
const AROUND = 1_643;
/** The payload is sealed in chunks of 64 KiB, each with a tag of 16 bytes. */
const CHUNK = 64 * 1024;
const TAG = 16;

/** Bytes of the age file that holds `length` bytes for one hybrid recipient. */
export const sealedSize = (length: number): number => AROUND + length + TAG * Math.max(1, Math.ceil(length / CHUNK));

/** May a part have this many bytes? Only if its content was padded as `seal` does, for one recipient. */
export function isSealedSize(size: number): boolean {
  const payload = size - AROUND;
  const length = payload - TAG * Math.max(1, Math.ceil(payload / (CHUNK + TAG)));
  return length > 0 && padme(length) === length;
}
