import type { SealedFollow } from '~/domain/sealed-follow';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { parseReceiptCode, receiptKeys } from '~/envelope/receipt-code';
import { browserArgon2id } from './argon2';
import { closeFollow, type OpenedFollow, openFollow } from './follow-desk';
import { type Answer, post } from './follow-post';

/** What opens the page, in this page's memory only: the seed of the reporter's key, and the lookup token. */
type Held = { seed: Uint8Array; token: string };

let held: Held | null = null;
let opened: OpenedFollow | null = null;

export const isOpen = (): boolean => held !== null;
export const current = (): OpenedFollow | null => opened;

/** Derives the keys of a receipt code; the code itself is kept nowhere. Null for what is no code. */
export async function takeCode(typed: string, salt: string): Promise<boolean> {
  const code = parseReceiptCode(typed);
  if (code === null) return false;
  const { lookupToken, reporter } = await receiptKeys(code, fromBase64(salt), browserArgon2id);
  forget();
  held = { seed: reporter.seed, token: toBase64(lookupToken) };
  lookupToken.fill(0);
  return true;
}

/** Asks for the page with the lookup token only. */
export const askForPage = (): Promise<Answer> => post({ step: 'openSealed', token: held?.token ?? '' }, version());

/** Posts a step; a session that the server has ended meanwhile is begun anew, once. */
export async function send(fields: Readonly<Record<string, string>>): Promise<Answer> {
  const answer = await post(fields, version());
  if (answer.status !== 401 || !held) return answer;
  const again = await askForPage();
  return again.ok ? post(fields, version()) : again;
}

/** Opens what is sealed in an answered page; null when it holds nothing sealed. Throws EnvelopeError. */
export async function openAnswer({ main }: Answer): Promise<OpenedFollow | null> {
  const holder = main.querySelector<HTMLElement>('[data-sealed]');
  const json = holder?.dataset.sealed;
  if (!held || !json) return null;
  delete holder.dataset.sealed;
  const holding = held;
  const next = await openFollow(JSON.parse(json) as SealedFollow, holding.seed, opened);
  if (held !== holding) {
    // Locked while it was being opened.
    closeFollow(next);
    return null;
  }
  if (opened) closeFollow(opened);
  opened = next;
  return next;
}

const version = (): number => opened?.directory?.version ?? 0;

/** Wipes all that the code opened. */
export function forget(): void {
  held?.seed.fill(0);
  held = null;
  if (opened) closeFollow(opened);
  opened = null;
}
