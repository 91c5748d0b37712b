import { useEffect, useState, useSyncExternalStore } from 'react';
import { onSecondsLeft, secondsLeft } from '~/browser/staff/idle-lock';
import { isUnlocked, keyringVersion, onChange } from './keyring';

/** `unlocked` follows the keyring; false on the server and until the page's scripts run. */
export function useKeyring(): { unlocked: boolean; version: number } {
  const version = useSyncExternalStore(onChange, keyringVersion, () => -1);
  return { unlocked: version !== -1 && isUnlocked(), version };
}

/** Seconds until the keys lock, in the last minute only. */
export const useSecondsLeft = (): number | null => useSyncExternalStore(onSecondsLeft, secondsLeft, () => null);

/** True once scripts run; forms that must not be sent without them stay disabled until then. */
export function useAlive(): boolean {
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return alive;
}
