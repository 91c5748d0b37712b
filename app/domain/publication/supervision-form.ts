import type { IsoDate } from '~/domain/dates';
import { readDayAhead } from '~/domain/typed/day';
import { plainDecisionNumber } from '~/domain/typed/decision-number';
import { isBlank } from '~/domain/typed/text';

/** Field names of the form that registers a major hazard for public supervision. */
export const SUPERVISION_FIELDS = ['orderNumber', 'supervisor', 'employer', 'hazard', 'dueOn'] as const;
export type SupervisionField = (typeof SUPERVISION_FIELDS)[number];
/** What everybody will read: by which order, who supervises, whose hazard, what it is, and until when. */
export type SupervisionDraft = Readonly<Record<SupervisionField, string>>;

const LONGEST = { orderNumber: 80, supervisor: 120, employer: 120, hazard: 500 } as const;

/** Checks what was typed; `fields` names those that are wrong. A limit is taken only with its year. */
export function parseSupervision(
  typed: (field: SupervisionField) => string,
  today: IsoDate,
): { draft: SupervisionDraft } | { fields: SupervisionField[] } {
  const read = readDayAhead(typed('dueOn'), today);
  const dueOn = 'day' in read && read.sure ? read.day : null;
  const fields = SUPERVISION_FIELDS.filter((field) =>
    field === 'dueOn' ? dueOn === null : isBlank(typed(field)) || typed(field).length > LONGEST[field],
  );
  if (fields.length > 0 || dueOn === null) return { fields };
  const orderNumber = plainDecisionNumber(typed('orderNumber'));
  return {
    draft: {
      orderNumber,
      supervisor: typed('supervisor'),
      employer: typed('employer'),
      hazard: typed('hazard'),
      dueOn,
    },
  };
}
