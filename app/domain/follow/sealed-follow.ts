import type { SignedList } from '~/domain/case/sealed-case';

/** The envelope's `Stamp` as it travels; whoever reads it checks it. */
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

/** What the reporter's browser gets to open the reporter's own page; sealed bytes are URL-safe Base64. */
export type SealedFollow = {
  reportId: string;
  /** Place of the next message in the thread. */
  nextSequence: number;
  /** Generation of the thread key that the server seals to now. */
  keyEpoch: number;
  /** Complete wraps of the thread key for the reporter, one for each epoch. */
  wraps: { keyEpoch: number; bytes: string }[];
  /** Officers' signed statements about the thread's later keys, each sealed to that key. */
  renewals: { keyEpoch: number; bytes: string }[];
  messages: SealedFollowMessage[];
  /**
   * The approved reward's steps, sealed to the thread key, and the id of the payment for which an account is sealed and
   * signed.
   */
  reward: { id: string; rewardId: string | null; steps: string } | null;
  /** What the reporter's own program recorded at the time of sending, sealed to the thread key. */
  card: string | null;
  /** The database row's word for the report key; a browser seals only to the key that the card names. */
  reportRecipient: string | null;
  /** Number of the directory in force; `directory` is left out when the browser said that it already has this one. */
  directoryVersion: number;
  directory: SignedList | null;
  /** The version of the signed routing; 0 before there is one. */
  routingVersion: number;
  routing: SignedList | null;
  /** Guardians' statements that the directory and routing in force are the newest ones. */
  stamps: StampRow[];
  /** Earlier directories, which name officers who wrote or renewed keys and have left since. */
  former: SignedList[];
  /** Keys in force that a payee is sealed to; the browser looks them up in the directory. */
  payeeKeys: { finance: string; guardians: string } | null;
  /** The sequence numbers with which later files go on. */
  files: { nextManifest: number; nextIndex: number };
};

/** The bytes are null once the retention time has passed. */
export type SealedFollowMessage = {
  sequence: number;
  from: 'reporter' | 'staff';
  keyEpoch: number;
  bytes: string | null;
};
