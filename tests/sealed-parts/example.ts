import { splitForTwo } from '~/contract/sealed/two-share-key';
import { newKeyPair } from '~/envelope/key-pair';
import { newSigningKey } from '~/envelope/signing';

// The people, ids and words from which every sample is made; keys are fresh for each release.

export const key = await newKeyPair();
export const other = await newKeyPair();
export const signing = newSigningKey();
export const [reportId, caseId, memberId, proposalId, rewardId, ceremonyId, unitKeyId, markId] = Array.from(
  { length: 8 },
  () => crypto.randomUUID(),
) as [string, string, string, string, string, string, string, string];
export const { seed: signingSeed, publicKey: signingKey } = signing;
export const { recipient } = key;
export const about = {
  accused: [crypto.randomUUID()],
  caseId,
  firstUnitId: crypto.randomUUID(),
  listVersion: 3,
  proofKey: signingKey,
};
export const place = { reportId, sequence: 1, text: '请问消防通道现在还堵着吗？', threadRecipient: recipient };
export const scope = `${reportId}:report`;
export const explained = {
  amountFen: '750000',
  steps: [
    {
      code: 'penaltyShare',
      penaltyFen: '5000000',
      basisPoints: 1500,
      resultFen: '750000',
      legalBasis: '第八条',
    } as const,
  ],
  policyId: 'national',
  legalBasis: '安监总财〔2018〕19号',
};

export const [share, othersShare] = await splitForTwo(
  key.seed,
  scope,
  [
    { holder: 'custodians', recipient },
    { holder: 'guardians', recipient: other.recipient },
  ],
  about,
);
