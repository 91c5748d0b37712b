import type { CopiedTable, Snapshot } from '#db/table-copy';
import { type RowsMark, readRowsMark } from '~/contract/backup';
import { concat, text, utf8 } from '~/envelope/bytes';

/**
 * The rows of a database as one stream of frames, so that a sealed file tells nothing of single tables. A frame: one
 * byte (mark or rows), its length in four bytes (big endian), its bytes. Marks are JSON; rows are a piece of a COPY in
 * text format, of the table that the last mark named.
 */
const MARK = 1;
const ROWS = 2;
const HEAD_BYTES = 5;
const PIECE_BYTES = 256 * 1024;
const MAX_FRAME_BYTES = 1024 ** 3;

/** What was signed in at the time of a backup shall not be signed in again by restoring it. */
const LEFT_OUT = ['staff_session'];

export async function* framesOf(
  snapshot: Snapshot,
  id: string,
  onTable: (done: number, of: number) => void,
): AsyncGenerator<Uint8Array> {
  yield mark({ mark: 'head', format: 1, id });
  const tables = snapshot.tables.filter(({ name }) => !LEFT_OUT.includes(name));
  for (const [at, table] of tables.entries()) {
    onTable(at, tables.length);
    yield mark({ mark: 'table', name: table.name, columns: table.columns });
    for await (const piece of inPieces(snapshot.rows(table))) yield frame(ROWS, piece);
  }
  yield mark({ mark: 'end', tables: tables.length, sequences: await snapshot.sequences() });
}

const mark = (value: RowsMark): Uint8Array => frame(MARK, utf8(JSON.stringify(value)));

function frame(kind: number, bytes: Uint8Array): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  new DataView(head.buffer).setUint32(1, bytes.length);
  head[0] = kind;
  return concat(head, bytes);
}

/** The driver gives each row by itself. */
async function* inPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    if (length < PIECE_BYTES) continue;
    yield concat(...parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield concat(...parts);
}

type Frame = { kind: number; bytes: Uint8Array };

/** Takes the frames apart; throws where the stream ends within one. */
async function* readFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : concat(held, chunk);
    for (let length = lengthOf(held); held.length >= length; length = lengthOf(held)) {
      yield { kind: held[0] ?? 0, bytes: held.subarray(HEAD_BYTES, length) };
      held = held.subarray(length);
    }
  }
  if (held.length > 0) throw damaged();
}

function lengthOf(held: Uint8Array): number {
  if (held.length < HEAD_BYTES) return Number.POSITIVE_INFINITY;
  const length = new DataView(held.buffer, held.byteOffset).getUint32(1);
  if (length > MAX_FRAME_BYTES) throw damaged();
  return HEAD_BYTES + length;
}

export const damaged = () => new Error('The backup is damaged: its rows are not whole. Take another one.');

export type RowsReader = {
  table: (table: Pick<CopiedTable, 'name' | 'columns'>, rows: AsyncIterable<Uint8Array>) => Promise<void>;
  end: (end: Extract<RowsMark, { mark: 'end' }>) => Promise<void>;
};

/** Reads such a stream to its end mark; throws where it is not of this backup, or not whole. */
export async function readRows(source: AsyncIterable<Uint8Array>, id: string, into: RowsReader): Promise<void> {
  const frames = readFrames(source)[Symbol.asyncIterator]();
  let at = await frames.next();
  const head = markIn(at);
  if (head?.mark !== 'head' || head.id !== id) throw damaged();
  at = await frames.next();
  let tables = 0;
  async function* rows() {
    for (; !at.done && at.value.kind === ROWS; at = await frames.next()) yield at.value.bytes;
  }
  for (let found = markIn(at); found?.mark === 'table'; found = markIn(at)) {
    at = await frames.next();
    await into.table(found, rows());
    tables += 1;
  }
  const end = markIn(at);
  if (end?.mark !== 'end' || end.tables !== tables || !(await frames.next()).done) throw damaged();
  await into.end(end);
}

const markIn = (at: IteratorResult<Frame>): RowsMark | null =>
  !at.done && at.value.kind === MARK ? readRowsMark(text(at.value.bytes)) : null;
