import { EnvelopeError } from '~/envelope/errors';
import type { SignedDirectory } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { textHashOf } from '~/envelope/keys/memory';
import type { Stamp } from '~/envelope/keys/stamp';
import { signStatement, verifyStatement } from '~/envelope/signing';

/**
 * One step of a case from unit to unit. A `transfer` is signed by a member of the unit that gives the case, a
 * `takeover` by a lead of the unit above, which takes it. Both are also signed with the key of each report of the case,
 * which only somebody has who can open it.
 */
export type TransferStep = {
  caseId: string;
  /** 1 for the first step after the report was sent. */
  sequence: number;
  kind: 'transfer' | 'takeover';
  fromUnitId: string;
  toUnitId: string;
  /** YYYY-MM-DD. */
  onDay: string;
  /** The signed list that the signer's browser had checked. */
  listVersion: number;
  /** Place among all steps of the county, from 1. */
  number: number;
  /** The `linkHash` of the step at the place before, whatever its case; '' for the first. */
  previous: string;
};

/** A step with its signatures, as it is stored and sent. */
export type SignedStep = TransferStep & { memberId: string; signature: string; proofs: readonly string[] };

/**
 * One place of the county's chain of transfers, as every browser that follows the chain gets it. It names no case and
 * no unit: whoever knows a case's id finds its links by the tag, and whoever has the step compares it with the hash.
 */
export type ChainLink = {
  /** SHA-256 (hex) of place and case id, so that it differs at each place. */
  caseTag: string;
  /** SHA-256 (hex) of all that the step says and of who signed it. */
  stepHash: string;
};

/** The newest link with its signature, which covers every link before it. */
export type SignedLink = ChainLink & { number: number; previous: string; memberId: string; signature: string };

/** The chain as the server gives it. */
export type TransferChain = {
  /** Every step of the county, the first one first. */
  links: readonly ChainLink[];
  /** Who signed the newest step; null before there is one. */
  last: Pick<SignedLink, 'memberId' | 'signature'> | null;
  /** The newest transfers that guardians recently stated they know of. */
  stamps: readonly Stamp[];
  /** The newest link that the site noted outside its database. */
  noted: string | null;
  /** Older lists, which name the newest link's signer and guardians who have left since. */
  former: readonly SignedDirectory[];
};

const KIND = 'caseTransfer';

/** The tag of a case at a place. A case's id is random, so nobody finds it by trying. */
export const caseTagOf = (caseId: string, number: number): string =>
  textHashOf(JSON.stringify(['anshao/transfer-case/v1', number, caseId]));

export function linkOf(step: TransferStep, memberId: string): ChainLink {
  const { caseId, sequence, kind, fromUnitId, toUnitId, onDay, listVersion, number } = step;
  const said = [caseId, sequence, kind, fromUnitId, toUnitId, onDay, listVersion, memberId];
  return {
    caseTag: caseTagOf(caseId, number),
    stepHash: textHashOf(JSON.stringify(['anshao/transfer-step/v1', ...said])),
  };
}

/** SHA-256 (hex) of a link at its place: the value that the next link and every memory refer to. */
export const linkHash = (number: number, previous: string, { caseTag, stepHash }: ChainLink): string =>
  textHashOf(JSON.stringify(['anshao/transfer-link/v1', number, previous, caseTag, stepHash]));

/** What the signature of a step covers: its place in the chain as well as the step itself. */
export const linkFields = ({ number, previous, caseTag, stepHash, memberId }: Omit<SignedLink, 'signature'>) => ({
  number,
  previous,
  caseTag,
  stepHash,
  memberId,
});

export const signLink = (link: Omit<SignedLink, 'signature'>, seed: Uint8Array): string =>
  signStatement(KIND, linkFields(link), seed);

export const isSignedLink = (link: SignedLink, signingKey: string): boolean =>
  verifyStatement(KIND, linkFields(link), link.signature, signingKey);

/** The newest link's hash if a member named by one of the lists signed it, else null. */
export function vouchedHead(
  link: SignedLink,
  lists: readonly Pick<DirectoryStatement, 'members'>[],
): { sequence: number; head: string } | null {
  const keys = lists.flatMap(({ members }) => members.filter(({ id }) => id === link.memberId));
  const vouched = keys.some(({ signingKey }) => isSignedLink(link, signingKey));
  return vouched ? { sequence: link.number, head: linkHash(link.number, link.previous, link) } : null;
}

/** The hash of each link, computed one from the other. */
export function chainHashes(links: readonly ChainLink[]): string[] {
  const hashes: string[] = [];
  for (const [index, link] of links.entries()) hashes.push(linkHash(index + 1, hashes[index - 1] ?? '', link));
  return hashes;
}

/**
 * The same, after checking that a certified member signed the newest link; that member's browser saw every link before
 * it. Throws EnvelopeError `badSignature`.
 */
export function vouchedHashes(
  { links, last }: Pick<TransferChain, 'links' | 'last'>,
  lists: readonly Pick<DirectoryStatement, 'members'>[],
): string[] {
  const hashes = chainHashes(links);
  const newest = links.at(-1);
  if (newest === undefined && last === null) return hashes;
  const place = { number: links.length, previous: hashes.at(-2) ?? '' };
  if (!newest || !last || vouchedHead({ ...newest, ...place, ...last }, lists) === null) {
    throw new EnvelopeError('badSignature', 'transfers');
  }
  return hashes;
}

/** A chain after it was checked: its links and the hash of each. */
export type CheckedChain = Pick<TransferChain, 'links'> & { hashes: readonly string[] };

/** Place of the next step. */
export const nextPlace = ({ hashes }: Pick<CheckedChain, 'hashes'>): Pick<TransferStep, 'number' | 'previous'> => ({
  number: hashes.length + 1,
  previous: hashes.at(-1) ?? '',
});

/** Where the steps of a case stand in the chain, counted from 0. */
export const placesOf = (caseId: string, links: readonly ChainLink[]): number[] =>
  links.flatMap(({ caseTag }, index) => (caseTag === caseTagOf(caseId, index + 1) ? [index] : []));

/**
 * The steps of a case in order, after checking that they are exactly those that the chain has of it. Throws
 * EnvelopeError `badSignature` where one is missing or changed, or does not stand in the chain.
 */
export function stepsInChain(
  caseId: string,
  steps: readonly SignedStep[],
  { links, hashes }: CheckedChain,
): readonly SignedStep[] {
  const ordered = [...steps].sort((a, b) => a.number - b.number);
  const places = placesOf(caseId, links);
  const whole =
    places.length === ordered.length &&
    ordered.every((step, at) => {
      const index = places[at] ?? -1;
      const link = linkOf(step, step.memberId);
      const placed = step.number === index + 1 && step.previous === (hashes[index - 1] ?? '');
      return placed && link.stepHash === links[index]?.stepHash && step.caseId === caseId;
    });
  if (!whole) throw new EnvelopeError('badSignature', 'transfers of the case');
  return ordered;
}
