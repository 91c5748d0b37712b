import { Refusal } from '~/domain/refusal';
import type { SignedStep } from '~/envelope/case-transfer';

/** A signed step as a browser posted it; the service compares every field with what happens. Refusal `invalid` (unit). */
export function stepIn(posted: unknown): SignedStep {
  const step = (typeof posted === 'object' && posted !== null ? posted : {}) as Record<string, unknown>;
  const { proofs } = step;
  if (!Array.isArray(proofs)) throw new Refusal('invalid', { field: 'unit' });
  const text = (name: string) => String(step[name] ?? '');
  return {
    caseId: text('caseId'),
    sequence: Number(step.sequence),
    way: step.way === 'takeover' ? 'takeover' : 'transfer',
    fromUnitId: text('fromUnitId'),
    toUnitId: text('toUnitId'),
    onDay: text('onDay'),
    listVersion: Number(step.listVersion),
    memberId: text('memberId'),
    signature: text('signature'),
    proofs: proofs.map(String),
  };
}
