import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Beside the samples of a release: `sha256sum -c SHA256SUMS` there says whether one was made anew. */
export const DIGESTS = 'SHA256SUMS';

/** A line of that file, as sha256sum writes it. */
export function digestLine(folder: string, file: string): string {
  const digest = createHash('sha256').update(readFileSync(`${folder}/${file}`));
  return `${digest.digest('hex')}  ${file}`;
}
