import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { unitKey } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { canonicalManifest, kindOfFile, verifyServed } from '~/envelope/script-manifest';
import { checkpointKey, sha256Hex } from '~/services/log/log-chain.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { protectionFacts, publishedKeys } from '~/services/log/protection.server';
import { publishedScripts, servedChanges, serveScripts } from '~/services/log/served-scripts.server';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();

const built = (content: string) => ({
  text: canonicalManifest({
    version: '0.1.0',
    madeOn: '2025-09-01',
    files: [{ path: '/a.js', sha256: sha256Hex(content), bytes: content.length, kind: kindOfFile('/a.js') }],
  }),
  release: null,
});
const logged = () => ctx.db.select().from(logEntry).where(eq(logEntry.act, 'scripts.serve')).orderBy(logEntry.id);

test('the first start logs the list by its digest, a start with the same list logs nothing', async () => {
  const first = await serveScripts(ctx, built('one'));
  ctx.advance(3 * 86_400_000);
  const again = await serveScripts(ctx, built('one'));
  const rows = await logged();
  expect(rows).toHaveLength(1);
  expect(JSON.parse(rows[0]?.entry ?? '')).toMatchObject({
    act: 'scripts.serve',
    actor: 'system',
    data: { sha256: sha256Hex(built('one').text), version: '0.1.0', files: 1 },
  });
  expect(again.since).toBe(first.since);
});

test('every change is logged, back to an earlier list too; several processes at once log it once', async () => {
  await Promise.all([1, 2, 3].map(() => serveScripts(ctx, built('two'))));
  expect(await logged()).toHaveLength(2);
  await serveScripts(ctx, built('one'));
  const digests = [built('one'), built('two'), built('one')].map(({ text }) => sha256Hex(text));
  expect((await servedChanges(ctx.db)).map(({ sha256 }) => sha256)).toEqual(digests);
});

test('the published list is signed by the key that signs the log', async () => {
  const published = publishedScripts(await serveScripts(ctx, built('one')), ctx.origin);
  const { sha256, since, installation } = published;
  expect(sha256).toBe(sha256Hex(published.manifest));
  expect(installation.publicKey).toBe(checkpointKey(ctx).publicKey);
  expect(verifyServed({ sha256, since }, installation.signature, installation.publicKey)).toBe(true);
});

test('a list that is not canonical is not served', async () => {
  const { text } = built('three');
  await expect(serveScripts(ctx, { text: `${text}\n`, release: null })).rejects.toThrow('damaged');
  expect(await logged()).toHaveLength(3);
});

test('the page and the key list name every key, and its retirement', async () => {
  const { fire } = county.unitIds;
  const before = await protectionFacts(ctx);
  expect(before.scripts).toBeNull();
  expect(before.directory?.units.map(({ code }) => code)).toContain('fire');
  expect(before.changes.filter((one) => one.kind === 'keyRetired')).toEqual([]);
  await ctx.db.update(unitKey).set({ retiredOn: '2025-09-20' }).where(eq(unitKey.unitId, fire));
  const checkpoint = await makeCheckpoint(ctx);
  const { changes, log, directory } = await publishedKeys(ctx);
  expect(changes[0]).toMatchObject({ kind: 'keyRetired', onDay: '2025-09-20', unitCode: 'fire', epoch: 1 });
  expect(changes).toContainEqual(expect.objectContaining({ kind: 'directory', version: 1 }));
  const { publicKey, keyId } = checkpointKey(ctx);
  const keys = [expect.objectContaining({ number: 1, keyId, publicKey, reason: 'first' })];
  expect(log).toEqual({ publicKey, keyId, keys, confirmations: [], checkpoints: [checkpoint] });
  expect(directory?.units[0]?.recipient).toMatch(/^age1pq1/);
  expect(JSON.stringify({ changes, log, directory })).not.toContain(county.actor('fire.lead').memberId);
});

test('the page lists what this process serves, and when that changed', async () => {
  const scripts = await serveScripts(ctx, built('one'));
  const facts = await protectionFacts({ ...ctx, scripts });
  expect(facts.scripts).toMatchObject({ sha256: scripts.sha256, files: [{ path: '/a.js' }], release: null });
  expect(facts.scriptChanges[0]?.sha256).toBe(scripts.sha256);
});
