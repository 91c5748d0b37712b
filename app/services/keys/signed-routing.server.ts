import { desc, eq, lt, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { keptQuestion } from '#db/kept-statement';
import { county, directoryVersion } from '#db/schema/county';
import { boardFace, routingVersion, townRegister } from '#db/schema/routing';
import { Refusal } from '~/domain/refusal';
import type { RoutingTable } from '~/domain/report/routing';
import { isEnvelopeError } from '~/envelope/errors';
import { type BoardFace, faceIfWhole } from '~/envelope/keys/board-face';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import {
  openRouting,
  ROUTING,
  type RoutingStatement,
  routingTable,
  type SignedRouting,
} from '~/envelope/keys/routing-statement';
import { bareStatement, openUnattested, seenOf } from '~/envelope/keys/signed-statement';
import { openRegister, type RegisteredBoard, type TownRegister } from '~/envelope/keys/town-register';
import type { Context } from '~/services/context.server';
import { openedInForce } from './certified.server';

/** The signed routing, checked, with the checked list whose guardians vouch for it. */
export type RoutingInForce = {
  signed: SignedRouting;
  statement: RoutingStatement;
  directory: DirectoryStatement;
  table: RoutingTable;
};

/** The newest signed routing as it lies in the database, unchecked; null before there is one. */
export async function signedRouting(db: Db | Tx): Promise<(SignedRouting & { version: number }) | null> {
  const { version, listVersion } = routingVersion;
  const [row] = await db
    .select({ row: routingVersion, publicKey: county.directoryKey })
    .from(routingVersion)
    .crossJoin(county)
    .orderBy(desc(version), desc(listVersion))
    .limit(1);
  if (!row?.publicKey) return null;
  const { statement, signature, attestations } = row.row;
  return { version: row.row.version, statement, signature, attestations, publicKey: row.publicKey };
}

/** The versions before one, the last one first, as they lie in the database: to find the last that held. */
export async function formerRoutings(
  db: Db | Tx,
  { version, publicKey }: SignedRouting & { version: number },
): Promise<SignedRouting[]> {
  const rows = await db
    .selectDistinctOn([routingVersion.version])
    .from(routingVersion)
    .where(lt(routingVersion.version, version))
    .orderBy(desc(routingVersion.version), desc(routingVersion.listVersion))
    .limit(MAX_FORMER);
  return rows.map((row) => bareStatement({ ...row, publicKey }));
}

const MAX_FORMER = 3;

/**
 * The routing in force; null when there is none, or when a signature, an attestation or its history does not hold. What
 * was verified once under a county key and a list need not be read again for every report.
 */
export async function routingInForce(db: Db | Tx): Promise<RoutingInForce | null> {
  const name = await nameOfNewest(db);
  if (name === null) return null;
  if (cached?.name === name) return cached.routing;
  const signed = await signedRouting(db);
  if (signed === null) return null;
  const directory = await openedInForce(db);
  const routing = directory && (await opened(db, signed, directory));
  // It must not be remembered under the name of one that was replaced meanwhile.
  if (routing && (await nameOfNewest(db)) === name) cached = { name, routing };
  return routing;
}

/**
 * Identifies the newest routing, under its county key and list, without its whole text, which is long while the
 * question is asked for each report.
 */
async function nameOfNewest(db: Db | Tx): Promise<string | null> {
  const [newest] = await namesNewest(db);
  return newest ? JSON.stringify(newest) : null;
}

const namesNewest = keptQuestion((db) => {
  const { version, listVersion, statement, signature, attestations } = routingVersion;
  const list = db
    .select({ of: directoryVersion.signature })
    .from(directoryVersion)
    .orderBy(desc(directoryVersion.version))
    .limit(1)
    .as('list');
  return db
    .select({
      version,
      signature,
      attestations,
      text: sql<string>`encode(sha256(convert_to(${statement}, 'UTF8')), 'hex')`,
      publicKey: county.directoryKey,
      list: list.of,
    })
    .from(routingVersion)
    .crossJoin(county)
    .leftJoin(list, sql`true`)
    .orderBy(desc(version), desc(listVersion))
    .limit(1);
});

let cached: { name: string; routing: RoutingInForce } | null = null;

async function opened(
  db: Db | Tx,
  signed: SignedRouting & { version: number },
  directory: DirectoryStatement,
): Promise<RoutingInForce | null> {
  const [previous] = await db
    .select()
    .from(routingVersion)
    .where(lt(routingVersion.version, signed.version))
    .orderBy(desc(routingVersion.version))
    .limit(1);
  try {
    const before = previous && openUnattested(ROUTING, { ...previous, publicKey: signed.publicKey });
    const statement = openRouting(signed, directory, before ? seenOf(ROUTING, before) : null);
    return { signed: bareStatement(signed), statement, directory, table: routingTable(directory, statement) };
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

const HASH = /^[0-9a-f]{64}$/;

/** A town's register by its SHA-256, as browsers route by it. Refusal `notFound`. */
export async function publicRegister({ db }: Pick<Context, 'db'>, hash: string): Promise<string> {
  const found = HASH.test(hash) ? await registerText(db, hash) : null;
  if (found === null) throw new Refusal('notFound');
  return found;
}

/** The text of a town's register by its hash, or null. */
export async function registerText(db: Db | Tx, hash: string): Promise<string | null> {
  const [row] = await db.select({ text: townRegister.text }).from(townRegister).where(eq(townRegister.hash, hash));
  return row?.text ?? null;
}

/** The face of a signed board; null where its text is not the signed one. */
export async function faceOf(db: Db | Tx, { face: hash }: RegisteredBoard): Promise<BoardFace | null> {
  const [row] = await db.select({ text: boardFace.text }).from(boardFace).where(eq(boardFace.hash, hash));
  return row ? faceIfWhole(row.text, hash) : null;
}

/**
 * A town's register, checked against the routing; null for a town without one, and where the text is not the signed
 * one.
 */
export async function registerIn(db: Db | Tx, routing: RoutingStatement, area: string): Promise<TownRegister | null> {
  const named = routing.registers.find((one) => one.area === area);
  const known = named && registers.get(named.hash);
  if (named === undefined || known !== undefined) return known ?? null;
  const text = await registerText(db, named.hash);
  if (text === null) return null;
  try {
    const register = openRegister(text, area, routing);
    if (registers.size >= MAX_KEPT) registers.clear();
    registers.set(named.hash, register);
    return register;
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

/** Registers by the hash of their text: what was read once never changes. */
const registers = new Map<string, TownRegister>();
const MAX_KEPT = 200;

/** Every town's register that the routing names. */
export async function allRegisters(db: Db | Tx, routing: RoutingStatement): Promise<TownRegister[]> {
  const all = await Promise.all(routing.registers.map(({ area }) => registerIn(db, routing, area)));
  return all.filter((one) => one !== null);
}
