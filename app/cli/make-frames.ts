import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { makePack } from '~/browser/case/pdf-pack';
import { PDF_RESOURCES_PLACE, PDF_VIEWER_PLACE } from '~/browser/case/pdf-protocol';
import { HEIF_DECODER_PLACE, PICTURE_VIEWER_PLACE } from '~/browser/case/picture-protocol';
import { FRAMES } from './static-folders';

const source = (name: string) => fileURLToPath(new URL(`../browser/case/${name}`, import.meta.url));
const PDFJS = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));
const LIBHEIF = fileURLToPath(import.meta.resolve('libheif-js/libheif-wasm/libheif.wasm'));
/** Folder in the pack, folder of pdf.js, which files; their licences go along. */
const RESOURCES = [
  ['cmaps/', 'cmaps', /\.bcmap$|^LICENSE/],
  ['fonts/', 'standard_fonts', /^Foxit(?:Symbol|Dingbats)\.pfb$|^LICENSE_FOXIT$/],
  ['wasm/', 'wasm', /^(?:jbig2|openjpeg)\.wasm$|^LICENSE_(?:PDFJS_)?(?:JBIG2|OPENJPEG)$/],
] as const;

/** One classic script without imports: a frame whose origin is opaque may load none. */
async function bundle(entry: string): Promise<string> {
  const built = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    // HTML must not change a character of it, or its hash is another.
    esbuild: { charset: 'ascii', legalComments: 'none' },
    // Otherwise Rollup asks the document, which a worker lacks, and the decoders would not start.
    plugins: [{ name: 'own-address', resolveImportMeta: () => 'self.location.href' }],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      rollupOptions: { input: source(entry), output: { format: 'iife', inlineDynamicImports: true } },
    },
  })) as Rollup.RollupOutput;
  const [chunk, ...more] = built.output;
  if (more.length > 0) throw new Error(`${entry} became several files`);
  if (/<\/script|<!--/i.test(chunk.code)) throw new Error(`${entry} cannot stand inside a page`);
  return chunk.code;
}

/** The page of a frame with its two scripts in it. */
async function frame(name: string): Promise<string> {
  const parts: Record<string, string> = {
    worker: await bundle(`${name}-worker.ts`),
    frame: await bundle(`${name}-frame.ts`),
  };
  const page = readFileSync(source(`${name}-frame.html`), 'utf8');
  return page.replace(/\/\*(worker|frame)\*\//g, (_, part: string) => parts[part] ?? '');
}

const files = RESOURCES.flatMap(([to, folder, which]) =>
  readdirSync(join(PDFJS, folder))
    .filter((name) => which.test(name))
    .sort()
    .map((name) => ({ name: to + name, bytes: readFileSync(join(PDFJS, folder, name)) })),
);
rmSync(FRAMES, { recursive: true, force: true });
mkdirSync(FRAMES, { recursive: true });
writeFileSync(join(FRAMES, PDF_VIEWER_PLACE), await frame('pdf'));
writeFileSync(join(FRAMES, PDF_RESOURCES_PLACE), makePack(files));
writeFileSync(join(FRAMES, PICTURE_VIEWER_PLACE), await frame('picture'));
writeFileSync(join(FRAMES, HEIF_DECODER_PLACE), readFileSync(LIBHEIF));
