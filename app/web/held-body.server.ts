import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.server';
import { type Holding, holdingFor, holdUpload } from './report/upload-budget.server';
import { readWhole } from './whole-body.server';

/** A request, and the address under which it is counted. */
export type Asked = { req: IncomingMessage; res: ServerResponse; visitor: string };

/** A posted body in memory, within what its network may hold. */
export type HeldBody = { pieces: Uint8Array[]; holding: Holding };

/**
 * Reads a whole body, calls `use`, then overwrites what was read, so that words in the clear are not left in the memory
 * into which the network read them. When a body cannot be taken, the request has been answered and `use` is not called.
 */
export async function withHeldBody(
  { req, res, visitor }: Asked,
  answer: Answer,
  use: (held: HeldBody) => Promise<void>,
): Promise<void> {
  const holding = holdingFor(visitor, () => holdUpload());
  try {
    const pieces = await readWhole(req, res, holding, answer);
    if (!pieces) return;
    const arrived = [...pieces];
    try {
      await use({ pieces, holding });
    } finally {
      for (const piece of arrived) piece.fill(0);
    }
  } finally {
    holding.release();
  }
}

/** Each piece is counted once: here, or by whoever reads it next. */
export async function* handOn({ pieces, holding }: HeldBody): AsyncGenerator<Uint8Array, void, undefined> {
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    holding.give(piece.length);
    yield piece;
  }
}
