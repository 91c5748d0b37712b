/** What the server gives the officer's browser of a case: sealed bytes (URL-safe Base64), never content. */
export type SealedCase = {
  caseId: string;
  caseRecipient: string | null;
  /** A unit that reads for a review: it has no thread keys, and perhaps not the newest case key. */
  readsAlong?: boolean;
  /** Generation of the thread and case keys that later parts are sealed to. */
  keyEpoch: number;
  reports: {
    reportId: string;
    threadRecipient: string | null;
    /** The database row's word; it counts only where the sealed narrative names the same key. */
    reporterRecipient: string | null;
    nextSequence: number;
    /** What the row says; the reporter's own signed word is a part of kind `withdrawal`. */
    withdrawn: boolean;
    /** What the row says; the objection itself is a message that the reporter signed as one. */
    objected: boolean;
  }[];
  /** Complete key wraps (not shares) for unit keys that the member holds. */
  wraps: {
    reportId: string | null;
    key: 'report' | 'thread' | 'case';
    keyEpoch: number;
    unitKeyId: string;
    bytes: string;
  }[];
  /** The member's unit keys, wrapped to the member. */
  grants: { unitKeyId: string; wrapped: string }[];
  parts: SealedCasePart[];
  directory: SignedList | null;
  /** How the case went from unit to unit; each step is signed. */
  steps: {
    caseId: string;
    sequence: number;
    kind: 'transfer' | 'takeover';
    fromUnitId: string;
    toUnitId: string;
    onDay: string;
    listVersion: number;
    memberId: string;
    signature: string;
    proofs: readonly string[];
    number: number;
    previous: string;
  }[];
  /** Every mark in the county that says a case turned out later to be about a certain unit. */
  marks: {
    markId: string;
    check: string;
    unitTag: string;
    entries: readonly { lock: string; proof: string }[];
    wordsHash: string;
    markedBy: string;
    markedOn: string;
    signature: string;
    sequence: number;
    previous: string;
    confirmedBy: string;
    confirmedOn: string;
    confirmation: string;
  }[];
  /** Earlier directories, which name members who wrote, renewed keys or transferred the case and have left since. */
  former: SignedList[];
};

/** A signed county directory as it travels (URL-safe Base64 signatures). */
export type SignedList = {
  version: number;
  statement: string;
  signature: string;
  publicKey: string;
  attestations: readonly { memberId: string; signature: string }[];
};

export type SealedCasePart = {
  id: string;
  reportId: string | null;
  kind: string;
  key: 'report' | 'thread' | 'case';
  scope: string;
  sequence: number;
  keyEpoch: number;
  /** Null for parts that lie in the blob store (files), which are fetched by id. */
  bytes: string | null;
  size: number;
  authorId: string | null;
  madeOn: string;
};
