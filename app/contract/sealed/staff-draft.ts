import * as z from 'zod/mini';
import type { KeyPair } from '~/envelope/key-pair';
import { content, openContent, sealContent } from './content';

/** What somebody of staff typed into a form that nobody took yet, by the names of its fields. */
export const staffDraftContent = content('staffDraft', z.record(z.string(), z.string()));
export type StaffDraft = Record<string, string>;

/** Drafts are padded to this size, so that their length tells little of how much was written. */
const LEAST_BYTES = 4096;

const labelOf = (place: string) => ({ kind: 'staffDraft', scope: place, sequence: 0 }) as const;

/** Sealed to its writer's own key; `place` names page and form. */
export const sealStaffDraft = (place: string, words: StaffDraft, recipient: string): Promise<Uint8Array> =>
  sealContent(staffDraftContent, labelOf(place), words, [recipient], LEAST_BYTES);

/** Throws EnvelopeError: of another form, or another person's. */
export const openStaffDraft = (
  place: string,
  sealed: Uint8Array,
  { identity }: Pick<KeyPair, 'identity'>,
): Promise<StaffDraft> => openContent<StaffDraft>(staffDraftContent, sealed, identity, labelOf(place));
