import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { fileKind } from '~/domain/report/file-kind';
import { cleanedFile } from '~/envelope/metadata/cleaned';
import { sourceOfBytes } from '~/envelope/metadata/source';
import { cleanFile } from '~/services/report/file-cleaning.server';
import { kindOf } from './metadata-samples';

/**
 * Files from phones, cameras and offices that were once handled wrongly; each is read back with other people's tools.
 */
export const sample = (name: string): Buffer => readFileSync(new URL(`../files/${name}`, import.meta.url));

export const folder = mkdtempSync(join(tmpdir(), 'anshao-files-'));

process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** What a tool says about a file with these bytes. */
export function told(tool: string, args: readonly string[], bytes: Uint8Array, name = 'file'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return execFileSync(tool, [...args, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export const exiftool = (bytes: Uint8Array, name?: string) =>
  told('exiftool', ['-a', '-G1', '-s', '-n', '-ee'], bytes, name);

/** Both ways of reporting clean by the same code; a malformed picture is encoded anew by each way itself. */
export async function cleaned(bytes: Buffer) {
  const kind = kindOf(bytes);
  const outcome = await cleanedFile(sourceOfBytes(bytes), kind, fileKind);
  if ('problem' in outcome) throw new Error(outcome.problem);
  const chunks: Uint8Array[] = [];
  for await (const chunk of outcome.bytes()) chunks.push(Uint8Array.from(chunk));
  const plain = await cleanFile(bytes, kind);
  if ('problem' in plain) throw new Error(plain.problem);
  const sealed = Buffer.concat(chunks);
  // When packed anew, Ogg and Matroska get a random number.
  if (kind.family === 'image' || kind.family === 'document') {
    expect(Buffer.from(plain.bytes).equals(sealed)).toBe(true);
  }
  return { bytes: sealed, removed: outcome.removed, stays: outcome.stays };
}

export const WHO = /zhang|13800001234|DELL|Lavf|mark(?:author|place|device)/i;
