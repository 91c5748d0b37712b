import * as z from 'zod/mini';
import type { KeyPair } from '~/envelope/key-pair';
import { content, openContent, sealContent } from './content';

/** What a member of staff typed into a form that was not accepted yet, by the names of its fields. */
export const staffDraftContent = content('staffDraft', z.record(z.string(), z.string()));
export type StaffDraft = Record<string, string>;

/** Drafts are padded to this size, so that their length tells little about how much was written. */
const MIN_BYTES = 4096;

const labelOf = (place: string) => ({ kind: 'staffDraft', scope: place, sequence: 0 }) as const;

/** Seals a draft to its writer's own key; `place` names page and form. */
export const sealStaffDraft = (place: string, words: StaffDraft, recipient: string): Promise<Uint8Array> =>
  sealContent(staffDraftContent, labelOf(place), words, [recipient], MIN_BYTES);

/** Opens a draft. Throws EnvelopeError for one of another form or another person. */
export const openStaffDraft = (
  place: string,
  sealed: Uint8Array,
  { identity }: Pick<KeyPair, 'identity'>,
): Promise<StaffDraft> => openContent<StaffDraft>(staffDraftContent, sealed, identity, labelOf(place));
