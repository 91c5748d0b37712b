import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { outcomeContent, reasonContent, sealAsk, sealOutcome } from '~/contract/sealed/ceremony';
import { sealContent } from '~/contract/sealed/content';
import { fileManifestContent, sealManifest } from '~/contract/sealed/file-manifest';
import { identityContent, sealIdentity } from '~/contract/sealed/identity';
import { keyFileContent, sealKeyFile } from '~/contract/sealed/key-file';
import { narrativeContent, sealNarrative } from '~/contract/sealed/narrative';
import { payeeContent } from '~/contract/sealed/payee';
import { keyRenewalContent, sealRenewalProof } from '~/contract/sealed/renewal-proof';
import { reporterCardContent, sealReporterCard } from '~/contract/sealed/reporter-card';
import { rewardPaymentContent, sealRewardPayment } from '~/contract/sealed/reward-payment';
import { explainedRewardContent, proposedRewardContent, sealRewardSteps } from '~/contract/sealed/reward-steps';
import { sealStaffDraft, staffDraftContent } from '~/contract/sealed/staff-draft';
import {
  reporterMessageContent,
  sealReporterMessage,
  sealStaffMessage,
  staffMessageContent,
} from '~/contract/sealed/thread';
import { releaseContent, releaseShareTo, shareContent } from '~/contract/sealed/two-share-key';
import { sealWithdrawal, withdrawalContent } from '~/contract/sealed/withdrawal';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { newMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { wrapDirectorySeed, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { fileEntry } from '~/envelope/report/file-parts';
import { wrapSeed } from '~/envelope/wrap';
import { SEEN } from '../envelope/samples';
import { file, hazard, hazardFile, type Made, markWords, note } from './case-makers';
import { DIGESTS, digestLine } from './digest';
import {
  about,
  caseId,
  ceremonyId,
  explained,
  key,
  memberId,
  other,
  othersShare,
  place,
  proposalId,
  recipient,
  reportId,
  rewardId,
  scope,
  share,
  signingKey,
  signingSeed,
  unitKeyId,
} from './example';
import { askFacts, openSample, type SampleName } from './openers';
import { plain, type Sample } from './sample';
import { waitingMakers } from './waiting-makers';

// Makes samples of what is sealed today, one file each: `npx tsx tests/sealed-parts/make.ts v2`. An existing file is
// never written again, because a sample made anew would prove nothing about what lies in people's databases.

const release = process.argv[2];
if (release === undefined || !/^v\d+$/.test(release)) throw new Error('name the release: v1, v2 …');
const folder = new URL(`./${release}/`, import.meta.url);
mkdirSync(folder, { recursive: true });

const MAKERS: Record<SampleName, () => Promise<Made>> = {
  narrative: async () => ({
    sealed: await sealNarrative(
      reportId,
      {
        description: '二号仓库的消防通道被木料堵住，已经三个星期。',
        place: '二号仓库东门',
        employer: '样例木器厂',
        occurredOn: '2026-11-10',
        siteCode: null,
        village: null,
        insider: true,
        wantsReward: true,
        anonymity: 'named',
        deaths: 0,
        accusedUnit: about.accused[0] ?? null,
        matter: 'hazard',
        sector: 'fire',
        area: '500200101',
        phoneLeft: false,
        answers: {},
      },
      { thread: 't', case: 'c', reporter: 'r', signing: signingKey, firstUnitId: about.firstUnitId, listVersion: 3 },
      key,
    ),
    facts: { reportId },
    version: narrativeContent.version,
  }),
  identity: async () => ({
    sealed: await sealIdentity(reportId, { name: '样例人', phone: '13800000000', idNumber: '' }, recipient),
    facts: { reportId },
    version: identityContent.version,
  }),
  reporterCard: async () => ({
    sealed: await sealReporterCard(
      reportId,
      { reportRecipient: recipient, reporterRecipient: other.recipient, countyKey: signingKey, seen: SEEN, about },
      key,
      other.seed,
    ),
    facts: { reportId },
    version: reporterCardContent.version,
  }),
  fileManifest: async () => {
    const entry = fileEntry({ fileIndex: 0, name: '照片.jpg', type: 'image/jpeg' }, [
      { sha256: 'a'.repeat(64), length: 9 },
    ]);
    const sealed = await sealManifest({ reportId, files: [entry], reportRecipient: recipient, signingSeed });
    return { sealed, facts: { reportId, signingKey }, version: fileManifestContent.version };
  },
  file,
  reporterMessage: async () => ({
    sealed: await sealReporterMessage({ ...place, signingSeed }),
    facts: { reportId, signingKey },
    version: reporterMessageContent.version,
  }),
  staffMessage: async () => ({
    sealed: await sealStaffMessage({ ...place, memberId, signingSeed }),
    facts: { reportId, memberId, signingKey },
    version: staffMessageContent.version,
  }),
  withdrawal: async () => ({
    sealed: await sealWithdrawal(reportId, recipient, signingSeed),
    facts: { reportId, signingKey },
    version: withdrawalContent.version,
  }),
  note: () => note('note', { about: 'visit', visitedOn: '2026-11-20', text: '现场通道已堵' }),
  finding: () => note('finding', { verdict: 'substantiated', text: '属实' }),
  evidence: () => note('evidence', { about: 'rectification', text: '已清理' }),
  penalty: () => note('penalty', { decisionNumber: '〔2026〕7号', decidedOn: '2026-11-25', offender: '样例木器厂' }),
  explainedReward: async () => ({
    sealed: await sealRewardSteps(explainedRewardContent, proposalId, explained, recipient),
    facts: { proposalId },
    version: explainedRewardContent.version,
  }),
  proposedReward: async () => {
    const excluded = { alreadyKnown: false, supervisingOfficial: false, fabricated: false };
    const counted = {
      concealedDeaths: 0,
      totalDeaths: 0,
      accidentGrade: null,
      insider: true,
      majorHazard: true,
      unlawfulProduction: false,
      situation: null,
    };
    const facts = { penaltyFen: '5000000', chosenFen: null, ...counted, anonymity: 'named' as const, excluded };
    const sealed = await sealRewardSteps(proposedRewardContent, proposalId, { ...explained, facts }, recipient);
    return { sealed, facts: { proposalId }, version: proposedRewardContent.version };
  },
  rewardPayment: async () => ({
    sealed: await sealRewardPayment(
      proposalId,
      { order: 4, amountFen: '750000', voucher: 'P-2026-0004', paidOn: '2026-11-28' },
      recipient,
    ),
    facts: { proposalId },
    version: rewardPaymentContent.version,
  }),
  payee: async () => ({
    sealed: await sealContent(
      payeeContent,
      { kind: 'payee', scope: rewardId, sequence: 0 },
      { method: 'bank', holder: '样例人', bank: '样例银行', account: '6222000000000000' },
      [recipient],
    ),
    facts: { rewardId },
    version: payeeContent.version,
  }),
  keyRenewal: async () => {
    const renewed = { recipient, previous: other.recipient, reporter: null };
    const at = { key: 'case', scope: caseId, keyEpoch: 1 } as const;
    const sealed = await sealRenewalProof(at, renewed, { memberId, signingSeed });
    return {
      sealed,
      facts: { caseId, memberId, signingKey, previous: other.recipient },
      version: keyRenewalContent.version,
    };
  },
  reason: async () => {
    const facts = { ceremonyId, caseId, reportId, memberId, signingKey };
    const asked = askFacts((name) => (facts as Record<string, string>)[name] ?? '');
    const sealed = await sealAsk(asked, '需要回访核实细节', [recipient], { signing: signingSeed, proof: signingSeed });
    return { sealed, facts, version: reasonContent.version };
  },
  outcome: async () => ({
    sealed: await sealOutcome(
      { ceremonyId, openerId: memberId, code: 'released', plain: { fields: { phone: '13800000000' }, note: '' } },
      recipient,
      signingSeed,
    ),
    facts: { ceremonyId, memberId, signingKey },
    version: outcomeContent.version,
  }),
  markWords,
  share: async () => ({ sealed: share, facts: { scope }, version: shareContent.version }),
  release: async () => ({
    sealed: await releaseShareTo({
      scope,
      holder: 'guardians',
      share: othersShare,
      holderIdentity: other.identity,
      toRecipient: recipient,
      ceremonyId,
      expiresOn: '2026-12-06',
      mayHave: () => undefined,
      tellAbout: true,
    }),
    facts: { scope, ceremonyId, ownShare: toBase64(share) },
    version: releaseContent.version,
  }),
  keyFile: async () => {
    const secrets = ['report', 'case', 'identity'].map((name) => ({
      scope: `${name === 'case' ? caseId : reportId}:${name}`,
      secret: randomBytes(32),
    }));
    const { file, masks } = await sealKeyFile('custodians', secrets, about, recipient);
    const facts = { scope: secrets[2]?.scope ?? '', mask: toBase64(masks[2] ?? new Uint8Array()) };
    return { sealed: file, facts, version: keyFileContent.version };
  },
  wrappedKey: async () => ({ sealed: await wrapSeed(other.seed, scope, [recipient]), facts: { scope } }),
  unitKey: async () => ({ sealed: await wrapUnitSeed(other.seed, unitKeyId, recipient), facts: { unitKeyId } }),
  directorySeed: async () => ({ sealed: await wrapDirectorySeed(signingSeed, recipient) }),
  ...waitingMakers,
  hazard,
  hazardFile,
  staffDraft: async () => {
    const place = `cases/${caseId}#note`;
    const sealed = await sealStaffDraft(place, { text: '先电话核实，再到现场' }, recipient);
    return { sealed, facts: { place }, version: staffDraftContent.version };
  },
  memberKeys: async () => ({
    sealed: await wrapMemberKeys(await newMemberKeys(), { countyKey: signingKey, begun: true }, memberId, recipient),
    facts: { memberId },
  }),
};

for (const [name, make] of Object.entries(MAKERS)) {
  const { sealed, facts = {}, version = 1 } = await make();
  const path = new URL(`${name}-${version}.json`, folder);
  if (existsSync(path)) continue;
  const sample: Sample = { name, version, seed: toBase64(key.seed), facts, sealed: toBase64(sealed), says: null };
  writeFileSync(path, `${JSON.stringify({ ...sample, says: plain(await openSample(sample)) }, null, 1)}\n`, {
    flag: 'wx',
  });
  appendFileSync(new URL(DIGESTS, folder), `${digestLine(folder.pathname, `${name}-${version}.json`)}\n`);
  process.stdout.write(`${release}/${name}-${version}.json\n`);
}
