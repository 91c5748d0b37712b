import type { SignedDirectory } from '~/envelope/directory';
import type { MemberMark } from '~/envelope/member-keys';
import type { SignedRouting } from '~/envelope/routing-statement';
import type { SeenVersion } from '~/envelope/signed-statement';

/** The log's newest signed head, and the hash that the chain has today at the sequence that was asked for. */
export type LogView = { head: { sequence: number; head: string } | null; at: string | null };

/**
 * Every directory from a version on, oldest first, the log and the marks of accused units as the server now shows them;
 * the newest signed routing, `same` where it is the one that was named in the question.
 */
export type TrustAnswer = {
  chain: SignedDirectory[];
  log: LogView;
  marks: LogView;
  routing: SignedRouting | 'same' | null;
};

/** Places in log and marks whose hashes are asked for, and the routing that was seen last. */
export type TrustPlaces = { sequence: number; marks: number; routing: SeenVersion };

/**
 * How a page reaches what the member remembers: the memory kept on the server, the member's keys and what is marked in
 * them, the server's answer. `begin` marks in the wrapped keys that memory has begun, once.
 */
export type TrustSource = {
  memberId: string;
  memory: string | null;
  signing: () => { seed: Uint8Array; publicKey: string };
  load: (sinceVersion: number, places: TrustPlaces) => Promise<TrustAnswer>;
  save: (memory: string) => Promise<void>;
  mark: () => MemberMark;
  begin: (countyKey: string) => Promise<void>;
};
