import { inArray } from 'drizzle-orm';
import type { Db } from '#db/client';
import { boardFace } from '#db/schema/routing';
import { isEnvelopeError } from '~/envelope/errors';
import { type RegisteredBoard, readRegister } from '~/envelope/keys/town-register';

type Registers = {
  /** Texts of the registers in force. */
  before: readonly string[];
  /** These texts, and those that may replace them. */
  all: readonly string[];
};

/**
 * Texts of boards' faces that are needed to read the changes, by hash: of new and changed boards, and of the latter as
 * they were.
 */
export async function changedFaces(
  db: Db,
  { before, all }: Registers,
  drafted: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const old = new Map(before.flatMap(boardsIn).map(({ code, face }) => [code, face]));
  const changed = all.flatMap(boardsIn).filter(({ code, face }) => old.get(code) !== face);
  const sought = [...new Set(changed.flatMap(({ code, face }) => [face, old.get(code) ?? face]))];
  const kept = sought.length > 0 ? await db.select().from(boardFace).where(inArray(boardFace.hash, sought)) : [];
  const texts = sought.flatMap((hash) => (drafted[hash] === undefined ? [] : [[hash, drafted[hash]] as const]));
  return Object.fromEntries([...kept.map(({ hash, text }) => [hash, text] as const), ...texts]);
}

function boardsIn(text: string): RegisteredBoard[] {
  try {
    return readRegister(text).boards;
  } catch (error) {
    if (isEnvelopeError(error)) return [];
    throw error;
  }
}
