import * as z from 'zod/mini';
import { PENALTY_FIELDS, type PenaltyField, WITHDRAWAL_REASONS } from '~/domain/publication/penalty-form';
import { SUPERVISION_FIELDS, type SupervisionField } from '~/domain/publication/supervision-form';
import { actForm, file, json, one, typed } from './form';

const fields = Object.fromEntries(PENALTY_FIELDS.map((name) => [name, typed])) as Record<PenaltyField, typeof typed>;

const month = z.string().check(z.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/));

/** The release of a month's statistics. */
export const releaseForm = actForm('release.ask', { month: one(month) });

/** Penalty decisions: entered, published, and withdrawn as they were shown. */
export const penaltyForms = {
  publish: actForm('penalty.publish', { id: typed, shown: typed }),
  withdraw: actForm('penalty.withdraw', { id: typed, shown: typed, reason: one(z.enum(WITHDRAWAL_REASONS)) }),
  register: actForm('penalty.register', fields),
};

const supervised = Object.fromEntries(SUPERVISION_FIELDS.map((name) => [name, typed])) as Record<
  SupervisionField,
  typeof typed
>;

/** Major hazards under public supervision: entered, published, struck off and withdrawn as they were shown. */
export const supervisionForms = {
  publish: actForm('supervision.publish', { id: typed, shown: typed }),
  end: actForm('supervision.end', { id: typed, shown: typed }),
  withdraw: actForm('supervision.withdraw', { id: typed, shown: typed }),
  register: actForm('supervision.register', supervised),
};

const confirmed = z.array(
  z.strictObject(
    Object.fromEntries(PENALTY_FIELDS.map((name) => [name, z.string()])) as Record<PenaltyField, z.ZodMiniString>,
  ),
);

/** A ledger of decisions: first the file to be checked, then the rows that were shown. */
export const penaltyImportForms = {
  check: actForm('penalty.import', { file }),
  confirm: actForm('penalty.import', { rows: json(confirmed) }),
};
