import { browserArgon2id } from '~/browser/argon2';
import { readAnswer } from '~/contract/answers/answer';
import { sealedFollow } from '~/contract/answers/follow';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { parseReceiptCode, receiptKeys } from '~/envelope/report/receipt-code';
import { keepTyped, type Typed, takeTyped } from './follow-draft';
import { type AnsweredPage, DoneUnread, post } from './follow-post';
import { closeFollow, type OpenedFollow, openFollow } from './follow-workspace';

/** What opens the page, only in this page's memory: the seed of the reporter's key, and the lookup token. */
type Held = { seed: Uint8Array; token: string; salt: string };

let held: Held | null = null;
let opened: OpenedFollow | null = null;
let binding = '';

export const isOpen = (): boolean => held !== null;
export const current = (): OpenedFollow | null => opened;

/** Derives the keys of a receipt code; the code itself is stored nowhere. Null for anything that is no code. */
export async function takeCode(typed: string, salt: string): Promise<boolean> {
  const code = parseReceiptCode(typed);
  if (code === null) return false;
  const { lookupToken, reporter } = await receiptKeys(code, fromBase64(salt), browserArgon2id);
  forget();
  held = { seed: reporter.seed, token: toBase64(lookupToken), salt };
  lookupToken.fill(0);
  return true;
}

/** Is this number the receipt code of the open page? Slow when it could be one. */
export async function isOwnCode(typed: string): Promise<boolean> {
  const code = parseReceiptCode(typed);
  if (code === null || held === null) return false;
  const { reporter } = await receiptKeys(code, fromBase64(held.salt), browserArgon2id);
  return reporter.seed.every((byte, at) => byte === held?.seed[at]);
}

/** Keeps words for whoever gives this report's code again. */
export function keepForLater(typed: readonly Typed[]): void {
  if (held && typed.length > 0) keepTyped(typed, held.seed);
}

/** Words that were kept for this report, once it is open. */
export const keptWords = (): Promise<Typed[]> => (held ? takeTyped(held.seed) : Promise.resolve([]));

/** Asks for the page with only the lookup token. */
export const askForPage = (): Promise<AnsweredPage> => post({ step: 'openSealed', token: held?.token ?? '' }, known());

/**
 * The browser had another report open by now: nothing was done, and the session of the report shown here is restored.
 */
export class AnotherReport extends Error {}

/**
 * Posts a step for the report that is shown; a session that the server has ended meanwhile is begun anew, once. Throws
 * AnotherReport, DoneUnread, and what `post` throws.
 */
export async function send(fields: Readonly<Record<string, string>>): Promise<AnsweredPage> {
  let answer = await post({ ...fields, page: bound() }, known());
  if (answer.status === 401 && held) {
    const again = await askForPage();
    if (!again.ok) return again;
    rebind(again);
    answer = await post({ ...fields, page: bound() }, known());
  }
  if (answer.main.querySelector('[data-problem="another"]')) {
    rebind(await askForPage());
    throw new AnotherReport();
  }
  // It was done, but the page that came back is of the report opened elsewhere meanwhile.
  if (!answer.ok || isOfThisReport(answer)) return answer;
  return askForPage().catch(() => {
    throw new DoneUnread();
  });
}

/** What the page's forms carry, so that they act only on this report. */
export const bound = (): string => binding;

const sealedIn = (answer: AnsweredPage) => answer.main.querySelector<HTMLElement>('[data-sealed]');

function isOfThisReport(answer: AnsweredPage): boolean {
  const json = sealedIn(answer)?.dataset.sealed;
  if (json === undefined) return true;
  try {
    return readAnswer(sealedFollow, JSON.parse(json)).reportId === opened?.sealed.reportId;
  } catch {
    // Whoever opens it finds out.
    return true;
  }
}

function rebind(answer: AnsweredPage): void {
  binding = sealedIn(answer)?.dataset.bound ?? binding;
}

/** Opens what is sealed in an answered page; null when it holds nothing sealed. Throws EnvelopeError. */
export async function openAnswer(answer: AnsweredPage): Promise<OpenedFollow | null> {
  const holder = sealedIn(answer);
  const json = holder?.dataset.sealed;
  if (!held || !json) return null;
  rebind(answer);
  delete holder.dataset.sealed;
  const holding = held;
  const next = await openFollow(readAnswer(sealedFollow, JSON.parse(json)), holding.seed, opened);
  if (held !== holding) {
    // It was locked while it was being opened.
    closeFollow(next);
    return null;
  }
  if (opened) closeFollow(opened);
  opened = next;
  return next;
}

const known = () => ({ directory: opened?.directory?.version ?? 0, routing: opened?.routing?.version ?? 0 });

/** Wipes everything that the code opened. */
export function forget(): void {
  held?.seed.fill(0);
  held = null;
  binding = '';
  if (opened) closeFollow(opened);
  opened = null;
}
