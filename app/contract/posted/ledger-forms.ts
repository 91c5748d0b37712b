import * as z from 'zod/mini';
import { actForm, json, sealed } from './form';

/** A few keys of a unit for each of 2,000 rows. */
const MOST_TAGS = 20_000;
const tags = z.array(z.string().check(z.regex(/^[\w-]{43}$/))).check(z.maxLength(MOST_TAGS));

/** Rows of an old ledger: which are in already by their marks, and one as the browser sealed it. */
export const ledgerForms = {
  known: actForm('report.import', { tags: json(tags) }),
  row: actForm('report.import', { report: sealed }),
};
