import { isIsoDate } from '~/domain/dates';
import type { PenaltyKey } from '~/services/publication/penalty.server';

/** `2026-03-15.120` → the key of the row after which a page of the exposure list starts; null for anything else. */
export function penaltyKeyFrom(text: string | null): PenaltyKey | null {
  const [day = '', order = '', ...more] = (text ?? '').split('.');
  if (!isIsoDate(day) || !/^\d{1,15}$/.test(order) || more.length > 0) return null;
  return { decidedOn: day, order: Number(order) };
}

export const penaltyKeyText = ({ decidedOn, order }: PenaltyKey): string => `${decidedOn}.${order}`;
