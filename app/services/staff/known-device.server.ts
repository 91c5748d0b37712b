import { randomBytes, timingSafeEqual } from 'node:crypto';
import { plainLogin } from '~/domain/typed/text';
import type { Context } from '~/services/context.server';

const tagOf = (ctx: Context, login: string, nonce: string) =>
  ctx.secret.tag('known-device', `${plainLogin(login)}|${nonce}`);

/**
 * A mark for a browser in which this login has signed in successfully before (OWASP, device cookies). Wrong tries are
 * counted separately for each such browser, so that somebody who shares the officer's address cannot make the officer
 * wait.
 */
export function newDeviceMark(ctx: Context, login: string): string {
  const nonce = randomBytes(16).toString('base64url');
  return `${nonce}.${tagOf(ctx, login, nonce)}`;
}

/** The mark's own name if it was made for this login, else null. */
export function knownDevice(ctx: Context, login: string, mark: string | null): string | null {
  const [, nonce, tag] = /^([\w-]{22})\.([0-9a-f]{64})$/.exec(mark ?? '') ?? [];
  if (!nonce || !tag) return null;
  return timingSafeEqual(Buffer.from(tagOf(ctx, login, nonce)), Buffer.from(tag)) ? nonce : null;
}
