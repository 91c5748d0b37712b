import type { IsoDate } from '../dates';
import type { Act } from './table';

/** Who did it, as seen by whoever was refused. */
export type DoneBy = 'you' | 'colleague' | 'reporter' | 'system';

/** What was refused, and what was done last to the same thing: so that a page can say what is true now. */
export type ActNow = { act: Act; last: { act: Act; on: IsoDate; by: DoneBy } | null };
