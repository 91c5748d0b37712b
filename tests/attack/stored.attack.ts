import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DEMO_COUNTY } from '#db/demo/county';
import { STORIES } from '#db/demo/stories';
import { bytesIfThere, finderOf } from '../faults/marker-search';
import { attack } from './attack';
import { demo, ownerOfDemo } from './demo';

const owner = ownerOfDemo();

attack(
  'Stored things tell nobody who reported',
  'search disk, log and blobs for every story told',
  async ({ note }) => {
    const { data, codes } = demo();
    await owner.sql`checkpoint`;
    const stories = STORIES.map(({ description }) => description);
    const given = codes.map(({ receiptCode }) => receiptCode);
    const files = filesOfDemo(data);
    expect(foundIn(files, [...stories, ...given])).toEqual([]);
    // The control: what may lie there in the clear is found.
    expect(foundIn(files, [DEMO_COUNTY.units[0]?.names.zh ?? '?']).length).toBeGreaterThan(0);
    note(`${stories.length} stories and ${given.length} codes in ${files.length} files`);
  },
);

/** Everything but the demo's own files of sign-ins and codes, which are meant for whoever tries the demo. */
const filesOfDemo = (data: string): string[] =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== join(data, 'demo'))
    .map((entry) => join(entry.parentPath, entry.name));

/** Files and forms in which one of the texts stands. */
function foundIn(files: readonly string[], texts: readonly string[]): string[] {
  const find = finderOf(Object.fromEntries(texts.map((text, n) => [String(n), text])));
  return files.flatMap((path) => find(path, bytesIfThere(path)).map(({ where, form }) => `${where} as ${form}`));
}
