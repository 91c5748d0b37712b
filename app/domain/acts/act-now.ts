import type { IsoDate } from '../dates';
import type { Act } from './table';

/** Who did the last act, as seen by the person who was refused. */
export type DoneBy = 'you' | 'colleague' | 'reporter' | 'system';

/** The act that was refused, and the last one done to the same thing, so that a page can say what is true now. */
export type ActNow = { act: Act; last: { act: Act; on: IsoDate; by: DoneBy } | null };
