import * as z from 'zod/mini';
import { EnvelopeError } from '~/envelope/errors';
import { openJson, type PartLabel, sealJson } from '~/envelope/seal';

type Members = Record<string, unknown>;

/** Turns a content as one version wrote it into what the next version writes. */
type Step = (older: Members) => Members;

/**
 * A kind of sealed content: its present shape, and the steps by which earlier versions become it. What is sealed stays
 * sealed for years and nobody can rewrite it, so every version that was ever written must stay readable for ever.
 */
export type Content<T> = {
  name: string;
  /** The version written now; the first one is 1. */
  version: number;
  written: (value: T) => T & { v: number };
  /**
   * Reads a plain value written by any version. Throws EnvelopeError `newerVersion` for a version that this program
   * does not know yet, and `damaged` for another shape, since anybody may seal whatever they like.
   */
  read: (plain: unknown) => T;
};

/**
 * Defines a content. For a new version, change the schema and add one step at the end. A member that may simply be
 * missing in older versions gets a default in the schema instead, and needs no step.
 */
export function content<S extends z.ZodMiniType<object>>(
  name: string,
  schema: S,
  steps: readonly Step[] = [],
): Content<z.output<S>> {
  const version = steps.length + 1;
  return {
    name,
    version,
    written: (value) => ({ v: version, ...value }),
    read(plain) {
      const { v = 1, ...members } = isMembers(plain) ? plain : { v: 0 };
      if (typeof v !== 'number' || !Number.isSafeInteger(v) || v < 1) throw new EnvelopeError('damaged', name);
      if (v > version) throw new EnvelopeError('newerVersion', name);
      const now = steps.slice(v - 1).reduce<Members>((older, step) => step(older), members);
      const read = schema.safeParse(now);
      if (!read.success) throw new EnvelopeError('damaged', name);
      return read.data;
    },
  };
}

const isMembers = (thing: unknown): thing is Members =>
  typeof thing === 'object' && thing !== null && !Array.isArray(thing);

/** Seals a content in the present version; `leastBytes` pads it so that its length tells nothing. */
export const sealContent = <T>(
  of: Content<T>,
  label: PartLabel,
  value: T,
  recipients: readonly string[],
  leastBytes = 0,
): Promise<Uint8Array> => sealJson(label, of.written(value), recipients, leastBytes);

/** Opens a content of any version. Throws EnvelopeError: wrongKey, wrongPart, damaged, newerVersion. */
export const openContent = async <T>(
  of: Content<T>,
  sealed: Uint8Array,
  identity: string,
  label: PartLabel,
): Promise<T> => of.read(await openJson(sealed, identity, label));

/** A signature in a content. A malformed one counts as missing, and is refused where it is checked. */
export const signatureText = z.catch(z.string(), '');
