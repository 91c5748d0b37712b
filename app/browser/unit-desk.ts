import { toBase64 } from '~/envelope/bytes';
import { type DirectoryStatement, openDirectory, requireCertifiedMember } from '~/envelope/directory';
import { newKeyPair } from '~/envelope/key-pair';
import { printShares } from '~/envelope/shares';
import { wrapUnitSeed } from '~/envelope/unit-key';
import { member, unitKeyPair } from './keyring';

type Grant = { unitKeyId: string; wrapped: string };
export type SignedDirectory = { statement: string; signature: string; publicKey: string };

let seen: { publicKey: string; version: number } | null = null;

/**
 * The directory, after checking its signature. Within a page's life the county key must stay the same and versions
 * must not go back. Throws EnvelopeError `badSignature`.
 */
export function checkedDirectory(signed: SignedDirectory): DirectoryStatement {
  const publicKey = seen?.publicKey ?? signed.publicKey;
  const statement = openDirectory(signed.statement, signed.signature, publicKey, seen?.version ?? 0);
  seen = { publicKey, version: statement.version };
  return statement;
}

export type MadeUnitKey = { unitKeyId: string; recipient: string; wrapped: string; shares: string[] };

/** Makes the unit's key, wrapped to oneself, and its three recovery shares, which are shown once and never sent. */
export async function makeUnitKey(): Promise<MadeUnitKey> {
  const pair = await newKeyPair();
  const unitKeyId = crypto.randomUUID();
  const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, member().age.recipient);
  return { unitKeyId, recipient: pair.recipient, wrapped: toBase64(wrapped), shares: await printShares(pair.seed) };
}

/** Wraps the unit's key for another member: to the key that the signed directory gives them, whatever the page says. */
export async function wrapForMember(grant: Grant, memberId: string, directory: SignedDirectory): Promise<string> {
  const { recipient } = requireCertifiedMember(checkedDirectory(directory), memberId);
  const pair = await unitKeyPair(grant);
  return toBase64(await wrapUnitSeed(pair.seed, grant.unitKeyId, recipient));
}
