import { HAZARD_GRADES, type HazardGrade } from './hazard-kinds';

/** `late`: open, and its limit over. */
export const HAZARD_SHOWN = ['open', 'late', 'reinspected', 'struckOff'] as const;
export type HazardFilter = {
  state?: (typeof HAZARD_SHOWN)[number];
  grade?: HazardGrade;
  /** The number of the last entry of the page before. */
  after?: number;
};

/** The ledger's filter from what an address says; unknown values are left out. */
export function hazardFilterOf(query: URLSearchParams): HazardFilter {
  const state = HAZARD_SHOWN.find((known) => known === query.get('state'));
  const grade = HAZARD_GRADES.find((known) => known === query.get('grade'));
  const after = /^\d{1,15}$/.test(query.get('after') ?? '') ? Number(query.get('after')) : undefined;
  return { ...(state && { state }), ...(grade && { grade }), ...(after !== undefined && { after }) };
}

/** The ledger with this filter from its first page on, as the query string of its address. */
export const hazardQuery = ({ after: _, ...filter }: HazardFilter): string => new URLSearchParams(filter).toString();
