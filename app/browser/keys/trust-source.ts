import type { TrustAnswer } from '~/contract/answers/trust';
import type { MemberMark } from '~/envelope/keys/member-keys';
import type { SeenVersion } from '~/envelope/keys/signed-statement';

/** Places in log, marks and transfers whose hashes are asked for, and the routing that was seen last. */
export type TrustPlaces = { sequence: number; marks: number; transfers: number; routing: SeenVersion };

/**
 * How a page reaches what the member remembers: the memory stored on the server, the member's keys and what is marked
 * in them, and the server's answer. `begin` marks in the wrapped keys, once, that memory has begun.
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
