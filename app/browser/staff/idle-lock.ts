import { onTabNews, tellTabs } from './tabs';

const OWN_MS = 15 * 60_000;
const SHARED_MS = 3 * 60_000;
const WARN_MS = 60_000;
const TELL_EVERY_MS = 10_000;
const ACTIVITY = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

let limit = OWN_MS;
let deadline = 0;
let told = 0;
let left: number | null = null;
let stopWatching: (() => void) | null = null;
const listeners = new Set<() => void>();

/** On a computer that others use too, keys lock after 3 idle minutes instead of 15. */
export function setSharedComputer(shared: boolean): void {
  const before = limit;
  limit = shared ? SHARED_MS : OWN_MS;
  if (stopWatching && limit !== before) deadline = Date.now() + limit;
}

/** Past the idle end; also true when the machine slept through it and no timer has run yet. */
export const isOverdue = (): boolean => stopWatching !== null && Date.now() >= deadline;

/** Whole seconds until the lock during its last minute, else null. */
export const secondsLeft = (): number | null => left;

/** Calls back when `secondsLeft` changes; returns the function that stops it. */
export function onSecondsLeft(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The person is here: the time begins anew, in the other tabs too. */
export function stayAwake(): void {
  if (isOverdue()) return;
  const now = Date.now();
  deadline = now + limit;
  setLeft(null);
  if (now - told < TELL_EVERY_MS) return;
  told = now;
  tellTabs('active');
}

/** Calls `lock` once: when nobody has touched any tab for the time set, or when the page is left. */
export function watchIdle(lock: () => void): void {
  stopIdle();
  deadline = Date.now() + limit;
  const check = () => {
    if (Date.now() >= deadline) lock();
    else setLeft(deadline - Date.now() <= WARN_MS ? Math.ceil((deadline - Date.now()) / 1000) : null);
  };
  const ticking = setInterval(check, 1000);
  const deaf = onTabNews((news) => {
    if (news === 'active') deadline = Date.now() + limit;
  });
  for (const name of ACTIVITY) addEventListener(name, stayAwake, { passive: true });
  // A page that the browser keeps for Back must not keep keys.
  addEventListener('pagehide', lock);
  document.addEventListener('visibilitychange', check);
  stopWatching = () => {
    clearInterval(ticking);
    deaf();
    for (const name of ACTIVITY) removeEventListener(name, stayAwake);
    removeEventListener('pagehide', lock);
    document.removeEventListener('visibilitychange', check);
  };
}

export function stopIdle(): void {
  stopWatching?.();
  stopWatching = null;
  setLeft(null);
}

function setLeft(seconds: number | null): void {
  if (seconds === left) return;
  left = seconds;
  for (const listener of listeners) listener();
}
