import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { namedAttacks } from '../attack/named';
import { PROMISES } from '../attack/promises';

const model = readFileSync('docs/threat-model.md', 'utf8');
const LINE = /^\| (.+) \| `(tests\/attack\/[^`]+\.attack\.ts)` \| (.+) \|$/gm;

/** The text under each heading that is a promise: `### 1. Words of the promise`. */
const sections = model.split(/^### \d+\. /m).slice(1);
const lines = sections.flatMap((section) => {
  const [heading = ''] = section.split('\n', 1);
  return [...section.matchAll(LINE)].map(([, promise = '', file = '', name = '']) => ({
    heading,
    promise,
    file,
    name,
  }));
});
const attacks = namedAttacks();

it('the threat model lists the promises of the portal, in order', () => {
  expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(Object.keys(PROMISES));
  expect([...model.matchAll(LINE)].length).toBe(lines.length);
});

it('each attack that the threat model names for a promise is there, and tries it', () => {
  const known = Object.entries(PROMISES).flatMap(([heading, all]) => all.map((one) => `${heading}: ${one}`));
  expect(lines.filter(({ heading, promise }) => !known.includes(`${heading}: ${promise}`))).toEqual([]);
  const isThere = ({ file, promise, name }: (typeof lines)[number]) =>
    attacks.some((one) => one.file === file && one.promise === promise && one.name.test(name));
  expect(lines.filter((line) => !isThere(line))).toEqual([]);
});

it('each attack that there is stands in the threat model', () => {
  const isNamed = ({ file, promise, name }: (typeof attacks)[number]) =>
    lines.some((line) => line.file === file && line.promise === promise && name.test(line.name));
  expect(attacks.filter((one) => !isNamed(one)).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  expect(attacks.length).toBeGreaterThan(40);
});

it('each promise is tried in the short form too, and each part of it by some attack', () => {
  const tried = (promises: readonly string[], all: typeof attacks) =>
    promises.filter((promise) => !all.some((one) => one.promise === promise));
  const short = attacks.filter((one) => one.short);
  for (const [heading, all] of Object.entries(PROMISES)) {
    expect([heading, tried(all, attacks)]).toEqual([heading, []]);
    expect([heading, tried(all, short).length < all.length]).toEqual([heading, true]);
  }
});

it('every test that the threat model names is there', () => {
  const all = new Set(readdirSync('tests', { recursive: true, encoding: 'utf8' }).map((path) => basename(path)));
  const named = [...model.matchAll(/`((?:tests\/[\w/-]+\/)?[\w.-]+\.(?:test|e2e|attack)\.ts)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((path) => (path.includes('/') ? !existsSync(path) : !all.has(path)))).toEqual([]);
});
