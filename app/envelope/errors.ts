export type EnvelopeErrorCode =
  | 'wrongKey'
  | 'wrongPart'
  | 'damaged'
  | 'newerVersion'
  | 'weakRecipient'
  | 'weakParameters'
  | 'badSignature'
  | 'badCode'
  | 'accusedUnit'
  | 'notAbove'
  | 'wrongDay';

/**
 * What may go wrong with something sealed, signed or typed. The message never holds content or key material. wrongKey:
 * this identity does not open it. wrongPart: it opened, but it is not the part that was asked for. damaged: changed or
 * cut. newerVersion: made by a later version of this program. weakRecipient: not a post-quantum hybrid key.
 * weakParameters: key derivation cheaper than this program accepts. badSignature: not signed by whoever it should be.
 * badCode: a typed code or share with a mistake. accusedUnit: the report is about the unit that would get it, about a
 * unit above that one, or about a present or former office of somebody who takes part. notAbove: by the signed
 * transfers, the unit does not stand above the one that has the case. wrongDay: the server gives another day than the
 * person's own device.
 */
export class EnvelopeError extends Error {
  readonly envelopeError = true as const;
  readonly code: EnvelopeErrorCode;

  constructor(code: EnvelopeErrorCode, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'EnvelopeError';
    this.code = code;
  }
}

/** Checks a brand instead of using instanceof, since several bundles each hold a copy of the class. */
export function isEnvelopeError(thing: unknown): thing is EnvelopeError {
  return typeof thing === 'object' && thing !== null && (thing as { envelopeError?: unknown }).envelopeError === true;
}

/** Was it sealed by a later version of this program? */
export const isNewer = (thing: unknown): boolean => isEnvelopeError(thing) && thing.code === 'newerVersion';
