import { asc, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { logCheckpoint } from '#db/schema/log';
import { readLoggedRow } from '~/contract/logged-row';
import { CHAIN_GENESIS, chainHash } from '~/domain/log/log';
import { type LogKey, logKeyProblems, verifyHead } from '~/envelope/keys/log-key';
import type { Context } from '~/services/context.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { type CheckpointRow, checkpointKey, sha256Hex, signedText } from './log-chain.server';
import { logKeysOf, logKeyVouchers } from './log-keys.server';
import { keptLists } from './log-lists.server';

const BATCH = 5000;
/** Problems beyond this number are counted and not listed. */
const LISTED = 100;

/**
 * What can be wrong. `removedLink`: a gap in the numbers · `removedEntry`: a link whose entry is gone · `altered`: text
 * and hash do not fit (changed, swapped or inserted) · `columns`: an index column differs from the entry's text ·
 * `checkpointSignature`: not by a key of the history in its time · `checkpointHead`: the chain is not the one that was
 * signed · `checkpointBeyond`: links at its end are gone · `checkpointList`: a signed list that it names is gone or has
 * another text, or a transfer is not in the county's chain · `saved…`: the same for a checkpoint that was stored
 * elsewhere · `keyHistory`: a key that neither itself nor the key before signed as it stands, or a last one that is not
 * this installation's · `keyUnconfirmed`: a key after a break-in that no guardian confirmed · `keyHead`, `keyBeyond`:
 * the chain is not the one with which a key began.
 */
export type LogProblemKind =
  | 'removedLink'
  | 'removedEntry'
  | 'altered'
  | 'columns'
  | 'checkpointSignature'
  | 'checkpointHead'
  | 'checkpointBeyond'
  | 'checkpointList'
  | 'savedSignature'
  | 'savedHead'
  | 'savedBeyond'
  | 'savedList'
  | 'keyHistory'
  | 'keyUnconfirmed'
  | 'keyHead'
  | 'keyBeyond';
export type LogProblem = { kind: LogProblemKind; sequence: number; onDay?: string };

export type LogVerification = {
  ok: boolean;
  links: number;
  head: string;
  /** Checkpoints in the database. */
  checkpoints: number;
  /** Checkpoints given from outside. */
  saved: number;
  /** Keys that signed the log, one after the other. */
  keys: number;
  /** Committed entries without a link yet. */
  tail: number;
  problems: LogProblem[];
  problemCount: number;
};

type LinkRow = {
  sequence: number;
  hash: string;
  entry: string | null;
  on_day: string | null;
  act: string | null;
  subject: string | null;
};

type Findings = { add: (problem: LogProblem) => void; list: LogProblem[]; count: () => number };

function findings(): Findings {
  const list: LogProblem[] = [];
  let count = 0;
  return {
    list,
    count: () => count,
    add: (problem) => {
      count += 1;
      if (list.length < LISTED) list.push(problem);
    },
  };
}

function linksAfter(db: Pick<Db, 'execute'>, sequence: number) {
  return db.execute<LinkRow>(sql`
    select l.sequence::float8 as sequence, l.hash, e.entry, e.on_day::text as on_day, e.act, e.subject
    from log_link l left join log_entry e on e.id = l.entry_id
    where l.sequence > ${sequence} order by l.sequence limit ${BATCH}`);
}

/** The row's index columns must say what its hashed text says. */
function columnsFit(row: LinkRow): boolean {
  const said = readLoggedRow(row.entry ?? '');
  return said !== null && said.day === row.on_day && said.act === row.act && (said.subject ?? null) === row.subject;
}

/**
 * Goes on from the stored hash after a problem, so that one altered entry is reported once, and not for all that
 * follow.
 */
function checkLink(row: LinkRow, before: { sequence: number; hash: string }, found: Findings): void {
  const { sequence } = row;
  if (sequence !== before.sequence + 1) found.add({ kind: 'removedLink', sequence: before.sequence + 1 });
  else if (row.entry === null) found.add({ kind: 'removedEntry', sequence });
  else if (chainHash(before.hash, row.entry, sha256Hex) !== row.hash) found.add({ kind: 'altered', sequence });
  else if (!columnsFit(row)) found.add({ kind: 'columns', sequence });
}

/**
 * A head that somebody signed: a checkpoint of the database, one stored elsewhere, or the head with which a key began.
 */
type Kept = { from: 'checkpoint' | 'saved' | 'key'; sequence: number; head: string; onDay: string };

function checkHead({ from, sequence, head, onDay }: Kept, hash: string, found: Findings): void {
  if (head !== hash) found.add({ kind: `${from}Head`, sequence, onDay });
}

/** Checks the signatures of the keys among themselves, and those of the checkpoints. */
async function checkSignatures(
  ctx: VerifyingContext,
  tx: Tx,
  { keys, checkpoints, saved }: { keys: LogKey[]; checkpoints: CheckpointRow[]; saved: readonly CheckpointRow[] },
  found: Findings,
): Promise<void> {
  const { confirmations, countyKey } = await logKeyVouchers(tx);
  const trusted = (await countyKeyIntact(ctx, tx)) ? countyKey : null;
  for (const { kind, number } of logKeyProblems(keys, confirmations, trusted)) {
    const sequence = keys[number - 1]?.afterSequence ?? 0;
    found.add({ kind: kind === 'broken' ? 'keyHistory' : 'keyUnconfirmed', sequence });
  }
  const newest = keys.at(-1);
  if (newest && newest.keyId !== checkpointKey(ctx).keyId) {
    found.add({ kind: 'keyHistory', sequence: newest.afterSequence });
  }
  const isKept = await keptLists(tx);
  const check = (from: 'checkpoint' | 'saved') => (row: CheckpointRow) => {
    const { sequence, onDay, head, lists } = row;
    if (!verifyHead(keys, row, signedText(row))) found.add({ kind: `${from}Signature`, sequence, onDay });
    else if (!lists.every((list) => isKept(list, head))) found.add({ kind: `${from}List`, sequence, onDay });
  };
  checkpoints.forEach(check('checkpoint'));
  saved.forEach(check('saved'));
}

type VerifyingContext = Pick<Context, 'db' | 'secret'>;

/**
 * Recomputes the whole chain in one snapshot, in batches of constant memory, compares it with every checkpoint, each of
 * which must be signed by the key of its time, and counts the committed entries not yet chained. `saved` are
 * checkpoints stored outside: whoever owns the database can cut off its end together with its own checkpoints, but not
 * with these.
 */
export function verifyLog(ctx: VerifyingContext, saved: readonly CheckpointRow[] = []): Promise<LogVerification> {
  return ctx.db.transaction(
    async (tx) => {
      const found = findings();
      const keys = await logKeysOf(tx);
      const checkpoints = await tx.select().from(logCheckpoint).orderBy(asc(logCheckpoint.sequence));
      const waiting = [
        ...checkpoints.map((row): Kept => ({ ...row, from: 'checkpoint' })),
        ...saved.map((row): Kept => ({ ...row, from: 'saved' })),
        ...keys.map((key): Kept => ({ from: 'key', sequence: key.afterSequence, head: key.head, onDay: key.fromDay })),
      ].sort((a, b) => a.sequence - b.sequence);
      let at = { sequence: 0, hash: CHAIN_GENESIS };
      const settle = () => {
        for (let first = waiting[0]; first && first.sequence <= at.sequence; first = waiting[0]) {
          checkHead(first, first.sequence === at.sequence ? at.hash : '', found);
          waiting.shift();
        }
      };
      settle();
      let links = 0;
      for (let rows = await linksAfter(tx, 0); rows.length > 0; rows = await linksAfter(tx, at.sequence)) {
        for (const row of rows) {
          checkLink(row, at, found);
          at = { sequence: row.sequence, hash: row.hash };
          links += 1;
          settle();
        }
      }
      for (const { from, sequence, onDay } of waiting) found.add({ kind: `${from}Beyond`, sequence, onDay });
      await checkSignatures(ctx, tx, { keys, checkpoints, saved }, found);
      const [tail] = await tx.execute<{ count: number }>(sql`
        select count(*)::int as count from log_entry e
        where not exists (select 1 from log_link l where l.entry_id = e.id)`);
      return {
        ok: found.count() === 0,
        links,
        head: at.hash,
        checkpoints: checkpoints.length,
        saved: saved.length,
        keys: keys.length,
        tail: tail?.count ?? 0,
        problems: found.list,
        problemCount: found.count(),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
