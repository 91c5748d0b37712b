import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import { inject } from 'vitest';
import { type Connection, connect } from '#db/client';
import { member } from '#db/schema/staff';
import type { Actor } from '~/domain/acts/permission';
import type { Role } from '~/domain/vocabulary';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { keyPairFromSeed } from '~/envelope/key-pair';
import { type MemberKeys, openMemberKeys } from '~/envelope/keys/member-keys';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { signingKeyFromSeed } from '~/envelope/signing';
import { boundedArgon2id } from '~/services/argon2.server';
import { countyInfo } from '~/services/county/county.server';
import { totpCode } from '~/services/staff/totp.server';
import { type BareSite, openBareSite } from '../e2e/site';
import { afterFile } from '../runner/after-file';
import type { AttackedDemo } from './global-setup';

export type Account = {
  login: string;
  name: string;
  roles: Role[];
  unit: string;
  passphrase: string;
  totpSecret: string;
};

export type Demo = AttackedDemo & {
  accounts: Account[];
  /** Receipt codes by the stage that their cases reached. */
  codes: { stage: string; receiptCode: string }[];
};

/** The running demo: its files are what anybody who runs `npm run demo` finds. */
export function demo(): Demo {
  const given = inject('attackedDemo');
  const read = (name: string) => JSON.parse(readFileSync(join(given.data, 'demo', name), 'utf8'));
  return { ...given, accounts: read('accounts.json'), codes: read('receipt-codes.json') };
}

export function account(login: string): Account {
  const found = demo().accounts.find((one) => one.login === login);
  if (!found) throw new Error(`The demo has no ${login}`);
  return found;
}

/** The demo's database with the owner's rights: a thief who has everything. */
export function ownerOfDemo(): Connection {
  const connection = connect(demo().databaseUrl, { max: 4 });
  afterFile(connection.close);
  return connection;
}

/** A whole site in this process on a copy of the demo, whose rows may be spoilt. Dropped after the file. */
export const copyOfDemo = (options?: Parameters<typeof openBareSite>[1]): Promise<BareSite> =>
  openBareSite({ ...demo().kept, facts: '' }, options);

const argon2id = boundedArgon2id(2, 1_000);

export type Person = {
  account: Account;
  memberId: string;
  actor: Extract<Actor, { kind: 'member' }>;
  keys: MemberKeys;
  /** What the server accepts in place of the passphrase. */
  loginKey: string;
};

/** What an officer's own browser holds after unlocking. */
export const person = (connection: Pick<Connection, 'db'>, login: string): Promise<Person> =>
  personWith(connection, login, opened);

/**
 * The same, derived from the passphrase in the first file of attacks that asks for it, and stored beside the demo for
 * the others.
 */
export const knownPerson = (connection: Pick<Connection, 'db'>, login: string): Promise<Person> =>
  personWith(connection, login, openedBefore);

type Row = typeof member.$inferSelect;
type Opened = Record<'loginKey' | 'age' | 'signing', string>;
type Opening = (connection: Pick<Connection, 'db'>, known: Account, row: Row) => Promise<Opened>;

async function personWith(connection: Pick<Connection, 'db'>, login: string, opening: Opening): Promise<Person> {
  const known = account(login);
  const [row] = await connection.db.select().from(member).where(eq(member.login, login));
  if (!row) throw new Error(`The demo has no ${login}`);
  const { loginKey, age, signing } = await opening(connection, known, row);
  const actor = { kind: 'member', memberId: row.id, unitId: row.unitId, roles: known.roles } as const;
  const keys = { age: await keyPairFromSeed(fromBase64(age)), signing: signingKeyFromSeed(fromBase64(signing)) };
  return { account: known, memberId: row.id, actor, keys, loginKey };
}

const opened: Opening = async ({ db }, { passphrase, login }, { id, wrappedKeys }) => {
  if (!wrappedKeys) throw new Error(`${login} has no keys`);
  const { loginKey, wrapping } = await passphraseKeys(passphrase, login, (await countyInfo(db)).salt, argon2id);
  const { keys } = await openMemberKeys(wrappedKeys, id, wrapping.identity);
  return { loginKey, age: toBase64(keys.age.seed), signing: toBase64(keys.signing.seed) };
};

const openedBefore: Opening = async (connection, known, row) => {
  const folder = join(dirname(demo().data), 'opened-keys');
  const file = join(folder, known.login);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Opened;
  const keys = await opened(connection, known, row);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
};

/**
 * Signs an account in on a site; returns the Cookie header of its session. A one-time code serves once, so there is one
 * session for each account.
 */
export async function signIn(
  { origin }: { origin: string },
  { account: { login, totpSecret }, loginKey }: Person,
  now = Date.now(),
): Promise<string> {
  const totp = totpCode(totpSecret, now);
  const answer = await fetch(`${origin}/zh/staff/sign-in.data`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body: new URLSearchParams({ login, loginKey, totp }),
  });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  const session = cookies.find((pair) => pair.includes('anshao-staff='));
  if (!session) throw new Error(`${login} could not sign in: ${answer.status} ${await answer.text()}`);
  return session;
}
