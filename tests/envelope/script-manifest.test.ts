import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalManifest,
  kindOfFile,
  type ManifestFile,
  readManifest,
  type ScriptManifest,
  signRelease,
  signServed,
  verifyRelease,
  verifyServed,
} from '~/envelope/script-manifest';
import { newSigningKey } from '~/envelope/signing';

const fileOf = (path: string, n = 1): ManifestFile => ({
  path,
  sha256: n.toString(16).padStart(64, '0'),
  bytes: n,
  kind: kindOfFile(path),
});
const manifest = (files: ManifestFile[]): ScriptManifest => ({ version: '0.1.0', madeOn: '2026-03-02', files });
const FILES = [
  '/islands/report-Ab12Cd34.js',
  '/assets/a.js',
  '/assets/B.js',
  '/assets/argon2-worker-1.js',
  '/logo.svg',
];
const names = fc.uniqueArray(fc.stringMatching(/^(?:\/[a-zA-Z0-9_-]{1,8}){1,3}\.(?:js|css|svg)$/), { maxLength: 12 });

describe('the canonical text', () => {
  test('is one text whatever order the files were found in, by code unit', () => {
    const text = canonicalManifest(manifest(FILES.map((path) => fileOf(path))));
    expect(canonicalManifest(manifest([...FILES].reverse().map((path) => fileOf(path))))).toBe(text);
    expect(text.indexOf('/assets/B.js')).toBeLessThan(text.indexOf('/assets/a.js'));
    expect(text).toMatch(/^\{"version":"0\.1\.0","madeOn":"2026-03-02","files":\[\{"path":"\/assets\/B\.js","sha256":/);
  });

  test('is read back as what was written, for any files in any order', () => {
    fc.assert(
      fc.property(names, fc.nat(), (paths, n) => {
        const text = canonicalManifest(manifest(paths.map((path) => fileOf(path, n))));
        const read = readManifest(text);
        expect(canonicalManifest(read)).toBe(text);
        expect(new Set(read.files.map(({ path }) => path))).toEqual(new Set(paths));
      }),
    );
  });

  test('is the only text accepted', () => {
    const text = canonicalManifest(manifest([fileOf('/a.js'), fileOf('/b.js')]));
    const refused = [
      `${text} `,
      text.replace('{"version"', '{ "version"'),
      text.replace('"files"', '"more":1,"files"'),
      text.replace('/a.js', '/z.js'),
      text.replace('/b.js', '/a.js'),
      text.replace('2026-03-02', 'today'),
      text.replace('"script"', '"program"'),
      text.replace('0000000001"', '000000000G"'),
      canonicalManifest(manifest([fileOf('/../a.js')])),
      canonicalManifest(manifest([fileOf('//evil.test/a.js')])),
      canonicalManifest(manifest([{ ...fileOf('/a.js'), bytes: -1 }])),
      '[]',
      'null',
      '',
    ];
    expect(() => readManifest(text)).not.toThrow();
    for (const one of refused) expect(() => readManifest(one), one).toThrow('damaged');
  });
});

test('files are told apart by what browsers do with them', () => {
  expect(FILES.map(kindOfFile)).toEqual(['island', 'script', 'script', 'worker', 'other']);
  expect(['/islands/seal-worker-x.js', '/a/x.css', '/a/x.wasm', '/workers/x.js'].map(kindOfFile)).toEqual([
    'worker',
    'style',
    'wasm',
    'script',
  ]);
});

describe('signatures', () => {
  const key = newSigningKey();
  const other = newSigningKey();
  const text = canonicalManifest(manifest([fileOf('/a.js')]));

  test("a release's holds for its own text and key only", () => {
    const signature = signRelease(text, key.seed);
    expect(verifyRelease(text, signature, key.publicKey)).toBe(true);
    expect(verifyRelease(text, signature, other.publicKey)).toBe(false);
    fc.assert(
      fc.property(fc.nat(text.length - 1), (at) => {
        const changed = `${text.slice(0, at)}\u0001${text.slice(at + 1)}`;
        expect(verifyRelease(changed, signature, key.publicKey)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test("a site's holds for its own origin, list and day only, and never for a release", () => {
    const statement = { origin: 'https://a.example', sha256: 'a'.repeat(64), since: '2026-03-02' };
    const signature = signServed(statement, key.seed);
    expect(verifyServed(statement, signature, key.publicKey)).toBe(true);
    for (const change of [{ origin: 'https://b.example' }, { sha256: 'b'.repeat(64) }, { since: '2026-03-03' }]) {
      expect(verifyServed({ ...statement, ...change }, signature, key.publicKey)).toBe(false);
    }
    expect(verifyRelease(text, signServed({ ...statement, sha256: text }, key.seed), key.publicKey)).toBe(false);
  });
});
