import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { STATIC_FOLDERS } from './static-folders';

const TEXT = /\.(?:js|css|svg|json|txt|html|wasm|bin|webmanifest)$/;
const WORTH_BYTES = 400;

/** The last per cent of a large file, which only staff load, would take most of the build's time. */
const LARGE_BYTES = 512 * 1024;
const qualityFor = (size: number) => (size > LARGE_BYTES ? 9 : constants.BROTLI_MAX_QUALITY);

/** Writes FILE.gz and FILE.br beside each static file that becomes smaller by it. */
async function compressFolder(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  let written = 0;
  for (const name of names.filter((one) => TEXT.test(one))) {
    const path = join(folder, name);
    if ((await stat(path)).size < WORTH_BYTES) continue;
    const bytes = await readFile(path);
    const [gz, br] = await Promise.all([
      promisify(gzip)(bytes, { level: 9 }),
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: qualityFor(bytes.length) } }),
    ]);
    if (gz.length < bytes.length) await writeFile(`${path}.gz`, gz);
    if (br.length < bytes.length) await writeFile(`${path}.br`, br);
    written++;
  }
  return written;
}

let compressed = 0;
for (const folder of STATIC_FOLDERS) compressed += await compressFolder(folder);
console.log(`${compressed} static files compressed`);
