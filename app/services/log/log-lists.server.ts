import { asc, desc } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseTransfer } from '#db/schema/casework';
import { directoryVersion } from '#db/schema/county';
import { routingVersion } from '#db/schema/routing';
import type { ListInForce } from '~/domain/log/log';
import { chainHashes, linkOf } from '~/envelope/case/transfer-chain';
import { textHashOf } from '~/envelope/keys/memory';

type Reader = Pick<Db | Tx, 'select'>;
type Row = { version: number; statement: string };

const named =
  (name: ListInForce['name']) =>
  ({ version, statement }: Row): ListInForce => ({ name, version, hash: textHashOf(statement) });

/** Every version that the database has of each signed list, newest first; at most `most` of each. */
async function versionsOf(db: Reader, most: number): Promise<ListInForce[]> {
  const directories = await db
    .select({ version: directoryVersion.version, statement: directoryVersion.statement })
    .from(directoryVersion)
    .orderBy(desc(directoryVersion.version))
    .limit(most);
  const routings = await db
    .select({ version: routingVersion.version, statement: routingVersion.statement })
    .from(routingVersion)
    .orderBy(desc(routingVersion.version))
    .limit(most);
  return [...directories.map(named('directory')), ...routings.map(named('routing'))];
}

/** The hash of every transfer in the county's chain, computed one from the other; '' before the first. */
async function transferHashes(db: Reader): Promise<string[]> {
  const rows = await db.select().from(caseTransfer).orderBy(asc(caseTransfer.number));
  return ['', ...chainHashes(rows.map((row) => linkOf(row, row.memberId)))];
}

const transferNamed = (head: string, logHead: string): ListInForce => ({
  name: 'transfers',
  version: 1,
  hash: textHashOf(JSON.stringify(['anshao/checkpoint-transfer/v1', logHead, head])),
});

/** The newest version of each signed list and the newest transfer, as a checkpoint with this head of the log names them. */
export async function listsInForce(db: Reader, logHead: string): Promise<ListInForce[]> {
  return [...(await versionsOf(db, 1)), transferNamed((await transferHashes(db)).at(-1) ?? '', logHead)];
}

/**
 * Tells for a list that a checkpoint names whether the database still has that version with that very text, and for a
 * transfer whether it is still in the chain.
 */
export async function keptLists(db: Reader): Promise<(list: ListInForce, logHead: string) => boolean> {
  const kept = new Set((await versionsOf(db, MAX_VERSIONS)).map(keyOf));
  const isInChain = finding(await transferHashes(db));
  return (list, logHead) => (list.name === 'transfers' ? isInChain(list, logHead) : kept.has(keyOf(list)));
}

/**
 * Checkpoints come in order, and so do the transfers that they name, so each search goes on from where the last one
 * ended.
 */
function finding(hashes: readonly string[]): (list: ListInForce, logHead: string) => boolean {
  let at = 0;
  return (list, logHead) => {
    for (let tries = 0; tries < hashes.length; tries += 1) {
      const index = (at + tries) % hashes.length;
      if (transferNamed(hashes[index] ?? '', logHead).hash !== list.hash) continue;
      at = index;
      return true;
    }
    return false;
  };
}

const MAX_VERSIONS = 1_000_000;

const keyOf = ({ name, version, hash }: ListInForce): string => `${name} ${version} ${hash}`;
