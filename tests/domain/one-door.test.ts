import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { handlesIn, handlesTaken, sources } from './database-handles';

const LINE = /^\| `(app\/[^`]+)` \| (.+) \|$/gm;

/** Who may take the database's handle out of the context; decision 050 names them with their reasons. */
function named(): Map<string, string[]> {
  const list = new Map<string, string[]>();
  for (const [, file = '', names = ''] of readFileSync('docs/decisions/050-beside-the-door.md', 'utf8').matchAll(
    LINE,
  )) {
    list.set(file, [...(list.get(file) ?? []), ...names.split(', ')].sort());
  }
  return list;
}

describe('the database', () => {
  it('is read and written by look and perform, and by what is named with its reason', () => {
    expect(handlesTaken(['app/services', 'app/jobs'])).toEqual(named());
  });

  it('is out of reach of routes and pages', () => {
    expect(handlesTaken(['app/routes', 'app/web', 'app/ui'])).toEqual(new Map());
  });

  it('has no second question of who may, in a route or a page', () => {
    const asking = sources('app/routes')
      .concat(sources('app/web'), sources('app/ui'))
      .filter((file) =>
        /import \{(?! type \w+ \})[^}]*\} from '~\/domain\/acts\/permission'/.test(readFileSync(file, 'utf8')),
      );
    // Both are checked before a form is read, so that whoever holds no role for its acts is refused before anything
    // else.
    expect(asking.sort()).toEqual(['app/web/staff/staff-acts.server.ts', 'app/web/staff/staff.server.ts']);
  });

  it.each([
    ['const rows = (ctx: Context) => ctx.db.select();', ['rows']],
    ['export async function rows({ db }: Context) { return db.select(); }', ['rows']],
    ["function rows({ db: handle }: Pick<Context, 'db'>) { return handle.select(); }", ['rows']],
    ['function rows(args: Args) { const { db, now } = args.context.ctx; return db.select(now); }', ['rows']],
    ['const rows = () => look(ctx, actor, act, null, ({ db }) => db.select());', []],
    ['const rows = (db: Db | Tx) => db.select();', []],
  ])('is seen to be taken: %s', (text, names) => {
    expect(handlesIn(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true))).toEqual(names);
  });
});
