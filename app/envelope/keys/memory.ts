import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { signStatement, verifyStatement } from '~/envelope/signing';

/**
 * What a member's browsers have seen and must never see change: the county key, the newest directory (its version and
 * the SHA-256 of its text, hex), the newest routing likewise (version 0 before there is one), and the newest head of
 * the log, of the marks of accused units and of the transfers of cases (sequence 0 before there is one). All of it is
 * public.
 */
export type Memory = {
  countyKey: string;
  version: number;
  textHash: string;
  logSequence: number;
  logHead: string;
  markSequence: number;
  markHead: string;
  transferSequence: number;
  transferHead: string;
  routingVersion: number;
  routingHash: string;
};

const KIND = 'memberMemory';

export const textHashOf = (statement: string): string => bytesToHex(sha256(utf8(statement)));

/** Signs a memory as its member's; the server stores the JSON text. */
export function signMemory(memory: Memory, memberId: string, signingSeed: Uint8Array): string {
  const fields = fieldsOf(memory);
  return JSON.stringify({ ...fields, signature: signStatement(KIND, { ...fields, memberId }, signingSeed) });
}

/** Opens what `signMemory` made; throws EnvelopeError `badSignature` for anything that this member did not sign. */
export function openMemory(text: string, memberId: string, signingKey: string): Memory {
  const { memory, signature } = read(text);
  if (!verifyStatement(KIND, { ...memory, memberId }, signature, signingKey)) {
    throw new EnvelopeError('badSignature', 'memory');
  }
  return memory;
}

/** An unsigned memory, as a browser keeps it for itself; null when the text is none. */
export function readMemory(text: string | null): Memory | null {
  try {
    return text === null ? null : read(text).memory;
  } catch {
    return null;
  }
}

const place = z.int().check(z.minimum(0));
const kept = z.object({
  countyKey: z.string(),
  version: place,
  textHash: z.string(),
  logSequence: place,
  logHead: z.string(),
  markSequence: place,
  markHead: z.string(),
  transferSequence: place,
  transferHead: z.string(),
  routingVersion: place,
  routingHash: z.string(),
  signature: z._default(z.string(), ''),
});

function read(text: string): { memory: Memory; signature: string } {
  try {
    const { signature, ...memory } = kept.parse(JSON.parse(text));
    return { memory, signature };
  } catch {
    throw new EnvelopeError('badSignature', 'memory');
  }
}

const fieldsOf = (memory: Memory): Memory => {
  const { countyKey, version, textHash, logSequence, logHead, markSequence, markHead } = memory;
  const { transferSequence, transferHead, routingVersion, routingHash } = memory;
  return {
    countyKey,
    version,
    textHash,
    logSequence,
    logHead,
    markSequence,
    markHead,
    transferSequence,
    transferHead,
    routingVersion,
    routingHash,
  };
};
