import * as z from 'zod/mini';
import { actForm, file, json } from './form';

/** Rows of a table of areas as the page showed them, which are checked once more. */
const confirmed = z.array(
  z.strictObject({
    code: z.string(),
    town: z.string(),
    state: z.string(),
    names: z.record(z.string(), z.string()),
  }),
);

/** A table of areas: first the file to be checked, then the rows that were shown. */
export const areaForms = {
  check: actForm('area.import', { file }),
  confirm: actForm('area.import', { rows: json(confirmed) }),
};
