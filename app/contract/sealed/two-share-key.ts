import * as z from 'zod/mini';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { type KeyPair, keyPairFromSeed, SEED_LENGTH } from '~/envelope/key-pair';
import { splitMask } from '~/envelope/masked-file';
import { plainAbout, type ShareAbout, sameAbout, shareAboutShape } from '~/envelope/opening/share-about';
import { joinTwo, splitTwo } from '~/envelope/opening/shares';
import { open, type PartLabel, seal, sealedLength } from '~/envelope/seal';
import { content, openContent, sealContent } from './content';
import { openFromKeyFile } from './key-file';

/** The holders of shares: custodians and guardians for identities and escrows, finance and guardians for payees. */
export type ShareHolder = 'custodians' | 'guardians' | 'finance';

/**
 * One of two shares, which alone is random bytes. `about` says what its report is about: guardians and custodians have
 * it in every share, finance in none.
 */
export type Share = { share: Uint8Array; about: ShareAbout | null };

/**
 * Every share is padded to this many bytes, which have room for nine accused units, so that its size tells nothing
 * about them.
 */
const SHARE_BYTES = 688;

/**
 * Splits a key's seed for two holders. Each share is sealed to its holder, with `about` inside unless the holder is
 * finance. `scope` is the name of the key, e.g. `<report id>:identity`.
 */
export async function splitForTwo(
  seed: Uint8Array,
  scope: string,
  holders: readonly [{ holder: ShareHolder; recipient: string }, { holder: ShareHolder; recipient: string }],
  about: ShareAbout,
): Promise<[Uint8Array, Uint8Array]> {
  requireTwo(holders);
  const shares = splitTwo(seed);
  const wrap = (i: 0 | 1) =>
    sealShare(
      labelOf(scope, holders[i].holder),
      { share: shares[i], about: knows(holders[i].holder) ? about : null },
      holders[i].recipient,
    );
  return Promise.all([wrap(0), wrap(1)]);
}

/** Refuses one key for both holders, which would make the split worthless. Throws EnvelopeError `weakRecipient`. */
export function requireTwo(holders: readonly [{ recipient: string }, { recipient: string }]): void {
  if (holders[0].recipient === holders[1].recipient) throw new EnvelopeError('weakRecipient', 'same holder twice');
}

/**
 * Opens one holder's share, from a file of its own or from a key file. Throws EnvelopeError: wrongKey, wrongPart,
 * damaged.
 */
export async function openShare(
  sealed: Uint8Array,
  identity: string,
  scope: string,
  holder: ShareHolder,
): Promise<Share> {
  const kept = holder === 'finance' ? null : await openFromKeyFile(sealed, identity, holder, scope);
  if (kept !== null) return told({ share: kept.secret, about: kept.about }, true);
  return unpack(await openContent(shareContent, sealed, identity, labelOf(scope, holder)), knows(holder));
}

/** Finance pays without knowing what a report is about. */
const knows = (holder: ShareHolder): boolean => holder !== 'finance';

/** Size of a holder's sealed share, whoever it is about. */
export const shareLength = (scope: string, holder: ShareHolder): number =>
  sealedLength(labelOf(scope, holder), SHARE_BYTES);

const packed = { share: z.string(), about: z._default(z.nullable(shareAboutShape), null) };
export const shareContent = content('share', z.object(packed));
/** A share that its holder released; `expiresOn` is its last day, null where it has no end. */
export const releaseContent = content('release', z.object({ ...packed, expiresOn: z.nullable(z.string()) }));

const pack = ({ share, about }: Share) => ({
  share: toBase64(share),
  about: about && { ...plainAbout(about), accused: [...about.accused].sort() },
});

const unpack = ({ share, about }: { share: string; about: ShareAbout | null }, tells: boolean): Share =>
  told({ share: fromBase64(share), about }, tells);

function told(share: Share, tells: boolean): Share {
  if (tells && share.about === null) throw new EnvelopeError('damaged', 'share');
  return share;
}

const sealShare = (label: PartLabel, share: Share, recipient: string) =>
  sealContent(shareContent, label, pack(share), [recipient], SHARE_BYTES);

export type ShareRelease = {
  scope: string;
  holder: ShareHolder;
  /** The share as sealed to its holder. */
  share: Uint8Array;
  holderIdentity: string;
  /** The key of one named person or unit that may now join it with the other share. */
  toRecipient: string;
  /**
   * The ceremony for which this consent is given; the released share is of no use in any other. Batches of payments
   * have none.
   */
  ceremonyId?: string;
  /** Last day (YYYY-MM-DD) on which the receiver's program joins it; null where it has no end. */
  expiresOn?: string | null;
  /**
   * Throws where the share must not go to the receiver. Null for finance's shares, which say nothing about the report.
   */
  mayHave: (about: ShareAbout | null) => void | Promise<void>;
  /** False for a receiver who must not learn what the report is about, which is whoever sees payments. */
  tellAbout: boolean;
};

