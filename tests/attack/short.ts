/** The attacks in their short form, as `npm test` runs them (`tests/runner/steps.ts`). */
export const SHORT = process.env.ANSHAO_ATTACK === 'short';

/**
 * Months of the demo with released figures, each of which takes some three seconds: in the full form all since the demo's
 * first case, because only then does nesting follow from them.
 */
export const RELEASED = SHORT ? 3 : 24;
