import type { IsoDate } from '~/domain/dates';

/** A code, an id or a number; never content. */
export type LogValue = string | number | boolean | null | readonly string[];

/** What is said about an act, under any names; those of this version are in `log-fields.ts`. */
export type LogData = Readonly<Record<string, LogValue>>;

export type LogEntry = {
  /** Day in China time; rows hold no finer time. */
  day: IsoDate;
  /** An act of acts/table.ts. */
  act: string;
  /** Member id, or the kind of the actor (`reporter`, `public`, `system`). */
  actor: string;
  unit: string | null;
  /** `case:uuid`, `member:uuid` … */
  subject: string | null;
  data: LogData;
};

/** SHA-256 of the text's UTF-8 bytes, in lower-case hex. */
export type Sha256 = (text: string) => string;

/** The head before the first entry. */
export const CHAIN_GENESIS = '0'.repeat(64);

/**
 * The entry as one line of JSON with fields in fixed order and `data` sorted by name (code units): the text that is
 * stored, and hashed exactly as stored. Throws TypeError on a number that JSON cannot hold exactly.
 */
export function canonicalEntry(entry: LogEntry): string {
  const { day, act, actor, unit, subject } = entry;
  const head = JSON.stringify({ v: 1, day, act, actor, unit, subject });
  // Built by hand because JavaScript objects put integer-like names first, whatever their order.
  const pairs = Object.keys(entry.data)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalValue(entry.data[name] ?? null)}`);
  return `${head.slice(0, -1)},"data":{${pairs.join(',')}}}`;
}

function canonicalValue(value: LogData[string]): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError('Log data holds whole numbers');
  return JSON.stringify(value);
}

/** The next head: hash over the previous head, a line feed and the stored text. */
export function chainHash(previousHex: string, text: string, sha256: Sha256): string {
  return sha256(`${previousHex}\n${text}`);
}

export const LIST_NAMES = ['directory', 'routing', 'transfers'] as const;

/**
 * A signed list that was in force, and the SHA-256 (hex) of its text. `transfers` is the newest transfer of a case: its
 * version is always 1, and its hash is mixed with the log's head, so that checkpoints tell nobody outside how many
 * transfers there were, nor on which days.
 */
export type ListInForce = { name: (typeof LIST_NAMES)[number]; version: number; hash: string };

/**
 * `keyId` names the key that signs. The site's address, which may lawfully change, is not part of the text. `lists` are
 * those in force when the checkpoint was made, so that whoever kept it notices a list that was put back to an older
 * one.
 */
export type Checkpoint = { keyId: string; day: IsoDate; seq: number; head: string; lists: readonly ListInForce[] };

/** The text a checkpoint signs: five lines, after the C2SP tlog-checkpoint layout, and one for each list, by name. */
export function checkpointText({ keyId, day, seq, head, lists }: Checkpoint): string {
  if (/[\r\n]/.test(keyId)) throw new TypeError('A key id is one line');
  const lines = [...lists]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, version, hash }) => `${name} ${version} ${hash}\n`);
  return `anshao log checkpoint v3\n${keyId}\n${day}\n${seq}\n${head}\n${lines.join('')}`;
}
