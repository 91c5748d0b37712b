import { EnvelopeError } from './errors';
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

export const sealNarrative = (reportId: string, narrative: Narrative, reportRecipient: string): Promise<Uint8Array> =>
  sealJson(labelOf(reportId), narrative, [reportRecipient]);

/** Throws EnvelopeError `damaged` for another shape: whoever reports may seal whatever they like. */
export async function openNarrative(reportId: string, sealed: Uint8Array, reportIdentity: string): Promise<Narrative> {
  const narrative = await openJson<unknown>(sealed, reportIdentity, labelOf(reportId));
  if (!isNarrative(narrative)) throw new EnvelopeError('damaged', 'narrative');
  return narrative;
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
