import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { sourcesUnder } from '../source-files';

const MOST_LINES = 250;
const MOST_LINES_OF_FUNCTION = 80;

const read = (path: string) => ({ path, text: readFileSync(path, 'utf8') });
const sources = sourcesUnder('app', 'db').map(read);

test('no file is longer than one subject needs', () => {
  const all = [...sources, ...sourcesUnder('tests').map(read)];
  const long = all.filter(({ text }) => text.trimEnd().split('\n').length > MOST_LINES);
  expect(long.map(({ path }) => path)).toEqual([]);
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
      if (lines > MOST_LINES_OF_FUNCTION) found.push(`${node.name?.getText() ?? ''} ${lines}`);
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}
