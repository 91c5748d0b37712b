import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const DECISION = 'docs/decisions/023-who-may-have-a-part-in-an-opening.md';
const LINE = /^\| .+ \| `(app\/[^`]+\.ts)` \| (.+) \|$/gm;
/**
 * What opens, joins or seals anew a share. Each of these is built on `openShare` or `openReleased` in two-share-key.ts,
 * or on `openFromKeyFile`.
 */
const OPENS =
  /\b(?:releaseShareTo|releaseShare|joinReleased|joinBothReleased|joinPayee|unmask|rewrapShare|openShare|openFromKeyFile)\(/;
/**
 * Where these are built; each gets its check from the caller, or has none to make. Of key files, key-wraps.ts opens the
 * handling unit's own, which hold no share.
 */
const MADE_IN = ['two-share-key.ts', 'key-file.ts', 'key-wraps.ts', 'payee.ts', 'identity.ts'].map(
  (name) => `app/contract/sealed/${name}`,
);

const sources = ['app/browser', 'app/envelope', 'app/contract', 'app/services', 'app/routes', 'app/web'].flatMap(
  (folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
);

it('every place that opens a share stands in the table of openings, with checks that it does make', () => {
  const lines = [...readFileSync(DECISION, 'utf8').matchAll(LINE)];
  const listed = new Map(lines.map(([, file = '', checks = '']) => [file, [...checks.matchAll(/`(\w+)`/g)]]));
  const opening = sources.filter((file) => !MADE_IN.includes(file) && OPENS.test(readFileSync(file, 'utf8')));
  expect(new Set(opening)).toEqual(new Set(listed.keys()));
  for (const [file, checks] of listed) {
    const text = readFileSync(file, 'utf8');
    for (const [, check] of checks) expect(text, `${check} in ${file}`).toMatch(new RegExp(`\\b${check}\\(`));
  }
});
