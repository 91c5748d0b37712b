import { openStaffDraft, type StaffDraft, sealStaffDraft } from '~/contract/sealed/staff-draft';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { isUnlocked, member } from './keys/keyring';
import { pageOwner } from './staff/page-owner';

/**
 * Words that were typed and not yet accepted. They survive a lock, a reload and the end of a session in this tab's
 * storage, sealed to the writer's own key. In the clear they stand only in the form, and disappear from it when the
 * keys lock.
 */
const PREFIX = 'anshao-draft:';
/**
 * The recipient to which a member's words are sealed in this tab while their keys are locked: the public half of their
 * own key.
 */
const WRITERS = 'anshao-drafts-of:';
/** How often each form's words were accepted or thrown away: what was typed before is not stored afterwards. */
const ends = new Map<string, number>();
/** Forms whose words on this page are the ones that are stored. */
const written = new Set<string>();
/** How often all words of this tab were thrown away. */
let allEnded = 0;

const keyOf = (memberId: string, place: string) => `${PREFIX}${memberId}:${place}`;
const endsOf = (place: string): number => (ends.get(place) ?? 0) + allEnded;

type Writer = { memberId: string; recipient: string };

/**
 * Whose words they are. While the keys are locked it is the member of this page, if their keys were open in this tab
 * before.
 */
function writer(): Writer | null {
  if (isUnlocked()) {
    const { memberId, age } = member();
    sessionStorage.setItem(WRITERS + memberId, age.recipient);
    return { memberId, recipient: age.recipient };
  }
  const memberId = pageOwner();
  const recipient = memberId === undefined ? null : sessionStorage.getItem(WRITERS + memberId);
  return memberId === undefined || recipient === null ? null : { memberId, recipient };
}

/** Words of this form that were typed before and wait, sealed, until the keys are open. */
export function isDraftWaiting(place: string): boolean {
  const memberId = isUnlocked() ? undefined : pageOwner();
  return memberId !== undefined && sessionStorage.getItem(keyOf(memberId, place)) !== null;
}

/**
 * A writer of these words, which may also be called after the keys have locked. Null where nobody is known to whom to
 * seal them, and while earlier words wait, which would be overwritten unseen.
 */
export function draftKeeper(place: string): ((words: StaffDraft) => Promise<void>) | null {
  const by = writer();
  if (by === null || (isDraftWaiting(place) && !written.has(place))) return null;
  const end = endsOf(place);
  written.add(place);
  return async (words) => {
    const sealed = toBase64(await sealStaffDraft(place, words, by.recipient));
    if (endsOf(place) === end) sessionStorage.setItem(keyOf(by.memberId, place), sealed);
  };
}

/** The words that wait for this form, or null; needs the keys of their writer. */
export async function openDraft(place: string): Promise<StaffDraft | null> {
  if (!isUnlocked()) return null;
  writer();
  written.add(place);
  const { memberId, age } = member();
  const kept = sessionStorage.getItem(keyOf(memberId, place));
  if (kept === null) return null;
  try {
    return await openStaffDraft(place, fromBase64(kept), age);
  } catch {
    return null;
  }
}

/** The form's words were accepted, or are no longer wanted. */
export function dropDraft(place: string): void {
  ends.set(place, (ends.get(place) ?? 0) + 1);
  for (const key of keys()) if (key.startsWith(PREFIX) && key.endsWith(`:${place}`)) sessionStorage.removeItem(key);
}

/** Whoever signs out leaves nothing, and what is being sealed at that moment is not stored afterwards either. */
export function dropAllDrafts(): void {
  allEnded += 1;
  for (const key of keys()) if (key.startsWith(PREFIX) || key.startsWith(WRITERS)) sessionStorage.removeItem(key);
}

const keys = (): string[] => Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at) ?? '');
