/**
 * How far the browser's history stands from the page as it was first shown: 0 is the form, and each step after it is
 * one more.
 */
type Place = { reportStep: number };

export type StepHistory = {
  /** Another step is shown: a later one becomes a new entry, and an earlier one is gone back to. */
  to: (place: number) => void;
  /** While something runs that must not be left halfway, Back stays where it is. */
  hold: (held: boolean) => void;
  /** Goes back to the first entry and then calls `leave`, so that what replaces that entry hides the page from Back. */
  leaveFromStart: (leave: () => void) => void;
};

/** A history that does not answer would keep somebody on the page who has to leave in a hurry. */
const ANSWER_MS = 300;

/**
 * Makes the steps of the report entries of the browser's history, so that Back leads to the step before and not away
 * from what was typed. An entry holds only a number: no word and no code. Forward is not followed, because a step is
 * checked before the next.
 */
export function stepHistory(onBack: (place: number) => void): StepHistory {
  let shown = 0;
  let entry = 0;
  let held = false;
  // A page loaded anew shows the form, whichever step its entry was made for.
  history.replaceState({ reportStep: 0 } satisfies Place, '');

  addEventListener('popstate', ({ state }) => {
    const place = (state as Place | null)?.reportStep;
    // A link within the page, to its content or to a field, makes an entry that is no step.
    if (place === undefined) return;
    entry = place;
    if (entry === shown) return;
    if (held || entry > shown) history.go(shown - entry);
    else {
      shown = entry;
      onBack(shown);
    }
  });

  return {
    to: (place) => {
      shown = place;
      if (place < entry) history.go(place - entry);
      while (entry < place) {
        entry += 1;
        history.pushState({ reportStep: entry } satisfies Place, '');
      }
    },
    hold: (now) => {
      held = now;
    },
    leaveFromStart: (leave) => {
      shown = 0;
      held = false;
      if (entry === 0) return leave();
      addEventListener('popstate', leave, { once: true });
      setTimeout(leave, ANSWER_MS);
      history.go(-entry);
    },
  };
}