/** A holder's consent: re-seals that holder's share to the receiver, after `mayHave` checked what it is about. */
export async function releaseShareTo(release: ShareRelease): Promise<Uint8Array> {
  const { share, about } = await openShare(release.share, release.holderIdentity, release.scope, release.holder);
  await release.mayHave(about);
  const given: Share = { share, about: release.tellAbout ? about : null };
  const packedRelease = { ...pack(given), expiresOn: release.expiresOn ?? null };
  return sealContent(releaseContent, releaseLabel(release), packedRelease, [release.toRecipient], SHARE_BYTES);
}

/** A share re-sealed to `identity`. */
export type ReleasedShare = { holder: ShareHolder; share: Uint8Array; identity: string };

/** Which share a sealed thing contains: a holder's own, or a holder's share released to another. */
export type SharePlace = { scope: string; holder: ShareHolder; released: boolean };

/**
 * The same share for the holder's next key, when a unit's key is rotated. A share from a key file gets a file of its
 * own, so that a mask that somebody kept no longer opens anything. Throws EnvelopeError as `openShare` does.
 */
export async function rewrapShare(
  { scope, holder, released }: SharePlace,
  sealed: Uint8Array,
  identity: string,
  toRecipient: string,
): Promise<Uint8Array> {
  const label = released ? releaseLabel({ scope, holder }) : labelOf(scope, holder);
  if (splitMask(sealed)) return sealShare(label, await openShare(sealed, identity, scope, holder), toRecipient);
  return seal(label, await open(sealed, identity, label), [toRecipient]);
}

export type ReleasedJoin = {
  scope: string;
  /** The receiver's own share and the key that opens it. */
  own: ReleasedShare;
  /** The other holder's share, released to the receiver. */
  released: ReleasedShare;
  ceremonyId?: string;
  /** Today (YYYY-MM-DD), where the release may have an end. */
  today?: string;
  /** Gets what the receiver's own share says, and throws where the shares must not be joined. */
  mayHave?: (about: ShareAbout | null) => void;
};

/**
 * Joins the receiver's share with a released one. Throws EnvelopeError: wrongKey, wrongPart (another key's share,
 * another ceremony's release, or one past its day), damaged. Shares that do not belong together give a key that opens
 * nothing.
 */
export async function joinReleased(join: ReleasedJoin): Promise<KeyPair> {
  const { scope, own, released, ceremonyId, today } = join;
  const mine = await openShare(own.share, own.identity, scope, own.holder);
  join.mayHave?.(mine.about);
  return joined(mine, await openReleased(scope, released, ceremonyId, today));
}

export type BothReleased = {
  scope: string;
  first: ReleasedShare;
  second: ReleasedShare;
  ceremonyId: string;
  today: string;
};

/**
 * Joins two shares that both holders released to the same receiver, who holds none, and returns what they say about
 * their report. Throws as `joinReleased`.
 */
export async function joinBothReleased({
  scope,
  first,
  second,
  ceremonyId,
  today,
}: BothReleased): Promise<{ pair: KeyPair; about: ShareAbout | null }> {
  // The same share twice would cancel out to a key that everybody knows.
  if (first.holder === second.holder) throw new EnvelopeError('wrongPart', 'same holder twice');
  const one = await openReleased(scope, first, ceremonyId, today);
  return { pair: await joined(one, await openReleased(scope, second, ceremonyId, today)), about: one.about };
}

async function openReleased(
  scope: string,
  { holder, share, identity }: ReleasedShare,
  ceremonyId: string | undefined,
  today: string | undefined,
): Promise<Share> {
  const label = releaseLabel({ scope, holder, ...(ceremonyId !== undefined && { ceremonyId }) });
  const { expiresOn, ...given } = await openContent(releaseContent, share, identity, label);
  if (expiresOn !== null && (today === undefined || today > expiresOn)) {
    throw new EnvelopeError('wrongPart', 'release expired');
  }
  return unpack(given, false);
}

async function joined({ share: first, about }: Share, { share: second, about: other }: Share): Promise<KeyPair> {
  // Both shares were sealed with the same words, so a holder who changed those in their own share is noticed here.
  const agree = about === null || other === null || sameAbout(about, other);
  if (!agree) throw new EnvelopeError('wrongPart', 'shares disagree');
  if (first.length !== SEED_LENGTH || second.length !== SEED_LENGTH) throw new EnvelopeError('damaged', 'share length');
  return keyPairFromSeed(joinTwo(first, second));
}

const labelOf = (scope: string, holder: ShareHolder) =>
  ({ kind: 'share', scope: `${scope}:${holder}`, sequence: 0 }) as const;
const releaseLabel = ({ scope, holder, ceremonyId }: { scope: string; holder: ShareHolder; ceremonyId?: string }) =>
  ({
    kind: 'release',
    scope: ceremonyId === undefined ? `${scope}:${holder}` : `${scope}:${holder}@${ceremonyId}`,
    sequence: 0,
  }) as const;
