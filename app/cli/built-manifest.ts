import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { canonicalManifest, readManifest } from '~/envelope/script-manifest';
import type { BuiltManifest } from '~/services/log/served-manifest.server';
import { MANIFEST, MANIFEST_SIGNATURE, STATIC_FOLDERS, staticFileList } from './static-folders';

const releaseSignature = z.object({ publicKey: z.string(), signature: z.string() });

/**
 * The list made by the build. Throws an Error in words when a file was changed, added or lost since, because the site
 * would publish hashes of something else than it sends.
 */
export async function builtManifest(): Promise<BuiltManifest> {
  if (!existsSync(MANIFEST)) throw new Error('The site is not built yet: run "npm run build" first.');
  const text = readFileSync(MANIFEST, 'utf8');
  const manifest = readManifest(text);
  const files = await staticFileList(STATIC_FOLDERS);
  if (canonicalManifest({ ...manifest, files }) !== text) {
    throw new Error('Files of the site are not those of build/manifest.json: run "npm run build" again.');
  }
  const release = existsSync(MANIFEST_SIGNATURE)
    ? releaseSignature.parse(JSON.parse(readFileSync(MANIFEST_SIGNATURE, 'utf8')))
    : null;
  return { text, release };
}
