import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chinaDate } from '~/domain/dates';
import { canonicalManifest, readManifest, signRelease } from '~/envelope/script-manifest';
import { releaseKeyFile } from '~/web/env.server';
import { readReleaseKey } from './release-key';
import { MANIFEST, MANIFEST_SIGNATURE, STATIC_FOLDERS, staticFileList } from './static-folders';

/**
 * The last step of `npm run build`: lists and hashes what will be served, and signs the list where a release key is
 * given.
 */
const files = await staticFileList(STATIC_FOLDERS);
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const text = canonicalManifest({ version, madeOn: chinaDate(Date.now()), files });
readManifest(text);
writeFileSync(MANIFEST, text);
rmSync(MANIFEST_SIGNATURE, { force: true });
const keyFile = releaseKeyFile();
if (keyFile !== null) {
  const { seed, publicKey } = readReleaseKey(keyFile);
  writeFileSync(MANIFEST_SIGNATURE, JSON.stringify({ publicKey, signature: signRelease(text, seed) }));
}
console.log(`${files.length} files in the manifest${keyFile === null ? '' : ', signed with the release key'}`);
