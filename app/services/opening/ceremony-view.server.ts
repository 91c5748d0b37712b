import type { CeremonyFacts } from '~/contract/sealed/ceremony';
import type { Urgency } from '~/domain/case/deadlines';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import type { CeremonyKind, CeremonyOutcome, CeremonyState } from '~/domain/opening/ceremony-state';
import type { TransferHistory } from '~/services/case/case-steps.server';
import type { DirectoryVersion } from '~/services/keys/certified.server';
import type { GivenGrant } from '~/services/keys/unit-key.server';
import type { CeremonyRow, UnitShare } from './ceremony-rows.server';

/** One ceremony in a list: codes, days and units, but no name and nothing sealed. */
export type CeremonyItem = {
  id: string;
  order: number;
  kind: CeremonyKind;
  state: CeremonyState;
  emergency: boolean;
  reason: string;
  purpose: CeremonyRow['purpose'];
  fields: string[];
  unit: { names: Localized } | null;
  askedOn: IsoDate;
  approvedOn: IsoDate | null;
  openedOn: IsoDate | null;
  refusedOn: IsoDate | null;
  givenOn: IsoDate | null;
  takenOn: IsoDate | null;
  outcome: CeremonyOutcome | null;
  releasedFields: string[] | null;
  expiresOn: IsoDate | null;
  daysLeft: number | null;
  lateness: Urgency;
  /** It is this member's turn. */
  mine: boolean;
};

/** Whom a guardian may name: certified custodians who had no other part in the case. */
export type Opener = { memberId: string; name: string };

/** What a member's browser needs to open anything of a ceremony. */
export type WorkspaceData = TransferHistory & {
  directory: DirectoryVersion | null;
  grants: GivenGrant[];
  today: IsoDate;
};

export type CeremonyPage = WorkspaceData & {
  item: CeremonyItem;
  facts: CeremonyFacts;
  /** The reason in words, sealed to the units that decide; null for the asker. */
  words: string | null;
  /** The case, for the lead who asked. */
  case: { id: string; order: number } | null;
  sample: { from: IsoDate; to: IsoDate; seed: string; seedSequence: number; count: number } | null;
  /**
   * What a guardian needs whose turn it is: shares, whom to name, and the last day that an approval given today would
   * have.
   */
  approve: { shares: UnitShare[]; openers: Opener[]; expiresOn: IsoDate } | null;
  role: 'guardian' | 'opener' | 'asker' | 'finance';
};
