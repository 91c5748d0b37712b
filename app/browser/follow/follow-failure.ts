import { isEnvelopeError } from '~/envelope/errors';
import { DoneUnread, NoAnswer, TooBusy } from './follow-post';
import { AnotherReport } from './follow-session';

/**
 * What is known about a step that threw: before it was posted nothing was sent, and without an answer it may have been
 * done.
 */
export function failure(step: string, error: unknown): string {
  if (error instanceof AnotherReport) return 'another';
  if (error instanceof DoneUnread) return 'doneUnread';
  if (error instanceof NoAnswer) return `${step}.unknown`;
  if (error instanceof TooBusy) return `${step}.busy`;
  return isEnvelopeError(error) && error.code === 'badSignature' ? `${step}.untrusted` : 'sealFailed';
}
