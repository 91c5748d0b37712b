import { desc } from 'drizzle-orm';
import { logCheckpoint } from '#db/schema/log';
import { isEnvelopeError } from '~/envelope/errors';
import { fingerprint } from '~/envelope/key-pair';
import { directoryFingerprint, openDirectory } from '~/envelope/keys/directory';
import { bareStatement } from '~/envelope/keys/signed-statement';
import type { Context } from '~/services/context.server';
import { type DirectoryVersion, directoryInForce } from '~/services/keys/certified.server';
import { keyHistory } from '~/services/keys/key-history.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { stampsOf } from '~/services/keys/stamp.server';
import { checkpointKey } from './log-chain.server';
import { logKeysOf, logKeyVouchers } from './log-keys.server';
import type { ServedScripts } from './served-manifest.server';
import { servedChanges } from './served-scripts.server';

const CHECKPOINTS_SHOWN = 14;
const CHECKPOINTS_PUBLISHED = 400;
const CHANGES_SHOWN = 30;

/**
 * What the protection page shows: fingerprints of the keys in force and their changes, the served programs, and the
 * log's signed heads.
 */
export async function protectionFacts(ctx: Context) {
  const [directory, checkpoints, changes, scriptChanges] = await Promise.all([
    directoryFacts(ctx),
    signedHeads(ctx, CHECKPOINTS_SHOWN),
    keyHistory(ctx.db),
    servedChanges(ctx.db),
  ]);
  const scripts = ctx.scripts ? shownScripts(ctx.scripts) : null;
  const { publicKey: logKey } = checkpointKey(ctx);
  const logKeys = await logKeysOf(ctx.db);
  return { directory, logKey, logKeys, checkpoints, changes: changes.slice(0, CHANGES_SHOWN), scripts, scriptChanges };
}

/** The key list as programs read it (docs/interfaces.md): the same facts with whole keys and every change. */
export async function publishedKeys(ctx: Context) {
  const directory = await directoryFacts(ctx);
  const { publicKey, keyId } = checkpointKey(ctx);
  const { confirmations } = await logKeyVouchers(ctx.db);
  const log = {
    publicKey,
    keyId,
    keys: await logKeysOf(ctx.db),
    confirmations: confirmations.map(({ number, countyKey, signature }) => ({ number, countyKey, signature })),
    checkpoints: await signedHeads(ctx, CHECKPOINTS_PUBLISHED),
  };
  const [list, routing] = [await directoryInForce(ctx.db), await signedRouting(ctx.db)];
  // The statements as browsers check them, so that an observer from outside need not take anybody's word.
  const signed = {
    directory: list && bareStatement(list),
    routing: routing && bareStatement(routing),
    stamps: await stampsOf(ctx.db),
  };
  const changes = await keyHistory(ctx.db);
  return { format: 1, origin: ctx.origin, directory, signed, changes, log };
}

function shownScripts({ manifest, sha256, since, installation, release }: ServedScripts) {
  return { ...manifest, sha256, since, installation, release };
}

/** Newest first. */
const signedHeads = ({ db }: Context, most: number) =>
  db.select().from(logCheckpoint).orderBy(desc(logCheckpoint.onDay)).limit(most);

/** Taken from the signed list alone, including names; a list whose signature does not hold is shown as none. */
async function directoryFacts({ db }: Context) {
  const signed = await directoryInForce(db);
  if (!signed) return null;
  const directory = opened(signed);
  if (!directory) return null;
  const units = directory.keys.map(({ unitId, unitKeyId, epoch, recipient }) => {
    const { code = '', names = {} } = directory.units.find(({ id }) => id === unitId) ?? {};
    return { unitKeyId, code, names, epoch, recipient, fingerprint: fingerprint(recipient) };
  });
  return {
    publicKey: signed.publicKey,
    fingerprint: directoryFingerprint(signed.publicKey),
    version: directory.version,
    madeOn: directory.madeOn,
    units: units.sort((a, b) => a.code.localeCompare(b.code)),
  };
}

function opened(signed: DirectoryVersion) {
  try {
    return openDirectory(signed);
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}
