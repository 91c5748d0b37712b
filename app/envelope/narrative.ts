import { EnvelopeError } from './errors';
import { fingerprint } from './key-pair';
import { openJson, type PartLabel, sealJson } from './seal';

/** What a reporter tells: read by the handling unit and intake only. */
export type Narrative = {
  description: string;
  place: string;
  employer: string;
  /** YYYY-MM-DD, or '' where not said. */
  occurredOn: string;
  siteCode: string | null;
  village: string | null;
  insider: boolean;
  wantsReward: boolean;
  anonymity: 'anonymous' | 'named';
  deaths: number;
  accusedUnit: string | null;
  matter: string;
  sector: string;
  area: string;
};

type Shape = 'text' | 'textOrNull' | 'truth' | 'number';
const SHAPES: Readonly<Record<keyof Narrative, Shape>> = {
  description: 'text',
  place: 'text',
  employer: 'text',
  occurredOn: 'text',
  siteCode: 'textOrNull',
  village: 'textOrNull',
  insider: 'truth',
  wantsReward: 'truth',
  anonymity: 'text',
  deaths: 'number',
  accusedUnit: 'textOrNull',
  matter: 'text',
  sector: 'text',
  area: 'text',
};

/** The report's other first keys, by fingerprint of their recipients: whoever opens the narrative knows them from it. */
export type BoundKeys = { thread: string; case: string };

export const bindKeys = (recipients: { thread: string; case: string }): BoundKeys => ({
  thread: fingerprint(recipients.thread),
  case: fingerprint(recipients.case),
});

export const sealNarrative = (
  reportId: string,
  narrative: Narrative,
  bound: BoundKeys,
  reportRecipient: string,
): Promise<Uint8Array> => sealJson(labelOf(reportId), { ...narrative, bound }, [reportRecipient]);

/** Throws EnvelopeError `damaged` for another shape: whoever reports may seal whatever they like. */
export async function openNarrative(
  reportId: string,
  sealed: Uint8Array,
  reportIdentity: string,
): Promise<{ narrative: Narrative; bound: BoundKeys }> {
  const { bound, ...narrative } = (await openJson<{ bound?: unknown } | null>(
    sealed,
    reportIdentity,
    labelOf(reportId),
  )) ?? { bound: null };
  if (!isNarrative(narrative) || !isBound(bound)) throw new EnvelopeError('damaged', 'narrative');
  return { narrative, bound };
}

function isBound(value: unknown): value is BoundKeys {
  const { thread, case: caseKey } = (value ?? {}) as Partial<Record<keyof BoundKeys, unknown>>;
  return typeof thread === 'string' && typeof caseKey === 'string';
}

function isNarrative(value: unknown): value is Narrative {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  const sound = Object.entries(SHAPES).every(([name, shape]) => fits(fields[name], shape));
  return sound && (fields.anonymity === 'anonymous' || fields.anonymity === 'named');
}

function fits(value: unknown, shape: Shape): boolean {
  if (shape === 'text') return typeof value === 'string';
  if (shape === 'textOrNull') return value === null || typeof value === 'string';
  if (shape === 'truth') return typeof value === 'boolean';
  return typeof value === 'number';
}

const labelOf = (reportId: string): PartLabel => ({ kind: 'narrative', scope: reportId, sequence: 0 });
