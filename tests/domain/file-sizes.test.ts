import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { sourcesUnder } from '../source-files';

const MAX_LINES = 250;
const MAX_LINES_OF_FUNCTION = 80;
const MEDIAN_BELOW = 100;

const read = (path: string) => ({ path, text: readFileSync(path, 'utf8') });
const sources = sourcesUnder('app', 'db').map(read);
const styles = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.scss'))
  .map((path) => read(join('app', path)));
const linesOf = ({ text }: { text: string }) => text.trimEnd().split('\n').length;

test('no file is longer than one subject needs', () => {
  expect(styles.length).toBeGreaterThan(5);
  const all = [...sources, ...styles, ...sourcesUnder('tests').map(read)];
  expect(all.filter((one) => linesOf(one) > MAX_LINES).map(({ path }) => path)).toEqual([]);
});

test('half of all files are much shorter', () => {
  for (const files of [sources, sourcesUnder('tests').map(read)]) {
    const lines = files.map(linesOf).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(MEDIAN_BELOW);
  }
});

test('no function is longer than can be read at once', () => {
  const long = sources.flatMap(({ path, text }) => longFunctions(path, text).map((found) => `${path} ${found}`));
  expect(long).toEqual([]);
});

/** Names and lengths of the files. */
function longFunctions(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const lineOf = (at: number) => file.getLineAndCharacterOfPosition(at).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
      if (lines > MAX_LINES_OF_FUNCTION) found.push(`${node.name?.getText() ?? ''} ${lines}`);
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}
