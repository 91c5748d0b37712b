import * as z from 'zod/mini';

/** Which of the marks of rows that were asked for are in already. */
export const ledgerKnown = z.object({ known: z.array(z.string()) });
