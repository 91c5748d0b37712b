import { checkedDirectory } from '~/browser/keys/checked-directory';
import { requireNearDay } from '~/browser/own-day';
import { type AskedWords, type CeremonyFacts, openAsk, sealAsk } from '~/contract/sealed/ceremony';
import type { IsoDate } from '~/domain/dates';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import type { ConfirmedMark } from '~/envelope/case/accused-mark';
import type { SignedStep } from '~/envelope/case/case-transfer';
import type { TransferChain } from '~/envelope/case/transfer-chain';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { requireCertifiedMember, requireUnitOfKind, type SignedDirectory } from '~/envelope/keys/directory';
import { reportProofKey } from '~/envelope/report/report-proof';

type Grant = { unitKeyId: string; wrapped: string };

/** The part of the keyring needed here; in tests it is made by hand. */
export type CeremonyKeyring = {
  member: () => { memberId: string; age: { identity: string }; signing: { seed: Uint8Array } };
  unitIdentity: (grant: Grant) => Promise<string>;
};

/**
 * Who acts, with which unit keys, by which signed list; also former lists, of the sending and of those who have left,
 * and the transfers of the case.
 */
export type Workspace = {
  directory: SignedDirectory;
  former: readonly SignedDirectory[];
  /** Every mark in the county of a unit that was discovered after the sending. */
  marks: readonly ConfirmedMark[];
  steps: readonly SignedStep[];
  /** The county's chain of transfers, for openings on which the transfers of the case decide: escrows. */
  chain: TransferChain | null;
  grants: readonly Grant[];
  keyring: CeremonyKeyring;
  /** The date by the person's own device, whatever the server says. */
  day: IsoDate;
};

/** Units that read why somebody asks. */
const DECIDERS: Record<string, readonly string[]> = {
  identity: ['guardians', 'custodians'],
  escrow: ['guardians', 'custodians'],
  payeeSample: ['guardians', 'finance'],
};

/**
 * Signs a request and seals its text to the certified keys of the units that decide. `reportSeed` is the report's own
 * key, with which a request for an identity proves that its maker can open the report. Rejects with EnvelopeError
 * `badSignature` when one of the units has no key, and `wrongDay` when the server wants another day signed than the
 * device's.
 */
export async function askHere(
  facts: CeremonyFacts,
  text: string,
  workspace: Pick<Workspace, 'directory' | 'keyring' | 'day'>,
  reportSeed: Uint8Array | null = null,
): Promise<string> {
  requireNearDay(facts.askedOn, workspace.day);
  const directory = await checkedDirectory(workspace.directory);
  const recipients = (DECIDERS[facts.kind] ?? []).map((kind) => requireUnitOfKind(directory, kind).recipient);
  const proof = reportSeed && reportProofKey(reportSeed, 'ask').seed;
  return toBase64(await sealAsk(facts, text, recipients, { signing: workspace.keyring.member().signing.seed, proof }));
}

type Reading = Pick<Workspace, 'directory' | 'grants' | 'keyring'>;

/** The text of a request, after checking that the asker signed exactly this request. Rejects with EnvelopeError. */
export const readWords = async (facts: CeremonyFacts, words: string, workspace: Reading): Promise<string> =>
  (await openWords(facts, words, workspace)).text;

async function openWords(facts: CeremonyFacts, words: string, workspace: Reading): Promise<AskedWords> {
  const { signingKey } = requireCertifiedMember(await checkedDirectory(workspace.directory), facts.askedBy);
  let refused: unknown = new EnvelopeError('wrongKey', 'no unit key');
  for (const grant of workspace.grants) {
    try {
      return await openAsk(facts, fromBase64(words), await workspace.keyring.unitIdentity(grant), signingKey);
    } catch (error) {
      if (!isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
      refused = error;
    }
  }
  throw refused;
}

/**
 * Checks before anything is sealed for a request: the asker signed exactly this request, and not somebody in the
 * database for them. Rejects with EnvelopeError: badSignature (also where there is no text), wrongKey, wrongPart,
 * damaged.
 */
export async function requireAsked(
  facts: CeremonyFacts,
  words: string | null,
  workspace: Reading,
): Promise<AskedWords> {
  if (words === null) throw new EnvelopeError('badSignature', 'ask');
  return openWords(facts, words, workspace);
}
