import { type PlaceStanding, paidPlaces } from '~/domain/paid-places';
import type { Line } from '~/services/line.server';
import { dailyMarks } from '~/services/network-mark.server';

/**
 * As many requests of one network are held and served one after the other without a page that says so; it is some
 * seconds of work.
 */
const DIRECT = 24;
/** Whoever is called finds no more than these before them. */
const AT_HAND = 8;

export type CalledPlaces = {
  /** Records a request for this place; the place with most requests is called when it is time. */
  pay: (of: string, place: string) => void;
  /** Since when its turn counts in the line; null where it has to wait until it is called. */
  turnOf: (of: string, place: string) => number | null;
  used: (of: string, place: string, done: boolean) => void;
  /** Do more of them ask than are held? */
  pressed: (of: string) => boolean;
  standing: (of: string, place: string) => PlaceStanding & { seconds: number };
};

/**
 * Stands before the line. As long as few of a network ask, all are let through to it. Where more ask than it can hold,
 * people behind one address and a flood among them are told apart by who stays and asks (`paidPlaces`), and are let
 * through as fast as the line serves.
 */
export function calledPlaces(now: () => number, line: Line, { direct = DIRECT } = {}): CalledPlaces {
  const places = paidPlaces(now);
  const mark = dailyMarks(now);
  const pressed = (of: string) => !places.empty(mark(of)) || line.held(of) >= direct;
  return {
    pressed,
    pay(of, place) {
      const room = mark(of);
      places.pay(room, place);
      if (line.held(of) < AT_HAND) places.call(room, line.everyMs());
    },
    turnOf(of, place) {
      const room = mark(of);
      const calledAt = places.calledAt(room, place);
      // Whoever was called last comes first, so that turns saved up to be used all at once come after all others.
      if (calledAt !== null) return -calledAt;
      return pressed(of) ? null : now();
    },
    used: (of, place, done) => places.used(mark(of), place, done),
    standing(of, place) {
      const own = places.standing(mark(of), place);
      const ahead = own.called ? 0 : own.ahead + line.place({ of }).ahead;
      return { ...own, ahead, seconds: Math.max(1, Math.ceil(((ahead + 1) * line.everyMs()) / 1_000)) };
    },
  };
}
