import { concat } from '../bytes';
import { cleanIccProfile, sameProfile } from './icc';
import { latin1 } from './source';

const NAME = 'ICC_PROFILE\0';
/** Name, place among the segments and number of segments, followed by a piece of the profile (ICC.1:2022 annex B.4). */
const HEAD = NAME.length + 2;

/** Whether an APP2 segment's payload is a piece of a colour profile. */
export const isIccPayload = (marker: number, payload: Uint8Array): boolean =>
  marker === 0xe2 && latin1(payload.subarray(0, NAME.length)) === NAME;

/**
 * The payloads of a JPEG's profile segments, each as long as before, which together form a profile that tells nothing.
 * `same` when they are clean already or there are none; null when they form no valid profile.
 */
export function cleanIccPayloads(payloads: readonly Uint8Array[]): Uint8Array[] | 'same' | null {
  if (payloads.length === 0) return 'same';
  const placed = payloads.map((payload, index) => ({ index, place: payload[NAME.length] ?? 0, payload }));
  placed.sort((a, b) => a.place - b.place);
  const whole = placed.every(
    ({ place, payload }, at) => place === at + 1 && payload[NAME.length + 1] === payloads.length,
  );
  if (!whole) return null;
  const before = concat(...placed.map(({ payload }) => payload.subarray(HEAD)));
  const after = cleanIccProfile(before);
  if (after === null) return null;
  if (sameProfile(before, after)) return 'same';
  const cleaned: Uint8Array[] = [];
  let at = 0;
  for (const { index, payload } of placed) {
    const length = payload.length - HEAD;
    cleaned[index] = concat(payload.subarray(0, HEAD), after.subarray(at, at + length));
    at += length;
  }
  return cleaned;
}
