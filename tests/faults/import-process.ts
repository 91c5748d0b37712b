import { readFileSync } from 'node:fs';
import { openContext } from '~/cli/open-context';
import type { Member } from '~/domain/acts/permission';
import type { Context } from '~/services/context.server';
import { importAreas } from '~/services/county/area-import.server';
import { importEmployers } from '~/services/county/employer-import.server';
import { importPenalties } from '~/services/publication/penalty-import.server';
import { importRow, knownRows } from '~/services/report/ledger.server';
import { readEnvironment } from '~/web/env.server';

/** A sealed row of an old ledger as it is posted, with the mark by which it is known again. */
export type SealedRow = { tag: string; body: string };

/** The rows of an old ledger come one by one, as an officer's browser sends them: those that are in already are left out. */
async function importLedger(ctx: Context, actor: Member, rows: readonly SealedRow[]): Promise<number> {
  const known = new Set(
    await knownRows(
      ctx,
      actor,
      rows.map(({ tag }) => tag),
    ),
  );
  const left = rows.filter(({ tag }) => !known.has(tag));
  for (const { body } of left) await importRow(ctx, actor, Buffer.from(body, 'base64'));
  return left.length;
}

/** A process in which a table is imported: what the web process does with what is posted. */
const IMPORTS = { areas: importAreas, employers: importEmployers, penalties: importPenalties, ledger: importLedger };
export type Imported = keyof typeof IMPORTS;

const { kind, actor, rows } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  kind: Imported;
  actor: Member;
  rows: never[];
};
const { ctx, close } = await openContext(readEnvironment(process.env));
const taken = await IMPORTS[kind](ctx, actor, rows).then(
  (count) => ({ count }),
  (error: { code?: string; data?: unknown }) => ({ code: error.code, data: error.data }),
);
await close();
process.stdout.write(`${JSON.stringify(taken)}\n`);
