import { openStaffDraft, type StaffDraft, sealStaffDraft } from '~/contract/sealed/staff-draft';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { isUnlocked, member } from './keys/keyring';

/**
 * Words that were typed and not taken yet. They outlive a lock, a reload and the end of a session in this tab's storage, sealed
 * to the writer's own key: in the clear they stand in the form alone, and go with it when the keys lock.
 */
const PREFIX = 'anshao-draft:';
/** How often each form's words were taken or thrown away: what was typed before is not kept afterwards. */
const ends = new Map<string, number>();
/** How often all words of this tab were thrown away. */
let allEnded = 0;

const keyOf = (memberId: string, place: string) => `${PREFIX}${memberId}:${place}`;
const endsOf = (place: string): number => (ends.get(place) ?? 0) + allEnded;

/** A writer of these words, to be called also after the keys have locked. Null while they are locked. */
export function draftKeeper(place: string): ((words: StaffDraft) => Promise<void>) | null {
  if (!isUnlocked()) return null;
  const { memberId, age } = member();
  const end = endsOf(place);
  return async (words) => {
    const sealed = toBase64(await sealStaffDraft(place, words, age.recipient));
    if (endsOf(place) === end) sessionStorage.setItem(keyOf(memberId, place), sealed);
  };
}

/** The words that wait for this form, or null; needs the keys of whoever wrote them. */
export async function openDraft(place: string): Promise<StaffDraft | null> {
  if (!isUnlocked()) return null;
  const { memberId, age } = member();
  const kept = sessionStorage.getItem(keyOf(memberId, place));
  if (kept === null) return null;
  try {
    return await openStaffDraft(place, fromBase64(kept), age);
  } catch {
    return null;
  }
}

/** The form's words were taken, or are no longer wanted. */
export function dropDraft(place: string): void {
  ends.set(place, (ends.get(place) ?? 0) + 1);
  for (const key of keys()) if (key.startsWith(PREFIX) && key.endsWith(`:${place}`)) sessionStorage.removeItem(key);
}

/** Whoever signs out leaves nothing, and nothing that is being sealed just now is kept after it. */
export function dropAllDrafts(): void {
  allEnded += 1;
  for (const key of keys()) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

const keys = (): string[] => Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at) ?? '');
