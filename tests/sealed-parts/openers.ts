import { caseNoteContents } from '~/contract/sealed/case-notes';
import { openAsk, openOutcome } from '~/contract/sealed/ceremony';
import { openContent } from '~/contract/sealed/content';
import { openManifest } from '~/contract/sealed/file-manifest';
import { openHazard } from '~/contract/sealed/hazard';
import { openHazardFile } from '~/contract/sealed/hazard-file';
import { openIdentity } from '~/contract/sealed/identity';
import { openFromKeyFile } from '~/contract/sealed/key-file';
import { openMarkWords } from '~/contract/sealed/mark-words';
import { openNarrative } from '~/contract/sealed/narrative';
import { openPayeeWith } from '~/contract/sealed/payee';
import { requireRenewal } from '~/contract/sealed/renewal-proof';
import { openReporterCard } from '~/contract/sealed/reporter-card';
import { openRewardPayment } from '~/contract/sealed/reward-payment';
import { explainedRewardContent, openRewardSteps, proposedRewardContent } from '~/contract/sealed/reward-steps';
import { openStaffDraft } from '~/contract/sealed/staff-draft';
import { openMessage } from '~/contract/sealed/thread';
import { joinReleased, openShare } from '~/contract/sealed/two-share-key';
import { type WaitingKind, waitingContents } from '~/contract/sealed/waiting';
import { requireWithdrawal } from '~/contract/sealed/withdrawal';
import { fromBase64, text } from '~/envelope/bytes';
import { type KeyPair, keyPairFromSeed } from '~/envelope/key-pair';
import { openMemberKeys } from '~/envelope/keys/member-keys';
import { openDirectorySeed, openUnitKey } from '~/envelope/keys/unit-key';
import { joinMask } from '~/envelope/masked-file';
import type { PartKind } from '~/envelope/seal';
import { unwrapSeed } from '~/envelope/wrap';
import { openFile } from '../envelope/report/whole-file';
import type { Sample } from './sample';

type Open = (sealed: Uint8Array, key: KeyPair, fact: (name: string) => string) => Promise<unknown>;
type Fact = Parameters<Open>[2];

const member = (fact: Fact) => ({
  members: [
    {
      id: fact('memberId'),
      name: { zh: '李明' },
      signingKey: fact('signingKey'),
      recipient: '',
      unitIds: [],
      roles: [],
      office: '',
      formerOffices: [],
    },
  ],
});

const waiting =
  (kind: WaitingKind): Open =>
  async (plain) =>
    waitingContents[kind].read(JSON.parse(text(plain)));

const note =
  (kind: keyof typeof caseNoteContents): Open =>
  (sealed, key, fact) =>
    openContent(caseNoteContents[kind], sealed, key.identity, { kind, scope: fact('caseId'), sequence: 7 });

const message =
  (kind: 'reporterMessage' | 'staffMessage'): Open =>
  (sealed, key, fact) =>
    openMessage({
      kind,
      sealed,
      reportId: fact('reportId'),
      sequence: 1,
      threadIdentity: key.identity,
      directory: member(fact) as unknown as Parameters<typeof openMessage>[0]['directory'],
      reporterKey: fact('signingKey'),
    });

const ASK = {
  kind: 'identity',
  reason: 'callBack',
  purpose: 'contact',
  fields: ['phone'],
  askedOn: '2026-11-29',
} as const;

/** The facts of the made-up request, for its maker and its reader. */
export const askFacts = (fact: Fact) => ({
  ...ASK,
  ceremonyId: fact('ceremonyId'),
  caseId: fact('caseId'),
  reportId: fact('reportId'),
  askedBy: fact('memberId'),
});

