import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Names of the functions that take the database's handle out of the context, by file. */
export function handlesTaken(folders: readonly string[]): Map<string, string[]> {
  const taken = new Map<string, string[]>();
  for (const file of folders.flatMap(sources)) {
    const names = handlesIn(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
    if (names.length > 0) taken.set(file, names);
  }
  return taken;
}

/** TypeScript files below a folder. */
export const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));

export function handlesIn(source: ts.SourceFile): string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (takesHandle(node)) names.add(declaredAround(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...names].sort();
}

/** `ctx.db`, `const { db } = ctx`, or a parameter `{ db }: Context`. */
function takesHandle(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'db' && isContext(node.expression.getText());
  if (ts.isVariableDeclaration(node)) return bindsDb(node.name) && isContext(node.initializer?.getText() ?? '');
  return ts.isParameter(node) && bindsDb(node.name) && /\bContext\b/.test(node.type?.getText() ?? '');
}

const isContext = (text: string): boolean => /(?:^|\.)(?:ctx|context)$/.test(text);

const bindsDb = (name: ts.BindingName): boolean =>
  ts.isObjectBindingPattern(name) && name.elements.some((one) => (one.propertyName ?? one.name).getText() === 'db');

/** The function or constant at the top of the file that holds the node. */
function declaredAround(node: ts.Node): string {
  let at = node;
  while (at.parent && !ts.isSourceFile(at.parent)) at = at.parent;
  if (ts.isFunctionDeclaration(at) || ts.isClassDeclaration(at)) return at.name?.text ?? 'default';
  if (!ts.isVariableStatement(at)) return 'module';
  return at.declarationList.declarations.map(({ name }) => name.getText()).join(' ');
}
