import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { connect } from '#db/client';
import { boundedArgon2id } from '~/services/argon2.server';
import { makeContext } from '~/services/context-factory.server';
import { secretOf } from '~/services/log/server-secret.server';
import { playCounty } from '../services/fixtures';
import { cloneTemplate } from './template';

/**
 * Database to copy; the secret with which it was made, as hexadecimal digits; everybody's keys, serialized, as Base64.
 */
export type KeptContext = { database: string; secret: string; facts: string };

/** When the clocks of tests start; nothing in the county is older. */
export const START = Date.parse('2025-09-15T09:00:00+08:00');

/** Real Argon2id at a cost that tests can pay; the envelope still believes that it asked for the full cost. */
export function cheapArgon2id(): ReturnType<typeof boundedArgon2id> {
  const real = boundedArgon2id(2, 10_000);
  return (password, salt, parameters) => real(password, salt, { ...parameters, memoryKiB: 64, iterations: 1 });
}

/** Plays the fixture county once for all tests of services, because it takes seconds and most of them begin with it. */
export async function keepContext(serverUrl: string, folder: string): Promise<KeptContext> {
  const { name, url } = await cloneTemplate(serverUrl);
  const data = join(folder, 'kept');
  mkdirSync(data, { recursive: true });
  const secret = randomBytes(32);
  const { db, close } = connect(url, { role: 'anshao_app' });
  const made = makeContext({ db, data, origin: 'http://localhost:3000', smtpUrl: null, log: () => undefined });
  const argon2id = cheapArgon2id();
  try {
    const facts = await playCounty({ ...made, now: () => START, secret: secretOf(secret), argon2id });
    return { database: name, secret: secret.toString('hex'), facts: serialize(facts).toString('base64') };
  } finally {
    made.mail.close();
    await close();
  }
}
