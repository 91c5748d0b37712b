import type { KeysByEpoch } from '~/browser/case/case-opening';
import type { BoundKeys } from '~/contract/sealed/narrative';
import type { ReporterCard } from '~/contract/sealed/reporter-card';
import { EnvelopeError } from '~/envelope/errors';
import { fingerprint } from '~/envelope/key-pair';

/** The first case key must be the one with which a report of the case was sent. */
export function requireBoundCase(reports: readonly { bound: BoundKeys | null }[], caseKeys: KeysByEpoch): void {
  const first = caseKeys.get(0);
  const named = reports.flatMap(({ bound }) => (bound === null ? [] : [bound.case]));
  if (first !== undefined && named.length > 0 && !named.includes(fingerprint(first.recipient))) {
    throw new EnvelopeError('wrongPart', 'case key');
  }
}

/**
 * Narrative, first thread key and card must tell of one report: a server may wrap keys of its own for a unit, but can
 * write neither into a narrative nor into a card.
 */
export function requireBound(
  bound: BoundKeys | null,
  { threads, card, reportRecipient }: { threads: KeysByEpoch; card: ReporterCard | null; reportRecipient: string },
): void {
  const first = threads.get(0);
  if (bound !== null && first !== undefined && bound.thread !== fingerprint(first.recipient)) {
    throw new EnvelopeError('wrongPart', 'thread key');
  }
  if (card === null) return;
  const named = bound === null || bound.reporter === card.reporterKey;
  if (!named || card.reportKey !== fingerprint(reportRecipient)) throw new EnvelopeError('wrongPart', 'card');
}
