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

/** The part of the keyring needed here; in tests made by hand. */
export type CeremonyKeyring = {
  member: () => { memberId: string; age: { identity: string }; signing: { seed: Uint8Array } };
  unitIdentity: (grant: Grant) => Promise<string>;
};

/**
 * Who acts, with which unit keys, by which signed list; former lists, of the sending and of those who have left, and how
 * the case went from unit to unit.
 */
export type Workspace = {
  directory: SignedDirectory;
  former: readonly SignedDirectory[];
  /** Every mark of a unit that was discovered after the sending, county-wide. */
  marks: readonly ConfirmedMark[];
  steps: readonly SignedStep[];
  /** The county's chain of transfers, where the way of a case decides: for an escrow. */
  chain: TransferChain | null;
  grants: readonly Grant[];
  keyring: CeremonyKeyring;
  /** The day by the person's own device, whatever the server says. */
  day: IsoDate;
};

/** Units that read why somebody asks. */
const DECIDERS: Record<string, readonly string[]> = {
  identity: ['guardians', 'custodians'],
  escrow: ['guardians', 'custodians'],
  payeeSample: ['guardians', 'finance'],
};

/**
 * Signs an ask and seals its words to the certified keys of the units that decide. `reportSeed` is the report's own key,
 * which an ask for an identity proves with that its maker can open the report. Rejects with EnvelopeError `badSignature`
 * when one of the units has no key, `wrongDay` when the server would have another day signed than the device's.
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

/** The words of an ask, after checking that the one who asked signed exactly this ask. Rejects with EnvelopeError. */
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
 * Before anything is sealed for an ask: the one who asked signed exactly this ask, and not somebody in the database for
 * them. Rejects with EnvelopeError: badSignature (also where there are no words), wrongKey, wrongPart, damaged.
 */
export async function requireAsked(
  facts: CeremonyFacts,
  words: string | null,
  workspace: Reading,
): Promise<AskedWords> {
  if (words === null) throw new EnvelopeError('badSignature', 'ask');
  return openWords(facts, words, workspace);
}
