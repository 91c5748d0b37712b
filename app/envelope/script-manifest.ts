import * as z from 'zod/mini';
import { EnvelopeError } from './errors';
import { jsonOf } from './json';
import { signStatement, signText, verifyStatement, verifyText } from './signing';

/** How browsers use a file; `other` (pictures, fonts) never runs. */
export const FILE_KINDS = ['script', 'worker', 'island', 'wasm', 'style', 'other'] as const;
export type ServedFileKind = (typeof FILE_KINDS)[number];

const manifestFile = z.object({
  /** As in the URL, with its leading slash. */
  path: z.string().check(
    z.regex(/^(?:\/[\w.@~+-]+)+$/),
    z.refine((path) => !/\/\.\.?(?:\/|$)/.test(path)),
  ),
  /** Lower-case hex, over the file before compression. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  bytes: z.int().check(z.minimum(0)),
  kind: z.enum(FILE_KINDS),
});
export type ManifestFile = z.output<typeof manifestFile>;

/** Every static file of a release. `version` is the release's, `madeOn` the day of its build (YYYY-MM-DD). */
const scriptManifest = z.object({
  version: z.string().check(z.minLength(1)),
  madeOn: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  files: z.array(manifestFile),
});
export type ScriptManifest = z.output<typeof scriptManifest>;

const RELEASE = 'scripts';
const SERVED = 'servedScripts';

/**
 * Judges a file by ending and folder: everything in `islands/` runs on public pages, and a name with `worker` runs as a
 * worker.
 */
export function kindOfFile(path: string): ServedFileKind {
  if (path.endsWith('.css')) return 'style';
  if (path.endsWith('.wasm')) return 'wasm';
  if (!/\.m?js$/.test(path)) return 'other';
  if (/worker[^/]*$/i.test(path)) return 'worker';
  return path.startsWith('/islands/') ? 'island' : 'script';
}

/** JSON with members in one order and files by path (code units). This text is what is hashed, signed and published. */
export function canonicalManifest({ version, madeOn, files }: ScriptManifest): string {
  const sorted = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ path, sha256, bytes, kind }) => ({ path, sha256, bytes, kind }));
  return JSON.stringify({ version, madeOn, files: sorted });
}

/** Reads a manifest's text. Throws EnvelopeError `damaged` unless it is the canonical text of a valid manifest. */
export function readManifest(text: string): ScriptManifest {
  const { data: manifest } = scriptManifest.safeParse(jsonOf(text));
  const canonical = manifest !== undefined && canonicalManifest(manifest) === text;
  if (!canonical || new Set(manifest.files.map(({ path }) => path)).size !== manifest.files.length) {
    throw new EnvelopeError('damaged', 'manifest');
  }
  return manifest;
}

/** The signature of whoever makes releases over the manifest's text; Ed25519, URL-safe Base64. */
export const signRelease = (text: string, seed: Uint8Array): string => signText(RELEASE, text, seed);

export const verifyRelease = (text: string, signature: string, publicKey: string): boolean =>
  verifyText(RELEASE, text, signature, publicKey);

/**
 * An installation's statement that the manifest with this SHA-256 has been served here since this day. The site's
 * address is no part of it.
 */
export type ServedStatement = { sha256: string; since: string };

export const signServed = (statement: ServedStatement, seed: Uint8Array): string =>
  signStatement(SERVED, { ...statement }, seed);

export const verifyServed = (statement: ServedStatement, signature: string, publicKey: string): boolean =>
  verifyStatement(SERVED, { ...statement }, signature, publicKey);
