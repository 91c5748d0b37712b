/**
 * A guardian's stamp of freshness beside a version that waits; it is checked and stored once that version is in force.
 */
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
