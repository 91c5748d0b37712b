import { isEnvelopeError } from '~/envelope/errors';
import type { MemberMark } from '~/envelope/keys/member-keys';
import { type Memory, openMemory } from '~/envelope/keys/memory';
import type { TrustProblem } from './trust-problem';

/** Where a member's memory lies: in the wrapped keys, signed on the server, and in this browser. */
type Remembering = {
  memberId: string;
  signingKey: string;
  mark: MemberMark;
  memory: string | null;
  here: Memory | null;
};

/**
 * The newest of all that is remembered; null for a member who has seen nothing anywhere. All of it must tell of one
 * county, and a memory that has begun must be there: only the member's browsers can write the wrapped keys.
 */
export function rememberedOf(
  { memberId, signingKey, mark, memory, here }: Remembering,
  refuse: (problem: TrustProblem) => never,
): Memory | null {
  if (mark.begun && memory === null) refuse('memoryGone');
  const signed = memory === null ? null : openedMemory(memory, memberId, signingKey, refuse);
  const countyKeys = [mark.countyKey, signed?.countyKey, here?.countyKey].filter((key) => key != null);
  const [countyKey] = countyKeys;
  if (countyKey === undefined) return null;
  if (countyKeys.some((key) => key !== countyKey)) refuse('countyKeyChanged');
  if (signed === null || here === null) {
    return signed ?? here ?? { ...NOTHING, countyKey };
  }
  const newest = here.version > signed.version ? here : signed;
  const { logSequence, logHead } = here.logSequence > signed.logSequence ? here : signed;
  const { markSequence, markHead } = here.markSequence > signed.markSequence ? here : signed;
  const { transferSequence, transferHead } = here.transferSequence > signed.transferSequence ? here : signed;
  const { routingVersion, routingHash } = here.routingVersion > signed.routingVersion ? here : signed;
  const heads = { logSequence, logHead, markSequence, markHead, transferSequence, transferHead };
  return { ...newest, ...heads, routingVersion, routingHash };
}

const NOTHING = {
  version: 0,
  textHash: '',
  logSequence: 0,
  logHead: '',
  markSequence: 0,
  markHead: '',
  transferSequence: 0,
  transferHead: '',
  routingVersion: 0,
  routingHash: '',
};

function openedMemory(
  text: string,
  memberId: string,
  signingKey: string,
  refuse: (problem: TrustProblem) => never,
): Memory {
  try {
    return openMemory(text, memberId, signingKey);
  } catch (error) {
    if (!isEnvelopeError(error) || error.code !== 'badSignature') throw error;
    return refuse('memoryForged');
  }
}
