import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { newKeyPair } from '~/envelope/key-pair';

const kept = new Map<string, string>();
const storage = {
  get length() {
    return kept.size;
  },
  key: (at: number) => [...kept.keys()][at] ?? null,
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
};

async function drafts() {
  return import('~/browser/drafts');
}

beforeAll(async () => {
  const age = await newKeyPair();
  // Test files share modules: these are read anew with a member whose keys are open, and put away afterwards.
  vi.resetModules();
  vi.doMock('~/browser/keys/keyring', () => ({ isUnlocked: () => true, member: () => ({ memberId: 'm', age }) }));
  vi.stubGlobal('sessionStorage', storage);
});
beforeEach(() => kept.clear());
afterAll(() => {
  vi.doUnmock('~/browser/keys/keyring');
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('keeps words sealed, gives them back, and forgets them once they are taken', async () => {
  const { draftKeeper, dropDraft, openDraft } = await drafts();
  await draftKeeper('case-1:note')?.({ text: '现场情况' });
  expect([...kept.values()].join('')).not.toContain('现场情况');
  expect(await openDraft('case-1:note')).toEqual({ text: '现场情况' });
  dropDraft('case-1:note');
  expect(kept.size).toBe(0);
});

it('keeps nothing that was still being sealed when its writer signed out', async () => {
  const { draftKeeper, dropAllDrafts, openDraft } = await drafts();
  const keeper = draftKeeper('case-1:note');
  const sealing = keeper?.({ text: '现场情况' });
  dropAllDrafts();
  await sealing;
  await keeper?.({ text: '最后几个字' });
  expect(kept.size).toBe(0);
  await draftKeeper('case-1:note')?.({ text: '下一个' });
  expect(await openDraft('case-1:note')).toEqual({ text: '下一个' });
});
