/** `none`: a check that found nothing, which is entered too, so that an entry never means that somebody reported. */
export const HAZARD_GRADES = ['none', 'general', 'major'] as const;
export type HazardGrade = (typeof HAZARD_GRADES)[number];

export const HAZARD_STATES = ['open', 'reinspected', 'struckOff'] as const;
export type HazardState = (typeof HAZARD_STATES)[number];

/** Kinds of evidence that something was put right (佐证资料). */
export const EVIDENCE_KINDS = ['contract', 'before', 'during', 'after', 'invoice', 'other'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
