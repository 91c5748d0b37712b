import { randomUUID } from 'node:crypto';
import type { Member } from '~/domain/acts/permission';
import { keyRoleIn } from '~/domain/staff/unit-kinds';
import { fromBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { attest, attestDirectory } from '~/envelope/keys/attestation';
import { signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory, DIRECTORY } from '~/envelope/keys/directory-statement';
import { newMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { newPassphrase, passphraseKeys } from '~/envelope/keys/passphrase';
import { wrapDirectorySeed, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { newSigningKey, type SigningKey } from '~/envelope/signing';
import { type Context, today } from '~/services/context.server';
import { countyInfo, units } from '~/services/county/county.server';
import { enrol } from '~/services/staff/enrolment.server';
import { inviteMember, type NewMember } from '~/services/staff/member.server';
import { newTotpSecret, totpCode } from '~/services/staff/totp.server';
import { certifyDirectory, proposeDirectory } from './certification.server';
import { openedInForce } from './certified.server';
import { directoryPage, makeDirectoryKey } from './directory.server';
import type { EnrolledMember, HeldUnitKey } from './enrolled-member.server';
import { seeCountyKey } from './provision-memory.server';
import { recordHeldKeyHere, signRouting } from './provision-routing.server';
import { stampBy } from './provision-stamp.server';
import { routingInForce } from './signed-routing.server';
import { grantUnitKey, makeUnitKey, sharesPrinted } from './unit-key.server';

export type Provision = { unitKeys: Map<string, HeldUnitKey>; directoryKey: SigningKey };

/** Invites and enrols somebody through the same services and the same envelope as a browser does. */
export async function enrolHere(
  ctx: Context,
  draft: NewMember,
  secrets: { passphrase?: string; totpSecret?: string } = {},
): Promise<EnrolledMember> {
  const { passphrase = newPassphrase(), totpSecret = newTotpSecret() } = secrets;
  const { memberId, token } = await inviteMember(ctx, { kind: 'system', name: 'provision' }, draft);
  const { salt, directoryKey: countyKey } = await countyInfo(ctx.db);
  const keys = await newMemberKeys();
  const { loginKey, wrapping } = await passphraseKeys(passphrase, draft.login, salt, ctx.argon2id);
  await enrol(ctx, token, {
    loginKey: fromBase64(loginKey),
    recipient: keys.age.recipient,
    signingKey: keys.signing.publicKey,
    wrappedKeys: await wrapMemberKeys(keys, { countyKey, begun: false }, memberId, wrapping.recipient),
    totpSecret,
    totp: earlyCode(totpSecret, ctx.now()),
  });
  const { login, name, unitId } = draft;
  const roles = [...draft.roles];
  const actor: Member = { kind: 'member', memberId, unitId, roles };
  const wrappingRecipient = wrapping.recipient;
  return { memberId, login, name, roles, unitId, passphrase, totpSecret, wrappingRecipient, keys, actor };
}

/**
 * Uses the one-time code before the present one, so that the present one can still be used to sign in; near a step's
 * end that code would be too old.
 */
function earlyCode(totpSecret: string, now: number): string {
  const ending = now % 30_000 > 20_000;
  return totpCode(totpSecret, ending ? now : now - 30_000);
}

/**
 * Holds the ceremonies of a new county in one go: each unit's first member makes its key, two guardians make, sign and
 * confirm the directory, and first members hand the keys on. Members are given in the order in which they would come.
 */
export async function provisionKeys(ctx: Context, members: readonly EnrolledMember[]): Promise<Provision> {
  const unitKeys = new Map<string, HeldUnitKey>();
  const rows = await units(ctx.db);
  const holdersOf = (unit: { id: string; kind: string }) =>
    members.filter((one) => one.unitId === unit.id && keyRoleIn(one.roles, unit.kind));
  for (const unit of rows) {
    const [first, second] = holdersOf(unit);
    // One person alone makes no key, because nobody would keep a share of it.
    if (first && second) unitKeys.set(unit.id, await firstKey(ctx, holdersOf(unit), first));
  }
  const directoryKey = await firstDirectory(ctx, rows, holdersOf, unitKeys);
  for (const member of members) await seeCountyKey(ctx, member, directoryKey.publicKey);
  await handKeysOn(ctx, rows, holdersOf, unitKeys);
  await signRouting(ctx, guardiansOf(rows, holdersOf), directoryKey);
  return { unitKeys, directoryKey };
}

type HoldersOf = (unit: { id: string; kind: string }) => EnrolledMember[];

/** First members hand their unit's key on, and everybody who holds one signs that they do. */
async function handKeysOn(
  ctx: Context,
  rows: readonly { id: string; kind: string }[],
  holdersOf: HoldersOf,
  unitKeys: ReadonlyMap<string, HeldUnitKey>,
): Promise<void> {
  for (const unit of rows) {
    const held = unitKeys.get(unit.id);
    const [first, ...others] = holdersOf(unit);
    if (!held || !first) continue;
    for (const other of others) {
      const wrapped = await wrapUnitSeed(held.pair.seed, held.unitKeyId, other.keys.age.recipient);
      await grantUnitKey(ctx, first.actor, { unitKeyId: held.unitKeyId, memberId: other.memberId, wrapped });
    }
    for (const holder of [first, ...others]) await recordHeldKeyHere(ctx, holder, held);
  }
}

async function firstKey(ctx: Context, holders: readonly EnrolledMember[], first: EnrolledMember): Promise<HeldUnitKey> {
  const pair = await newKeyPair();
  const unitKeyId = randomUUID();
  const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, first.keys.age.recipient);
  await makeUnitKey(ctx, first.actor, { unitKeyId, recipient: pair.recipient, wrapped });
  const people = holders.slice(0, 3).map(({ memberId }) => memberId);
  const keepers = people.length === 2 ? [...people, 'safe'] : people;
  if (keepers.length === 3) await sharesPrinted(ctx, first.actor, unitKeyId, keepers);
  return { unitId: first.unitId, unitKeyId, pair };
}

const guardiansOf = (rows: readonly { id: string; kind: string }[], holdersOf: HoldersOf): EnrolledMember[] =>
  rows.filter(({ kind }) => kind === 'guardians').flatMap(holdersOf);

async function firstDirectory(
  ctx: Context,
  rows: readonly { id: string; kind: string }[],
  holdersOf: HoldersOf,
  unitKeys: Map<string, HeldUnitKey>,
): Promise<SigningKey> {
  const guardians = rows.find((row) => row.kind === 'guardians');
  const held = guardians && unitKeys.get(guardians.id);
  const founders = guardiansOf(rows, holdersOf);
  const [guardian] = founders;
  if (!held || !guardian) throw new Error('A county needs guardians to sign its directory.');
  const directoryKey = newSigningKey();
  const wrapped = await wrapDirectorySeed(directoryKey.seed, held.pair.recipient);
  await makeDirectoryKey(ctx, guardian.actor, { publicKey: directoryKey.publicKey, wrapped });
  await certifyAll(ctx, founders, directoryKey);
  return directoryKey;
}

/** A directory of everybody and every key in the rows: proposed by the first guardian, confirmed by the second. */
export async function certifyAll(
  ctx: Context,
  guardians: readonly EnrolledMember[],
  directoryKey: Pick<SigningKey, 'seed' | 'publicKey'>,
): Promise<number> {
  const [proposer, confirmer] = guardians;
  if (!proposer || !confirmer) throw new Error('Two guardians certify a directory.');
  const page = await directoryPage(ctx, proposer.actor);
  const before = await openedInForce(ctx.db);
  const statement = canonicalDirectory({
    ...page.draft,
    format: 2,
    version: (before?.version ?? 0) + 1,
    madeOn: today(ctx),
    history: historyAfter(before),
  });
  const attested = (by: EnrolledMember) => attestDirectory(statement, directoryKey.publicKey, by.keys.signing.seed);
  const signature = signDirectory(statement, directoryKey.seed);
  const inForce = await routingInForce(ctx.db);
  const routing = inForce?.signed ?? null;
  const again = (by: EnrolledMember) =>
    routing && attest('routing', routing.statement, directoryKey.publicKey, by.keys.signing.seed);
  const both = { directory: DIRECTORY.parse(statement), routing: inForce?.statement ?? null };
  const words = (by: EnrolledMember) => ({
    attestation: attested(by),
    routingAttestation: again(by),
    stamp: stampBy(ctx, by, { ...both, countyKey: directoryKey.publicKey }),
  });
  const version = await proposeDirectory(ctx, proposer.actor, { statement, signature, ...words(proposer) });
  await certifyDirectory(ctx, confirmer.actor, { version, ...words(confirmer) });
  return version;
}
