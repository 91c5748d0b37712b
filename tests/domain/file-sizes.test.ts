import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { sourcesUnder } from '../source-files';

const MOST_LINES = 250;
const MOST_LINES_OF_FUNCTION = 80;

/** Functions that are longer still, with their lengths: each may become shorter or leave the list, and none may join it. */
const LONG: Readonly<Record<string, number>> = {
  'app/browser/report/part-sender.ts partSender': 82,
  'app/browser/report/report-files.ts reportFiles': 111,
  'app/browser/report/report-flow.ts makeFlow': 206,
  'app/browser/report/uploader.ts makeUploader': 114,
  'app/browser/report/voice-note.ts mountVoiceNote': 86,
  'app/domain/fair-queue.ts fairQueue': 104,
  'app/domain/paid-places.ts paidPlaces': 113,
  'app/routes/case/case-act-fields.tsx ActFields': 114,
  'app/routes/case/use-case-acts.ts useCaseActs': 105,
  'app/services/line.server.ts makeLine': 95,
  'app/web/plain-line.server.ts makePlainLine': 118,
  'app/web/server.ts createSite': 154,
  'app/web/shared-pages.server.ts sharedPages': 81,
};

const sources = sourcesUnder('app', 'db').map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test('no file is longer than one subject needs', () => {
  const long = sources.filter(({ text }) => text.trimEnd().split('\n').length > MOST_LINES);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test('no function is longer than can be read at once, but for those that were so before', () => {
  const found = sources.flatMap(({ path, text }) =>
    longFunctions(path, text).filter(([name, lines]) => lines > (LONG[`${path} ${name}`] ?? 0)),
  );
  expect(found).toEqual([]);
});

function longFunctions(path: string, text: string): [name: string, lines: number][] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: [string, number][] = [];
  const lineOf = (at: number) => file.getLineAndCharacterOfPosition(at).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
      if (lines > MOST_LINES_OF_FUNCTION) found.push([node.name?.getText() ?? '', lines]);
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}
