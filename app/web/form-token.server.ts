import { randomBytes } from 'node:crypto';

/** A random name for one form as handed out; sending the same form twice is known by it. Nothing is kept here. */
export const newFormToken = (): string => randomBytes(24).toString('base64url');
