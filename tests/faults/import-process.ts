import { readFileSync } from 'node:fs';
import { openContext } from '~/cli/open-context';
import type { Member } from '~/domain/acts/permission';
import type { TypedEmployer } from '~/domain/county/register-entry';
import { importEmployers } from '~/services/county/employer-import.server';
import { readEnvironment } from '~/web/env.server';

/** A process in which an administrator's table of employers is imported: what the web process does with the posted form. */
const { actor, rows } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  actor: Member;
  rows: TypedEmployer[];
};
const { ctx, close } = await openContext(readEnvironment(process.env));
const taken = await importEmployers(ctx, actor, rows).then(
  (count) => ({ count }),
  (error: { code?: string; data?: unknown }) => ({ code: error.code, data: error.data }),
);
await close();
process.stdout.write(`${JSON.stringify(taken)}\n`);
