import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { inject } from 'vitest';
import { logEntry } from '#db/schema/log';
import type { Member } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { ownLogKey } from '~/services/log/log-keys.server';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import type { playedContext } from '../services/played-context';
import type { Imported } from './import-process';
import { killInTransaction, type Moment } from './killed-transaction';

/** A site on this county's database, in whose processes tables are imported, killed and imported again. */
export async function importingSite({ ctx }: Pick<Awaited<ReturnType<typeof playedContext>>, 'ctx'>) {
  const where = mkdtempSync(join(tmpdir(), 'anshao-import-'));
  const owner = ctx.database.owner.db;
  await ownLogKey(ctx);
  // The process that imports is one of this site.
  writeFileSync(join(where, 'server-secret'), Buffer.from(inject('keptContext').secret, 'hex'), { mode: 0o600 });
  const env = {
    ...process.env,
    NODE_ENV: 'test' as const,
    ANSHAO_DATA: where,
    ANSHAO_ORIGIN: ctx.origin,
    DATABASE_URL: ctx.database.url,
  };
  const posted = join(where, 'posted.json');
  const words = ['--import', 'tsx', 'tests/faults/import-process.ts', posted];
  return {
    where,
    /** What is posted from now on. */
    post: (kind: Imported, actor: Member, rows: readonly unknown[]) =>
      writeFileSync(posted, JSON.stringify({ kind, actor, rows })),
    killAt: (moment: Moment) =>
      killInTransaction(owner, () => spawn(process.execPath, words, { env, stdio: 'pipe' }), moment),
    again: () => JSON.parse(spawnSync(process.execPath, words, { encoding: 'utf8', env }).stdout.trim()),
    logged: (act: Act) => ctx.db.$count(logEntry, eq(logEntry.act, act)),
    verified: async () => {
      await sequenceLog(ctx);
      return (await verifyLog(ctx)).ok;
    },
  };
}
