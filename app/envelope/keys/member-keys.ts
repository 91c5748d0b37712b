import { concat, fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { type KeyPair, keyPairFromSeed, newKeyPair, SEED_LENGTH } from '~/envelope/key-pair';
import { open, type PartLabel, seal } from '~/envelope/seal';
import { newSigningKey, SIGNING_SEED_LENGTH, type SigningKey, signingKeyFromSeed } from '~/envelope/signing';

/** What a member of staff holds: an age key pair to open with, an Ed25519 key to sign with. */
export type MemberKeys = { age: KeyPair; signing: SigningKey };

/**
 * What a member's browsers must not forget, kept where nobody else can write: the county's public key (URL-safe
 * Base64), and whether the member's signed memory lies on the server. `begun` never occurs without a county key.
 */
export type MemberMark = { countyKey: string | null; begun: boolean };

/** A member who has seen no county key yet. */
export const NOTHING_MARKED: MemberMark = { countyKey: null, begun: false };

export const newMemberKeys = async (): Promise<MemberKeys> => ({ age: await newKeyPair(), signing: newSigningKey() });

const COUNTY_KEY_LENGTH = 32;
/** The states of a mark: nothing marked, county key known, memory begun. */
const [NOTHING, KNOWN, BEGUN] = [0, 1, 2];

/**
 * The member's two seeds and mark, sealed to the wrapping key of a passphrase or passkey; the server stores only this.
 * That key's recipient is derived and never sent, so a server that does not know it can make no wrap that opens. The
 * recipient must therefore never be taken from anything the server sent.
 */
export async function wrapMemberKeys(
  keys: MemberKeys,
  mark: MemberMark,
  memberId: string,
  wrappingRecipient: string,
): Promise<Uint8Array> {
  const content = concat(keys.age.seed, keys.signing.seed, bytesOf(mark));
  return seal(labelOf(memberId), content, [wrappingRecipient]);
}

/** Opens what `wrapMemberKeys` made. Throws EnvelopeError: wrongKey, wrongPart (another member's keys), damaged. */
export async function openMemberKeys(
  wrapped: Uint8Array,
  memberId: string,
  wrappingIdentity: string,
): Promise<{ keys: MemberKeys; mark: MemberMark }> {
  const content = await open(wrapped, wrappingIdentity, labelOf(memberId));
  const seeds = SEED_LENGTH + SIGNING_SEED_LENGTH;
  if (content.length !== seeds + 1 + COUNTY_KEY_LENGTH) throw new EnvelopeError('damaged', 'seed length');
  return {
    keys: {
      age: await keyPairFromSeed(content.slice(0, SEED_LENGTH)),
      signing: signingKeyFromSeed(content.slice(SEED_LENGTH, seeds)),
    },
    mark: markOf(content.slice(seeds)),
  };
}

/** The length is the same whatever is marked. */
function bytesOf({ countyKey, begun }: MemberMark): Uint8Array {
  if (countyKey === null) return new Uint8Array(1 + COUNTY_KEY_LENGTH);
  const key = fromBase64(countyKey);
  if (key.length !== COUNTY_KEY_LENGTH) throw new EnvelopeError('damaged', 'county key');
  return concat(Uint8Array.of(begun ? BEGUN : KNOWN), key);
}

function markOf(bytes: Uint8Array): MemberMark {
  const [sort] = bytes;
  if (sort === NOTHING) return NOTHING_MARKED;
  if (sort !== KNOWN && sort !== BEGUN) throw new EnvelopeError('damaged', 'mark');
  return { countyKey: toBase64(bytes.slice(1)), begun: sort === BEGUN };
}

const labelOf = (memberId: string): PartLabel => ({ kind: 'memberKeys', scope: memberId, sequence: 0 });
