import * as z from 'zod/mini';
import { EnvelopeError } from '~/envelope/errors';
import { assertHybrid } from '~/envelope/key-pair';
import { assertUnique, namesShape, signedText, sortedNames } from './statement-shape';

export const superiorShape = z.strictObject({
  names: namesShape,
  address: z.nullable(namesShape),
  phone: z.nullable(signedText),
  mail: z.nullable(signedText),
  /**
   * Who opens what is sealed for the superior, each by their post: two people, so that it can be read when one of them
   * is away, or nobody yet. Each has a key that never was on this site; they may have the same one.
   */
  holders: z.array(z.strictObject({ post: signedText, recipient: signedText })),
  /** Where else people may turn, such as a hot line or discipline inspection. */
  others: z.array(z.strictObject({ names: namesShape, phone: signedText })),
});

/** The level above, outside the county: how people and the office reach it, and the keys that things are sealed to. */
export type Superior = z.infer<typeof superiorShape>;

/** Only its fields, in the order of the signed text. */
export const certifiedSuperior = ({ names, address, phone, mail, holders, others }: Superior): Superior => ({
  names: sortedNames(names),
  address: address && sortedNames(address),
  phone,
  mail,
  holders: holders.map(({ post, recipient }) => ({ post, recipient })),
  others: others.map((one) => ({ names: sortedNames(one.names), phone: one.phone })),
});

/** Do two of them say the same, or are both none? */
export const sameSuperior = (one: Superior | null, other: Superior | null): boolean =>
  JSON.stringify(one && certifiedSuperior(one)) === JSON.stringify(other && certifiedSuperior(other));

/** Throws EnvelopeError: damaged (other than no or two holders, or one person twice), weakRecipient. */
export function assertSuperior({ holders }: Superior): void {
  if (holders.length !== 0 && holders.length !== 2) throw new EnvelopeError('damaged', 'holders of the superior');
  assertUnique(holders.map(({ post }) => post));
  for (const { recipient } of holders) assertHybrid(recipient);
}