/** How the program reads each kind of sealed part, by the name of its content. */
export const OPENERS = {
  narrative: (sealed, key, fact) => openNarrative(fact('reportId'), sealed, key),
  identity: (sealed, key, fact) => openIdentity(fact('reportId'), sealed, key),
  reporterCard: (sealed, key, fact) => openReporterCard(fact('reportId'), sealed, key, { by: 'thread' }),
  fileManifest: (sealed, key, fact) =>
    openManifest({ reportId: fact('reportId') }, sealed, key.identity, fact('signingKey')),
  file: (sealed, key, fact) => {
    const entry = {
      fileIndex: 0,
      name: 'a.txt',
      type: 'text/plain',
      size: Number(fact('size')),
      hashes: [fact('hash')],
    };
    return openFile({ reportId: fact('reportId'), entry, parts: [sealed], reportIdentity: key.identity });
  },
  reporterMessage: message('reporterMessage'),
  staffMessage: message('staffMessage'),
  withdrawal: async (sealed, key, fact) => {
    await requireWithdrawal(fact('reportId'), sealed, key.identity, fact('signingKey'));
    return 'signed';
  },
  note: note('note'),
  finding: note('finding'),
  evidence: note('evidence'),
  penalty: note('penalty'),
  explainedReward: (sealed, key, fact) =>
    openRewardSteps(explainedRewardContent, fact('proposalId'), sealed, key.identity),
  proposedReward: (sealed, key, fact) =>
    openRewardSteps(proposedRewardContent, fact('proposalId'), sealed, key.identity),
  rewardPayment: (sealed, key, fact) => openRewardPayment(fact('proposalId'), sealed, key.identity),
  payee: (sealed, key, fact) => openPayeeWith(fact('rewardId'), sealed, key),
  keyRenewal: async (sealed, key, fact) => {
    const place = { key: 'case', scope: fact('caseId'), keyEpoch: 1 } as const;
    const reporter = { reporter: null, signing: null };
    const directories = [member(fact)] as unknown as Parameters<typeof requireRenewal>[2]['directories'];
    await requireRenewal(place, sealed, { pair: key, previous: fact('previous'), reporter, directories });
    return 'signed';
  },
  reason: (sealed, key, fact) => openAsk(askFacts(fact), sealed, key.identity, fact('signingKey')),
  outcome: (sealed, key, fact) => {
    const outcome = { ceremonyId: fact('ceremonyId'), openerId: fact('memberId'), code: 'released' };
    return openOutcome(outcome, sealed, key.identity, fact('signingKey'));
  },
  markWords: (sealed, key, fact) => openMarkWords(JSON.parse(fact('mark')), sealed, key.identity),
  share: (sealed, key, fact) => openShare(sealed, key.identity, fact('scope'), 'custodians'),
  release: async (sealed, key, fact) => {
    const own = { holder: 'custodians', share: fromBase64(fact('ownShare')), identity: key.identity } as const;
    const released = { holder: 'guardians', share: sealed, identity: key.identity } as const;
    const [scope, ceremonyId, today] = [fact('scope'), fact('ceremonyId'), '2026-11-29'];
    return (await joinReleased({ scope, own, released, ceremonyId, today })).seed;
  },
  keyFile: (sealed, key, fact) => {
    const mask = fromBase64(fact('mask'));
    return openFromKeyFile(joinMask({ mask, file: sealed }), key.identity, 'custodians', fact('scope'));
  },
  wrappedKey: (sealed, key, fact) => unwrapSeed(sealed, key.identity, fact('scope')),
  unitKey: async (sealed, key, fact) => (await openUnitKey(sealed, fact('unitKeyId'), key.identity)).seed,
  directorySeed: (sealed, key) => openDirectorySeed(sealed, key.identity),
  waitingPenalty: waiting('penalty'),
  waitingClaim: waiting('claim'),
  rewardLink: waiting('rewardLink'),
  waitingHazard: waiting('hazard'),
  waitingSupervision: waiting('supervision'),
  hazard: (sealed, key, fact) => {
    const lists = [member(fact)] as unknown as Parameters<typeof openHazard>[3];
    return openHazard({ hazardId: fact('hazardId'), version: 2 }, sealed, key.identity, lists);
  },
  hazardFile: (sealed, key, fact) => openHazardFile(fact('fileId'), sealed, key.identity),
  staffDraft: (sealed, key, fact) => openStaffDraft(fact('place'), sealed, key),
  memberKeys: (sealed, key, fact) => openMemberKeys(sealed, fact('memberId'), key.identity),
} satisfies Record<string, Open>;
export type SampleName = keyof typeof OPENERS;

/** The sample of each kind of part; a new kind does not compile until it stands here. */
export const SAMPLE_OF: Record<PartKind, SampleName> = {
  narrative: 'narrative',
  identity: 'identity',
  reporterCard: 'reporterCard',
  fileManifest: 'fileManifest',
  file: 'file',
  reporterMessage: 'reporterMessage',
  staffMessage: 'staffMessage',
  withdrawal: 'withdrawal',
  note: 'note',
  finding: 'finding',
  evidence: 'evidence',
  penalty: 'penalty',
  rewardSteps: 'explainedReward',
  rewardPayment: 'rewardPayment',
  payee: 'payee',
  keyRenewal: 'keyRenewal',
  reason: 'reason',
  outcome: 'outcome',
  share: 'share',
  release: 'release',
  wrappedKey: 'wrappedKey',
  keyFile: 'keyFile',
  memberKeys: 'memberKeys',
  staffDraft: 'staffDraft',
  hazard: 'hazard',
  hazardFile: 'hazardFile',
};

/** Opens a sample as today's program does. */
export async function openSample({ name, seed, facts, sealed }: Sample): Promise<unknown> {
  const open: Open = OPENERS[name as SampleName];
  const fact: Fact = (wanted) => facts[wanted] ?? '';
  return open(fromBase64(sealed), await keyPairFromSeed(fromBase64(seed)), fact);
}
