import { Secret, TOTP } from 'otpauth';
import { fromBase64, text, toBase64, utf8 } from '~/envelope/bytes';
import { type Context, today } from '~/services/context.server';

const STEP_SECONDS = 30;

const totpOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: STEP_SECONDS });

/** A code as an authenticator shows it now (RFC 6238); for the demo, the command line and tests. */
export function totpCode(secret: string, now: number): string {
  return totpOf(secret).generate({ timestamp: now });
}

/** A new shared secret of 160 bits in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** True for base32 of 160 bits or more. */
export function isTotpSecret(secret: string): boolean {
  return /^[A-Z2-7]{32,64}$/.test(secret);
}

/**
 * The 30-second step to which a code belongs, or null when it is wrong, more than one step off, or not newer than the
 * last step accepted (a code serves once).
 */
export function acceptedStep(secret: string, code: string, now: number, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / STEP_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

/** How far back a slow clock is distinguished from a wrong code, in steps: half an hour. */
const SLOW_STEPS = 60;

/**
 * By how many minutes the authenticator's clock is slow, if the code was right then; null for any other code. A code
 * that will be right only later is not distinguished from a wrong one, because whoever guessed it could wait for its
 * time.
 */
export function minutesSlow(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: SLOW_STEPS });
  return delta === null || delta >= -1 ? null : Math.ceil((-delta * STEP_SECONDS) / 60);
}

/** The secret under the server's own key, as it lies in a row, and the day it was made. */
export const sealTotp = (ctx: Pick<Context, 'secret' | 'now'>, secret: string) => ({
  totpSealed: toBase64(ctx.secret.encryptSmall('totp', utf8(secret))),
  totpMadeOn: today(ctx),
});

export const openTotp = (ctx: Pick<Context, 'secret'>, sealed: string): string =>
  text(ctx.secret.decryptSmall('totp', fromBase64(sealed)));
