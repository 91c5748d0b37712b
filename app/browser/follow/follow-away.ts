const IDLE_MS = 15 * 60_000;
const LOOK_EVERY_MS = 5_000;
const ACTIVITY = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/**
 * Calls `idle` when nobody has touched the page for 15 minutes (also after sleep), and `gone` when the page is left,
 * because a page that the browser keeps for Back must hold neither keys nor words. Returns the function that stops
 * this.
 */
export function watchAway(idle: () => void, gone: () => void): () => void {
  let last = Date.now();
  const active = () => {
    last = Date.now();
  };
  const look = () => {
    if (Date.now() - last >= IDLE_MS) idle();
  };
  const ticking = setInterval(look, LOOK_EVERY_MS);
  for (const name of ACTIVITY) addEventListener(name, active, { passive: true });
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', gone);
  return () => {
    clearInterval(ticking);
    for (const name of ACTIVITY) removeEventListener(name, active);
    document.removeEventListener('visibilitychange', look);
    removeEventListener('pagehide', gone);
  };
}
