import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const FOLDER = 'tests/attack';

/** An attack as its file names it; values that are filled into a name at run time may be anything. */
export type NamedAttack = { file: string; promise: string; name: RegExp; short: boolean };

/** Every call of `attack` and `attackLong` in every file of attacks, found without running them. */
export function namedAttacks(): NamedAttack[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.attack.ts'));
  return files.flatMap((name) => attacksIn(`${FOLDER}/${name}`));
}

function attacksIn(file: string): NamedAttack[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, string>();
  const found: NamedAttack[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      constants.set(node.name.getText(), node.initializer.text);
    }
    if (ts.isCallExpression(node) && /^attack(Long)?$/.test(node.expression.getText())) {
      const [promise, name] = node.arguments;
      if (!promise || !name) throw new Error(`${file}: an attack without promise or name`);
      const said = ts.isStringLiteral(promise) ? promise.text : constants.get(promise.getText());
      found.push({
        file,
        promise: said ?? '',
        name: nameOf(file, name),
        short: node.expression.getText() === 'attack',
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(file: string, node: ts.Expression): RegExp {
  if (ts.isStringLiteralLike(node)) return new RegExp(`^${literal(node.text)}$`);
  if (!ts.isTemplateExpression(node)) throw new Error(`${file}: the name of an attack stands nowhere as text`);
  const rest = node.templateSpans.map((span) => `.+${literal(span.literal.text)}`);
  return new RegExp(`^${literal(node.head.text)}${rest.join('')}$`);
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
