/**
 * Seconds for the acts of a practised person, by the Keystroke-Level Model: Card, Moran and Newell, "The Keystroke-Level
 * Model for User Performance Time with Interactive Systems" (Communications of the ACM 23:7, 1980) and "The Psychology
 * of Human-Computer Interaction" (1983), chapter 8. A tap of a finger is counted as pointing and pressing, which the model
 * measured with a mouse; on glass it is rather shorter.
 */
export const OPERATORS = {
  /** K: one key, by an average typist (40 words a minute); also one letter on the glass. */
  key: 0.28,
  /** P: moving to a target. */
  point: 1.1,
  /** B: pressing there. */
  press: 0.1,
  /** M: getting ready for the next act, once for each. */
  prepare: 1.35,
} as const;

/**
 * Pinyin: three letters for a character on average, and one choice for every two characters, since words mostly have two.
 * That makes about 60 characters a minute.
 */
const KEYS_OF_CHARACTER = 3 + 1 / 2;

const TAP = OPERATORS.point + OPERATORS.press;

/** What was done so far, and how long it takes by the model. Waiting for pages is measured apart. */
export class Hands {
  seconds = 0;
  taps = 0;
  swipes = 0;
  keys = 0;

  tap(): void {
    this.taps += 1;
    this.seconds += OPERATORS.prepare + TAP;
  }

  /** Opens a list and takes an entry, which is one decision. */
  choose(): void {
    this.taps += 2;
    this.seconds += OPERATORS.prepare + 2 * TAP;
  }

  swipe(times: number): void {
    this.swipes += times;
    this.seconds += times * TAP;
  }

  /** Puts the cursor into a field and types; what to write is thought of before. */
  write(text: string): void {
    this.tap();
    const characters = [...text].length;
    const keys = /[\u4e00-\u9fff]/.test(text) ? Math.round(characters * KEYS_OF_CHARACTER) : characters;
    this.keys += keys;
    this.seconds += keys * OPERATORS.key;
  }
}
