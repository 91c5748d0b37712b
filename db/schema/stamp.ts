/** A guardian's stamp of freshness beside a version that waits: checked and kept once that is in force. */
export type WaitingStamp = {
  memberId: string;
  directoryHash: string;
  directoryVersion: number;
  routingHash: string;
  routingVersion: number;
  transferTag: string;
  day: string;
  signature: string;
};
