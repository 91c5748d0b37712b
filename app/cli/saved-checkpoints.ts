import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isIsoDate } from '~/domain/dates';
import { LIST_NAMES } from '~/domain/log/log';
import { jsonOf } from '~/envelope/json';
import type { CheckpointRow } from '~/services/log/log-chain.server';
import { UsageError } from './command';

const checkpoint = z.object({
  onDay: z.string().refine(isIsoDate),
  sequence: z.int().min(0),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  keyId: z.string().regex(/^[0-9a-f]{32}$/),
  lists: z.array(
    z.object({
      name: z.enum(LIST_NAMES),
      version: z.int().min(1),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  signature: z.string().regex(/^[\w-]{86}$/),
});

const keyList = z.object({ log: z.object({ checkpoints: z.array(checkpoint).min(1) }) });

/**
 * Checkpoints stored outside the site: one JSON object per line (`onDay` `sequence` `head` `keyId` `lists`
 * `signature`), or the whole of `/.well-known/anshao/keys.json` as fetched. Throws UsageError for a file that cannot be
 * read or holds something else.
 */
export function savedCheckpoints(path: string): CheckpointRow[] {
  const text = textOf(path);
  const list = keyList.safeParse(jsonOf(text));
  if (list.success) return list.data.log.checkpoints;
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  if (lines.length === 0) throw new UsageError('The file of checkpoints is empty.');
  return lines.map(({ line, number }) => {
    const read = checkpoint.safeParse(jsonOf(line));
    if (!read.success) throw new UsageError(`Line ${number} is no checkpoint; nothing was checked.`);
    return read.data;
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError('The file of checkpoints cannot be read.');
  }
}
