import { createHmac, randomBytes } from 'node:crypto';
import { chinaDayNumber } from '~/domain/dates';

/**
 * Turns an address, or whatever else tells clients apart, into a mark that only this process knows, and only today. The
 * key is thrown away each midnight, so that nobody can recover addresses from what is counted under marks.
 */
export function dailyMarks(now: () => number): (text: string) => string {
  let key = randomBytes(32);
  let keyDay = chinaDayNumber(now());
  return (text) => {
    const day = chinaDayNumber(now());
    if (day !== keyDay) [key, keyDay] = [randomBytes(32), day];
    return createHmac('sha256', key).update(text).digest('base64');
  };
}
