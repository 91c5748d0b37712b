import { chinaDate, daysBetween, type IsoDate } from '~/domain/dates';
import { EnvelopeError } from '~/envelope/errors';

/** The date by this device's own clock. */
export const deviceDay = (): IsoDate => chinaDate(Date.now());

/** What ends on a day ends by the later of the two dates: a server that turns its clock back revives nothing. */
export const laterDay = (told: IsoDate, own: IsoDate): IsoDate => (told > own ? told : own);

/**
 * What begins on a day, or is valid until one, is signed only where the device agrees on the date, give or take one
 * day: a server that turns its clock forward makes nothing last. Throws EnvelopeError `wrongDay`.
 */
export function requireNearDay(told: IsoDate, own: IsoDate): void {
  if (Math.abs(daysBetween(told, own)) > 1) throw new EnvelopeError('wrongDay', 'the device disagrees');
}
