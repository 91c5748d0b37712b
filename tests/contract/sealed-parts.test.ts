import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Content } from '~/contract/sealed/content';
import { DIGESTS, digestLine } from '../sealed-parts/digest';
import { OPENERS, openSample, SAMPLE_OF } from '../sealed-parts/openers';
import { plain, type Sample } from '../sealed-parts/sample';

const FOLDER = 'tests/sealed-parts';
const releases = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);
const filesOf = (release: string) => readdirSync(`${FOLDER}/${release}`).filter((file) => file.endsWith('.json'));
const samples = releases.flatMap((release) =>
  filesOf(release).map((file): [string, Sample] => {
    const path = `${FOLDER}/${release}/${file}`;
    return [path, JSON.parse(readFileSync(path, 'utf8'))];
  }),
);

/** Every content that the contract defines, found by searching, so that none is left out. */
async function contents(): Promise<Content<unknown>[]> {
  const modules = Object.values(import.meta.glob('../../app/contract/sealed/*.ts')) as (() => Promise<object>)[];
  const exported = (await Promise.all(modules.map((load) => load()))).flatMap((module) => Object.values(module));
  const nested = exported.flatMap((one) => (one !== null && typeof one === 'object' ? Object.values(one) : []));
  return [...exported, ...nested].filter((one): one is Content<unknown> => typeof one?.written === 'function');
}

test.each(samples)('%s opens, and still says what it said', async (_, sample) => {
  const [opened, { says }] = [plain(await openSample(sample)), sample];
  // What later versions added has its default; all that was said then is still said.
  if (typeof says === 'object' && says !== null) expect(opened).toMatchObject(says);
  else expect(opened).toEqual(says);
});

test.each(releases)('no sample of %s was made anew', (release) => {
  const folder = `${FOLDER}/${release}`;
  const digests = readFileSync(`${folder}/${DIGESTS}`, 'utf8').trimEnd().split('\n');
  expect(
    filesOf(release)
      .map((file) => digestLine(folder, file))
      .sort(),
  ).toEqual(digests.sort());
});

test('every version of every content that was ever written has a sample', async () => {
  const known = await contents();
  expect(known.length).toBeGreaterThan(15);
  const written = known.flatMap(({ name, version }) => Array.from({ length: version }, (_, at) => `${name} ${at + 1}`));
  const kept = new Set(samples.map(([, { name, version }]) => `${name} ${version}`));
  expect(written.filter((one) => !kept.has(one))).toEqual([]);
});

test('every kind of part, and everything that is read, has a sample', () => {
  const names = new Set(samples.map(([, { name }]) => name));
  expect([...Object.values(SAMPLE_OF), ...Object.keys(OPENERS)].filter((name) => !names.has(name))).toEqual([]);
});
