/** How the reader wants to see the pages (适老化), kept in a cookie that holds nothing else. */
export type Display = { readonly largeType: boolean; readonly highContrast: boolean };

export const NORMAL_DISPLAY: Display = { largeType: false, highContrast: false };

/** The class of `<html>`: '', 'type-large', 'contrast-high' or both. */
export function displayClass(display: Display): string {
  return [display.largeType && 'type-large', display.highContrast && 'contrast-high'].filter(Boolean).join(' ');
}

/** The form and cookie value: 'large.high', 'large.normal', 'normal.high' or 'normal.normal'. */
export function encodeDisplay(display: Display): string {
  return `${display.largeType ? 'large' : 'normal'}.${display.highContrast ? 'high' : 'normal'}`;
}

/** Reads what `encodeDisplay` wrote; anything else is the normal display. */
export function decodeDisplay(value: string | null | undefined): Display {
  const [type, contrast] = (value ?? '').split('.');
  return { largeType: type === 'large', highContrast: contrast === 'high' };
}
