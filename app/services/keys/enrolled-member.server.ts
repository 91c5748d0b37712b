import type { Member } from '~/domain/acts/permission';
import type { Role } from '~/domain/vocabulary';
import type { KeyPair } from '~/envelope/key-pair';
import type { MemberKeys } from '~/envelope/keys/member-keys';

/** A member whose "browser" is this process: only for the demo and tests, where one program plays all parts. */
export type EnrolledMember = {
  memberId: string;
  login: string;
  name: string;
  roles: Role[];
  unitId: string;
  passphrase: string;
  totpSecret: string;
  /** The public half of the key pair that comes from the passphrase. */
  wrappingRecipient: string;
  keys: MemberKeys;
  actor: Member;
};

export type HeldUnitKey = { unitId: string; unitKeyId: string; pair: KeyPair };
