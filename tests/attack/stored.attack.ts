import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DEMO_COUNTY } from '#db/demo/county';
import { STORIES } from '#db/demo/stories';
import { formsOf } from '../faults/marker-search';
import { type Attempt, attack, attackLong } from './attack';
import { demo, ownerOfDemo } from './demo';

const owner = ownerOfDemo();
const SOME = 4;

attack('Stored things tell nobody who reported', 'search disk, log and blobs for some stories told', (attempt) =>
  search(attempt, SOME),
);
attackLong('Stored things tell nobody who reported', 'search disk, log and blobs for every story told', (attempt) =>
  search(attempt, Number.POSITIVE_INFINITY),
);

async function search({ note }: Attempt, most: number): Promise<void> {
  const { data, codes } = demo();
  await owner.sql`checkpoint`;
  const stories = STORIES.map(({ description }) => description).slice(0, most);
  const given = codes.map(({ receiptCode }) => receiptCode).slice(0, most);
  const files = filesOfDemo(data);
  expect(foundIn(files, [...stories, ...given])).toEqual([]);
  // The control: what may lie there in the clear is found.
  expect(foundIn(files, [DEMO_COUNTY.units[0]?.nameZh ?? '?']).length).toBeGreaterThan(0);
  note(`${stories.length} stories and ${given.length} codes in ${files.length} files`);
}

/** All but the demo's own files of sign-ins and codes, which whoever tries it is given. */
const filesOfDemo = (data: string): string[] =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== join(data, 'demo'))
    .map((entry) => join(entry.parentPath, entry.name));

/** Files and forms in which one of the texts stands. */
function foundIn(files: readonly string[], texts: readonly string[]): string[] {
  const forms = texts.flatMap(formsOf);
  return files.flatMap((path) => {
    const bytes = readFileSync(path);
    return forms.filter((sought) => bytes.includes(sought.bytes)).map(({ form }) => `${path} as ${form}`);
  });
}
