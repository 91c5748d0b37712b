/** The attacks in their short form, as `npm test` runs them (`tests/runner/steps.ts`). */
export const SHORT = process.env.ANSHAO_ATTACK === 'short';
