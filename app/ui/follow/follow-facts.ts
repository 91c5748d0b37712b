import type { DecisionKind } from '~/domain/follow/decision';
import type { Localized } from '~/domain/localized';
import type { Stage } from '~/domain/vocabulary';
import type { FreshFacts } from '~/ui/staff/list-freshness';
import type { AccessFacts } from './follow-access';
import type { FollowRewardFacts } from './follow-reward';
import type { MessageFacts } from './follow-thread';

/** The data of the reporter's page. */
export type FollowPageFacts = {
  stage: Stage;
  unit: Localized;
  unitPhone: string | null;
  unitAddress: Localized | null;
  unitHours: Localized | null;
  /** Whom to ask instead, where the unit was merged into another one. */
  askedUnit: Localized | null;
  assisting: readonly Localized[];
  reasons: readonly { rule: string; unit: Localized | null }[];
  receivedOn: string;
  dueOn: string | null;
  dueProvisional: boolean;
  dueHour: string | null;
  danger: 'acknowledged' | 'told' | 'nobody' | null;
  late: boolean;
  decisions: readonly { kind: DecisionKind; on: string | null; detail: string | null }[];
  events: readonly { number: number; act: string; on: string; unit: Localized | null }[];
  messages: readonly MessageFacts[];
  canWrite: boolean;
  objecting: { until: { on: string; provisional: boolean } | null } | null;
  canAddFiles: boolean;
  withdrawing: 'closed' | 'goesOn' | null;
  withdrawn: { on: string; outcome: 'closed' | 'goesOn' } | null;
  deleted: { on: string; by: 'policy' | 'people' } | null;
  access: readonly AccessFacts[];
  reward: FollowRewardFacts | null;
  list: FreshFacts | null;
};
