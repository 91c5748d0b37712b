import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { signStatement, verifyStatement } from '~/envelope/signing';

/**
 * What a member's browsers have seen and must never see change: the county key, the newest directory (its version and
 * the SHA-256 of its text, hex), the newest routing likewise (version 0 before there is one), the newest head of the log and of the marks of accused units (sequence 0 before there is
 * one). All of it is public.
 */
export type Memory = {
  countyKey: string;
  version: number;
  textHash: string;
  logSequence: number;
  logHead: string;
  markSequence: number;
  markHead: string;
  routingVersion: number;
  routingHash: string;
};

const KIND = 'memberMemory';

export const textHashOf = (statement: string): string => bytesToHex(sha256(utf8(statement)));

/** Signs a memory as its member's; the JSON text is what the server keeps. */
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

/** A memory that nobody signed, as a browser keeps it for itself; null when it is none. */
export function readMemory(text: string | null): Memory | null {
  try {
    return text === null ? null : read(text).memory;
  } catch {
    return null;
  }
}

function read(text: string): { memory: Memory; signature: string } {
  let given: Partial<Memory & { signature: string }>;
  try {
    given = (JSON.parse(text) ?? {}) as typeof given;
  } catch {
    throw new EnvelopeError('badSignature', 'memory');
  }
  const { countyKey, textHash, logHead, markHead, routingHash, signature = '' } = given;
  const { version, logSequence, markSequence, routingVersion } = given;
  const texts = [countyKey, textHash, logHead, markHead, routingHash, signature].every(
    (one) => typeof one === 'string',
  );
  const numbers = [version, logSequence, markSequence, routingVersion].every(
    (one) => Number.isSafeInteger(one) && Number(one) >= 0,
  );
  if (!texts || !numbers) throw new EnvelopeError('badSignature', 'memory');
  return { memory: fieldsOf(given as Memory), signature };
}

const fieldsOf = (memory: Memory): Memory => {
  const { countyKey, version, textHash, logSequence, logHead, markSequence, markHead } = memory;
  const { routingVersion, routingHash } = memory;
  return {
    countyKey,
    version,
    textHash,
    logSequence,
    logHead,
    markSequence,
    markHead,
    routingVersion,
    routingHash,
  };
};
