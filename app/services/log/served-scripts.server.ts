import { desc, eq, sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Db, Tx } from '#db/client';
import { logEntry } from '#db/schema/log';
import type { IsoDate } from '~/domain/dates';
import { readManifest, type ScriptManifest, signServed } from '~/envelope/script-manifest';
import { signingKeyFromSeed } from '~/envelope/signing';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { checkpointSeed, sha256Hex } from './log-chain.server';
import type { BuiltManifest, ServedScripts } from './served-manifest.server';

export type ServedChange = { onDay: IsoDate; sha256: string; version: string };

const SYSTEM = { kind: 'system', name: 'scripts' } as const;
/** One subject for all, so that the last row is found by the log's index. */
const SUBJECT = 'scripts:served';
/** Any number that no other lock of the program uses; this one is "scr" in ASCII. */
const SCRIPTS_LOCK = 0x736372;
const CHANGES_SHOWN = 20;

/** Logs the list as `scripts.serve` unless it is the one logged last, and signs it. Called when a server starts. */
export async function serveScripts(ctx: Context, { text, release }: BuiltManifest): Promise<ServedScripts> {
  const manifest = readManifest(text);
  const sha256 = sha256Hex(text);
  const since = await logServed(ctx, sha256, manifest);
  const { seed, publicKey } = signingKeyFromSeed(checkpointSeed(ctx));
  const signature = signServed({ sha256, since }, seed);
  return { manifest, text, sha256, since, installation: { publicKey, signature }, release };
}

/** Returns the day since which it has been served without a change. */
async function logServed(ctx: Context, sha256: string, manifest: ScriptManifest): Promise<IsoDate> {
  const [before] = await servedChanges(ctx.db, 1);
  if (before?.sha256 === sha256) return before.onDay;
  return perform(ctx, SYSTEM, 'scripts.serve', SUBJECT, async ({ tx, record, today, nothing }) => {
    // Several processes start at once, and only the first of them changes anything.
    await tx.execute(sql`select pg_advisory_xact_lock(${SCRIPTS_LOCK})`);
    const [last] = await servedChanges(tx, 1);
    if (last?.sha256 === sha256) return nothing(last.onDay);
    record({ sha256, version: manifest.version, files: manifest.files.length });
    return today;
  });
}

const loggedChange = z.object({ data: z.object({ sha256: z.string(), version: z.string() }) });

/** The days on which other scripts began to be served, newest first. */
export async function servedChanges(db: Pick<Db | Tx, 'select'>, most = CHANGES_SHOWN): Promise<ServedChange[]> {
  const rows = await db
    .select({ onDay: logEntry.onDay, entry: logEntry.entry })
    .from(logEntry)
    .where(eq(logEntry.subject, SUBJECT))
    .orderBy(desc(logEntry.id))
    .limit(most);
  return rows.map(({ onDay, entry }) => {
    const { sha256, version } = loggedChange.parse(JSON.parse(entry)).data;
    return { onDay, sha256, version };
  });
}

/**
 * The published form, the same for programs and for people who check by hand; docs/interfaces.md describes its fields.
 */
export function publishedScripts(served: ServedScripts, origin: string) {
  const { text, sha256, since, installation, release } = served;
  return { format: 1, origin, sha256, since, manifest: text, installation, release };
}
