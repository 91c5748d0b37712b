import { fairTurns } from '~/domain/fair-turns';

type Begun = 'begun' | 'gone' | 'tooMany';
/** `of`: whose request it is, called only where others wait. */
export type Beginning = { of: () => string; gone: () => boolean; settle: (how: Begun) => void };
export type BeginInTurn = (one: Beginning) => void;

/**
 * Requests begun in one turn of the event loop, which is some milliseconds of work. Fewer connections than this are
 * accepted in a turn.
 */
const AT_ONCE = 8;
/** About a second's work. */
const MOST = 2_048;

export type BeginLimits = { atOnce: number; most: number };

/**
 * Begins what is ready to be answered one network after the other, and only so much in one turn of the event loop.
 * Otherwise the loop is busy with the hundreds of requests that a flood already has open, and everybody else's request
 * waits behind all of them, or their connection is not even accepted. Where little is asked, nothing waits.
 */
export function beginInTurn({ atOnce, most }: BeginLimits = { atOnce: AT_ONCE, most: MOST }): BeginInTurn {
  const turns = fairTurns<Beginning>(most);
  let begun = 0;
  let planned = false;

  function plan(): void {
    if (planned) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      begun = 0;
      while (begun < atOnce && turns.size > 0) start(turns.next());
    });
  }

  function start(one: Beginning | null): void {
    const gone = one?.gone() ?? true;
    if (!gone) {
      begun += 1;
      plan();
    }
    one?.settle(gone ? 'gone' : 'begun');
  }

  return (one) => {
    if (begun < atOnce && turns.size === 0) return start(one);
    plan();
    turns.add(one.of(), one)?.settle('tooMany');
  };
}
