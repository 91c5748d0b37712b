import { randomBytes } from 'node:crypto';
import type { Context } from '~/services/context.server';

type Keys = Pick<Context, 'now' | 'secret'>;

/** 24 bytes: seconds since the epoch, random bytes, and a tag over both that only this site can make. */
const TIME = 4;
const RANDOM = 10;
const WHOLE = 24;

/**
 * A random name for one form as it was handed out, by which a form sent twice is recognised. It says, signed, when that
 * was, so that the form itself is a ticket for the line and nothing is stored here.
 */
export function newFormToken({ now, secret }: Keys): string {
  const body = Buffer.alloc(TIME + RANDOM);
  chance(RANDOM).copy(body, TIME);
  body.writeUInt32BE(Math.floor(now() / 1_000));
  return Buffer.concat([body, tagOf(secret, body)]).toString('base64url');
}

/**
 * Random bytes drawn for hundreds of forms at once, because asking the system for each costs as much as the rest of a
 * cached page.
 */
let drawn = Buffer.alloc(0);
function chance(size: number): Buffer {
  if (drawn.length < size) drawn = randomBytes(4_096);
  const own = drawn.subarray(0, size);
  drawn = drawn.subarray(size);
  return own;
}

/** When this form was handed out (ms); null for anything that is no token of ours. */
export function formIssuedAt({ now, secret }: Keys, token: string): number | null {
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(0, TIME + RANDOM);
  // The comparison need not take constant time: whoever guesses a tag has gained only a place in the line.
  if (bytes.length !== WHOLE || !tagOf(secret, body).equals(bytes.subarray(TIME + RANDOM))) return null;
  return Math.min(now(), body.readUInt32BE() * 1_000);
}

const tagOf = (secret: Keys['secret'], body: Buffer): Buffer =>
  Buffer.from(secret.tag('form-token', body.toString('base64url')), 'hex').subarray(0, WHOLE - TIME - RANDOM);
