/** Which words of the paper are typed once to show that it was printed and can be read (counted from 1). */
export const CHECKED_WORDS: readonly number[] = [3, 11, 19, 24];
