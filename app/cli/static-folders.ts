import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindOfFile, type ManifestFile } from '~/envelope/script-manifest';

/** What the build made: beside the sources, or for the built program in the folder above it. */
export const BUILD = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../build/' : '../', import.meta.url));

/** The second build: scripts of the public pages, under `/islands/`. */
export const ISLANDS = join(BUILD, 'islands');
/** Frames that hold all of their script themselves. */
export const FRAMES = join(BUILD, 'frames');
/**
 * What the server sends as it is. Each folder is a root of the site's addresses, and the first one that has a path
 * wins.
 */
export const STATIC_FOLDERS = [join(BUILD, 'client'), ISLANDS, FRAMES];

/** The list of a release: canonical text, and a signature by the release key where there is one. */
export const MANIFEST = join(BUILD, 'manifest.json');
export const MANIFEST_SIGNATURE = join(BUILD, 'manifest.signature.json');

/** Made beside the file by compress-assets; what they decompress to is what counts. */
const PACKED = /\.(?:br|gz)$/;

/** Every file that the folders serve, hashed. */
export async function staticFileList(folders: readonly string[]): Promise<ManifestFile[]> {
  const found = new Map<string, ManifestFile>();
  for (const folder of folders.filter((one) => existsSync(one))) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || PACKED.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(folder.replace(/[\\/]$/, '').length).replaceAll('\\', '/');
      if (path.includes('/.') || found.has(path)) continue;
      const content = await readFile(file);
      const sha256 = createHash('sha256').update(content).digest('hex');
      found.set(path, { path, sha256, bytes: content.length, kind: kindOfFile(path) });
    }
  }
  return [...found.values()];
}
