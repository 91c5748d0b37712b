import type { IsoDate } from '~/domain/dates';

/**
 * The day whose rules reward a case: that of its acceptance, from which on it is handled. A later rule never changes what
 * was promised then. Until it is accepted, the day on which it came stands for it.
 */
export const ruleDay = ({ acceptedOn, receivedOn }: { acceptedOn: IsoDate | null; receivedOn: IsoDate }): IsoDate =>
  acceptedOn ?? receivedOn;
