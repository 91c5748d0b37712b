import { asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { logCheckpoint, logLink } from '#db/schema/log';
import { type LogKey, logKeyProblems, verifyHead } from '~/envelope/keys/log-key';
import type { Context } from '~/services/context.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { type CheckpointRow, checkpointKey, signedText } from './log-chain.server';
import { logKeysOf, logKeyVouchers } from './log-keys.server';
import { type ChainPosition, type LinkProblem, type LinkRow, linkProblem, linksAfter, START } from './log-links.server';
import { keptLists } from './log-lists.server';
import { LOOK_BACK } from './log-sequencer.server';

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
 * the chain is not the one with which a key began · `seenHead`, `seenBeyond`: the chain is not the one that this
 * process saw before.
 */
export type LogProblemKind =
  | LinkProblem['kind']
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
  | 'keyBeyond'
  | 'seenHead'
  | 'seenBeyond';
export type LogProblem = { kind: LogProblemKind; sequence: number; onDay?: string };

export type LogVerification = {
  ok: boolean;
  links: number;
  /** Links whose hash was recomputed. */
  checked: number;
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

/**
 * Goes on from the stored hash after a problem, so that one altered entry is reported once, and not for all that
 * follow.
 */
function checkLink(row: LinkRow, before: ChainPosition, found: Findings): void {
  const problem = linkProblem(row, before);
  if (problem) found.add(problem);
}

/**
 * A head that somebody signed or saw: a checkpoint of the database, one stored elsewhere, the head with which a key
 * began, or the head that this process saw last.
 */
type Kept = { from: 'checkpoint' | 'saved' | 'key' | 'seen'; sequence: number; head: string; onDay?: string };

const placed = ({ sequence, onDay }: Kept) => (onDay === undefined ? { sequence } : { sequence, onDay });

function checkHead(kept: Kept, hash: string, found: Findings): void {
  if (kept.head !== hash) found.add({ kind: `${kept.from}Head`, ...placed(kept) });
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

/** The head that this process saw last, if it saw one. With `newOnly`, links up to it are not recomputed. */
type Before = { seen: ChainPosition | null; newOnly: boolean };

/**
 * Recomputes the whole chain in one snapshot, in batches of constant memory, compares it with every checkpoint, each of
 * which must be signed by the key of its time, and counts the committed entries not yet chained. `saved` are
 * checkpoints stored outside: whoever owns the database can cut off its end together with its own checkpoints, but not
 * with these.
 */
export function verifyLog(
  ctx: VerifyingContext,
  saved: readonly CheckpointRow[] = [],
  { seen, newOnly }: Before = { seen: null, newOnly: false },
): Promise<LogVerification> {
  return ctx.db.transaction(
    async (tx) => {
      const found = findings();
      const keys = await logKeysOf(tx);
      const start = newOnly && seen ? await storedPlace(tx, seen.sequence) : START;
      const all = await tx.select().from(logCheckpoint).orderBy(asc(logCheckpoint.sequence));
      // The newest checkpoint names the lists in force, and is therefore always checked.
      const checkpoints = all.filter((row, index) => row.sequence >= start.sequence || index === all.length - 1);
      const waiting = [
        ...checkpoints.map((row): Kept => ({ ...row, from: 'checkpoint' })),
        ...saved.map((row): Kept => ({ ...row, from: 'saved' })),
        ...keys.map((key): Kept => ({ from: 'key', sequence: key.afterSequence, head: key.head, onDay: key.fromDay })),
        ...(seen ? [{ from: 'seen', sequence: seen.sequence, head: seen.hash } as const] : []),
      ].filter(({ sequence }) => sequence >= start.sequence);
      const { checked, end } = await walk(tx, start, waiting, found);
      await checkSignatures(ctx, tx, { keys, checkpoints, saved }, found);
      return {
        ok: found.count() === 0,
        links: start.sequence + checked,
        checked,
        head: end.hash,
        checkpoints: all.length,
        saved: saved.length,
        keys: keys.length,
        tail: await unchainedEntries(tx, newOnly),
        problems: found.list,
        problemCount: found.count(),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** The link that has this number now. Where there is none, its hash is empty and fits nothing. */
async function storedPlace(tx: Tx, sequence: number): Promise<ChainPosition> {
  const [link] = await tx.select({ hash: logLink.hash }).from(logLink).where(eq(logLink.sequence, sequence));
  return sequence === 0 ? START : { sequence, hash: link?.hash ?? '' };
}

/** Recomputes the links from one place to the end, and compares each signed or seen head when it is reached. */
async function walk(tx: Tx, start: ChainPosition, kept: readonly Kept[], found: Findings) {
  const waiting = [...kept].sort((a, b) => a.sequence - b.sequence);
  let at = start;
  const settle = () => {
    for (let first = waiting[0]; first && first.sequence <= at.sequence; first = waiting[0]) {
      checkHead(first, first.sequence === at.sequence ? at.hash : '', found);
      waiting.shift();
    }
  };
  settle();
  let checked = 0;
  for (let rows = await linksAfter(tx, at.sequence); rows.length > 0; rows = await linksAfter(tx, at.sequence)) {
    for (const row of rows) {
      checkLink(row, at, found);
      at = { sequence: row.sequence, hash: row.hash };
      checked += 1;
      settle();
    }
  }
  for (const head of waiting) found.add({ kind: `${head.from}Beyond`, ...placed(head) });
  return { checked, end: at };
}

/** Counts committed entries without a link. With `recentOnly`, very old latecomers are left to the daily checkpoint. */
async function unchainedEntries(tx: Tx, recentOnly: boolean): Promise<number> {
  const since = recentOnly ? sql`(select coalesce(max(entry_id), 0) - ${LOOK_BACK}::int from log_link)` : sql`0`;
  const [tail] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from log_entry e
    where e.id > ${since} and not exists (select 1 from log_link l where l.entry_id = e.id)`);
  return tail?.count ?? 0;
}
