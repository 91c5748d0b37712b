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

let open = true;
let owner = 'm';

async function drafts() {
  return import('~/browser/drafts');
}

beforeAll(async () => {
  const age = await newKeyPair();
  // Test files share modules: these are loaded anew with a member whose keys are open, and put away afterwards.
  vi.resetModules();
  vi.doMock('~/browser/keys/keyring', () => ({ isUnlocked: () => open, member: () => ({ memberId: 'm', age }) }));
  vi.doMock('~/browser/staff/page-owner', () => ({ pageOwner: () => owner }));
  vi.stubGlobal('sessionStorage', storage);
});
beforeEach(() => kept.clear());
afterAll(() => {
  vi.doUnmock('~/browser/keys/keyring');
  vi.doUnmock('~/browser/staff/page-owner');
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('keeps words sealed, gives them back, and forgets them once they are taken', async () => {
  const { draftKeeper, dropDraft, openDraft } = await drafts();
  await draftKeeper('case-1:note')?.({ text: '现场情况' });
  expect([...kept.values()].join('')).not.toContain('现场情况');
  expect(await openDraft('case-1:note')).toEqual({ text: '现场情况' });
  dropDraft('case-1:note');
  // The recipient to which words are sealed is no secret, and is removed at signing out.
  expect([...kept.keys()]).toEqual(['anshao-drafts-of:m']);
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

it('keeps on while the keys are locked, sealed to their owner, and writes over nothing that waits', async () => {
  const { draftKeeper, isDraftWaiting, openDraft } = await drafts();
  await draftKeeper('boards/new')?.({ site: '东门' });
  owner = 'm';
  open = false;
  expect(await openDraft('boards/new')).toBeNull();
  // Typed on this page before the lock: it goes on.
  await draftKeeper('boards/new')?.({ site: '东门二号' });
  // Typed on the page before a reload: it waits, and is not replaced unseen.
  kept.set('anshao-draft:m:penalties', kept.get('anshao-draft:m:boards/new') ?? '');
  expect([isDraftWaiting('penalties'), draftKeeper('penalties')]).toEqual([true, null]);
  owner = 'somebody';
  expect(draftKeeper('boards/new')).toBeNull();
  open = true;
  expect(await openDraft('boards/new')).toEqual({ site: '东门二号' });
});
