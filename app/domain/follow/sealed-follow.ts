import type { SignedList } from '~/domain/case/sealed-case';

/** The envelope's `Stamp` as it crosses; whoever reads it checks it. */
type StampRow = {
  memberId: string;
  directoryHash: string;
  directoryVersion: number;
  routingHash: string;
  routingVersion: number;
  transferTag: string;
  day: string;
  signature: string;
};

/** What the reporter's browser gets to open the own page; sealed bytes in URL-safe Base64. */
export type SealedFollow = {
  reportId: string;
  /** Place of the next message in the thread. */
  nextSequence: number;
  /** Generation of the thread key that the server seals to now. */
  keyEpoch: number;
  /** Whole wraps of the thread key for the reporter, one per epoch. */
  wraps: { keyEpoch: number; bytes: string }[];
  /** Officers' signed words for the thread's later keys, each sealed to that key. */
  renewals: { keyEpoch: number; bytes: string }[];
  messages: SealedFollowMessage[];
  /** The approved reward's steps, sealed to the thread key, and the payment that an account is sealed and signed for. */
  reward: { id: string; rewardId: string | null; steps: string } | null;
  /** What the reporter's own program wrote down at the sending, sealed to the thread key. */
  card: string | null;
  /** The row's word for the report key; only the key that the card names is sealed to. */
  reportRecipient: string | null;
  /** Number of the list in force; `directory` is left out when the browser said that it has this one. */
  directoryVersion: number;
  directory: SignedList | null;
  /** The version of the signed routing; 0 before there is one. */
  routingVersion: number;
  routing: SignedList | null;
  /** Guardians' words that list and routing in force are the newest ones. */
  stamps: StampRow[];
  /** Older lists that name officers who wrote or renewed keys and have left since. */
  former: SignedList[];
  /** Keys in force that a payee is sealed to; the browser looks for them in the directory. */
  payeeKeys: { finance: string; guardians: string } | null;
  /** The numbers with which later files go on. */
  files: { nextManifest: number; nextIndex: number };
};

/** Bytes are null once past retention. */
export type SealedFollowMessage = {
  sequence: number;
  from: 'reporter' | 'staff';
  keyEpoch: number;
  bytes: string | null;
};
