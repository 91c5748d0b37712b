import type { SealedCase } from '~/domain/sealed-case';
import type { SignedDirectory } from '~/envelope/directory';
import { openCase } from './case-desk';
import { renewKeys } from './case-renewal';
import { member, unitIdentity } from './keyring';
import { type RewrapPage, rewrapItems } from './rewrap-desk';

const keyring = { member, unitIdentity };

/** How far it has come: cases with new keys, then things wrapped anew. `skipped` cases kept their keys. */
export type CarryProgress = { step: 'cases' | 'wraps'; done: number; all: number; skipped: number };
export type CarryOver = {
  /** The resource route that gives and takes. */
  path: string;
  directory: SignedDirectory;
  /** Open cases that need new keys for later parts. */
  cases: readonly string[];
  onProgress: (progress: CarryProgress) => void;
};

type Page = RewrapPage & { left: number; retired: number; waits: boolean };

/**
 * Carries a unit over to its new key, in this browser: new keys for its open cases first, then everything under its
 * retired keys wrapped anew, page by page. What was done stays done: begun again, it goes on where it stopped. Returns
 * whether requests under way still hold the old key back. Rejects with EnvelopeError or on a lost connection.
 */
export async function carryOver({ path, directory, cases, onProgress }: CarryOver): Promise<{ waits: boolean }> {
  let skipped = 0;
  for (const [done, caseId] of cases.entries()) {
    onProgress({ step: 'cases', done, all: cases.length, skipped });
    if (!(await renewOne(path, caseId))) skipped += 1;
  }
  let done = 0;
  for (;;) {
    const page = await post<Page>(path, { act: 'page' });
    onProgress({ step: 'wraps', done, all: done + page.left, skipped });
    if (page.items.length === 0) return { waits: page.waits };
    const items = await rewrapItems(page, directory, keyring);
    await post(path, { act: 'items', toKeyId: page.toKeyId, items: JSON.stringify(items) });
    done += items.length;
  }
}

/** False for a case that cannot be renewed (its report came before cards were made) or that somebody else just did. */
async function renewOne(path: string, caseId: string): Promise<boolean> {
  const sealed = await post<{ sealed: SealedCase } | { refused: unknown }>(path, { act: 'case', caseId });
  if (!('sealed' in sealed)) return false;
  const opened = await openCase(sealed.sealed, keyring);
  // Nor one whose narrative does not open: its new escrow would not say whom it is about.
  if (opened.reports.some((one) => one.reporterRecipient === null || one.narrative === null)) return false;
  const renewal = JSON.stringify(await renewKeys(opened, keyring));
  const kept = await post<object>(path, { act: 'renew', caseId, renewal });
  return !('refused' in kept);
}

async function post<T>(path: string, fields: Record<string, string>): Promise<T> {
  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  if (!answer.ok) throw new Error('no answer');
  const body = (await answer.json()) as T & { refused?: unknown };
  if (body.refused !== undefined && fields.act !== 'renew' && fields.act !== 'case') throw new Error('refused');
  return body;
}
