import { createHmac } from 'node:crypto';

/**
 * The id of what a reporter sends without scripts, derived from the words themselves: sent again, it is recognised as
 * the same and stored once. It is keyed with the seed of the receipt code, so that nobody can try words against a
 * stored id.
 */
export function actId(seed: Uint8Array, step: string, words: readonly (string | Uint8Array)[]): string {
  const mac = createHmac('sha256', seed).update(`anshao/act-id/v1\n${step}\n`);
  for (const word of words) mac.update(`${Buffer.byteLength(word)}\n`).update(word);
  const bytes = mac.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
