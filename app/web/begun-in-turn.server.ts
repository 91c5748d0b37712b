import { fairTurns } from '~/domain/fair-turns';

type Begun = 'begun' | 'gone' | 'tooMany';
/** `of`: whose request it is, asked for only where others wait. */
export type Beginning = { of: () => string; gone: () => boolean; settle: (how: Begun) => void };
export type BeginInTurn = (one: Beginning) => void;

/** Begun in one turn of the event loop: some milliseconds' work. Fewer than connections are taken up in it. */
const AT_ONCE = 8;
/** A second's work. */
const MOST = 2_048;

export type BeginLimits = { atOnce: number; most: number };

/**
 * What is ready to be answered is begun one network after the other, and only so much in one turn of the event loop:
 * otherwise the loop is busy with the hundreds of requests that a flood has open already, and the one of somebody else
 * waits behind all of them, or their connection is not even taken up. Where little is asked nothing waits.
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
