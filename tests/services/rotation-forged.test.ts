import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { directorySeed } from '#db/schema/county';
import { renewKeys } from '~/browser/case/case-renewal';
import { openCase } from '~/browser/case/case-workspace';
import { openFollow } from '~/browser/follow/follow-workspace';
import { openThreadAsReporter, rewrapForUnit } from '~/contract/sealed/key-wraps';
import { sealRenewalProof } from '~/contract/sealed/renewal-proof';
import { sealReporterCard } from '~/contract/sealed/reporter-card';
import { fromBase64 } from '~/envelope/bytes';
import { fingerprint, keyPairFromSeed, newKeyPair } from '~/envelope/key-pair';
import { openDirectorySeed, openUnitKey, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { caseForRenewal, renewCaseKeys } from '~/services/case/case-renewal.server';
import { countyInfo } from '~/services/county/county.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { recordHeldKeyHere } from '~/services/keys/provision-routing.server';
import { currentUnitKey, grantsOf, grantUnitKey } from '~/services/keys/unit-key.server';
import { rewrapState } from '~/services/keys/unit-rewrap.server';
import { disableMember } from '~/services/staff/member-change.server';
import { ABOUT, SEEN } from '../envelope/samples';
import { keyringOf, reportFire, workspace } from './case-workspace';
import { refusedWith } from './in-force';
import { county, ctx, fire, guardians, renew, rewrapAll, rotate } from './rotation-county';

test('a server that names a reporter’s key of its own gets no thread key', async () => {
  const { caseId, reportId } = await reportFire(ctx);
  const by = county.of('fire.lead');
  const foreign = await keyPairFromSeed(new Uint8Array(32).fill(7));
  const [sent] = await ctx.db.select().from(report).where(eq(report.id, reportId));
  await ctx.db.update(report).set({ reporterRecipient: foreign.recipient }).where(eq(report.id, reportId));
  // Narrative and card name the reporter's key: the row's other one is not wrapped for, and nobody gets a new one.
  expect(await refusedWith(renew(by, caseId))).toBe('wrongPart');
  await ctx.db
    .update(report)
    .set({ reporterRecipient: sent?.reporterRecipient ?? '' })
    .where(eq(report.id, reportId));
  await renew(by, caseId);
  const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.reportId, reportId));
  expect(await refusedWith(openThreadAsReporter(reportId, wraps, foreign.identity, 1))).toBe('wrongKey');
  // A card that the server made does not count.
  const other = await reportFire(ctx);
  const card = and(eq(sealedPart.reportId, other.reportId), eq(sealedPart.kind, 'reporterCard'));
  const [row] = await ctx.db.select().from(report).where(eq(report.id, other.reportId));
  const thread = { seed: new Uint8Array(32), recipient: row?.threadRecipient ?? '' };
  const forged = {
    reportRecipient: foreign.recipient,
    reporterRecipient: foreign.recipient,
    countyKey: 'x',
    seen: SEEN,
    about: ABOUT,
  };
  await ctx.db
    .update(sealedPart)
    .set({ bytes: await sealReporterCard(other.reportId, forged, thread, foreign.seed) })
    .where(card);
  expect(await refusedWith(renew(by, other.caseId))).toBe('wrongPart');
});

describe('a renewed key that the server put in itself', () => {
  const by = county.of('fire.lead');
  const unitRecipient = async () => (await currentUnitKey(ctx.db, fire)).recipient;

  type Filed = { caseId: string; reportId: string };

  /** Public halves of the first keys, as they stand in the rows. */
  async function firstKeys({ caseId, reportId }: Filed) {
    const [file] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
    const [own] = await ctx.db.select().from(report).where(eq(report.id, reportId));
    const reporter = { reporter: fingerprint(own?.reporterRecipient ?? ''), signing: 'S'.repeat(43) };
    return {
      case: { previous: file?.caseRecipient ?? '', reporter: null },
      thread: { previous: own?.threadRecipient ?? '', reporter },
    };
  }

  /**
   * What somebody who writes to the database can make: keys of their own for the unit, and all of a proof but the
   * signature.
   */
  async function insertRenewal(
    { caseId, reportId }: Filed,
    key: 'thread' | 'case',
    proof: 'none' | 'forged',
    first: Awaited<ReturnType<typeof firstKeys>>,
  ) {
    const pair = await newKeyPair();
    const { unitKeyId } = await currentUnitKey(ctx.db, fire);
    const unit = { unitId: fire, unitKeyId, recipient: await unitRecipient() };
    const wraps = await rewrapForUnit({ caseId, reportId }, { [key]: pair }, unit, 1);
    const rows = wraps.map((wrap) => ({ ...wrap, id: randomUUID(), caseId, reportId, keyEpoch: 1 }));
    await ctx.db.insert(wrappedKey).values(rows);
    if (proof === 'none') return;
    const scope = key === 'case' ? caseId : reportId;
    const bytes = await sealRenewalProof(
      { key, scope, keyEpoch: 1 },
      { recipient: pair.recipient, ...first[key] },
      { memberId: by.memberId, signingSeed: new Uint8Array(32).fill(9) },
    );
    await ctx.db
      .insert(sealedPart)
      .values({ ...proofPlace(key, scope), id: randomUUID(), caseId, reportId, bytes, size: bytes.length });
  }

  const proofPlace = (key: 'thread' | 'case', scope: string) =>
    ({
      kind: 'keyRenewal',
      key,
      scope,
      sequence: 1,
      keyEpoch: 1,
      authorId: by.memberId,
      madeOn: '2025-09-15',
    }) as const;

  test.each(['none', 'forged'] as const)('closes the whole case to the officer (proof: %s)', async (proof) => {
    const filed = await reportFire(ctx);
    const { caseId } = filed;
    const first = await firstKeys(filed);
    await insertRenewal(filed, 'case', proof, first);
    await insertRenewal(filed, 'thread', proof, first);
    await ctx.db.update(caseFile).set({ keyEpoch: 1 }).where(eq(caseFile.id, caseId));
    expect(await refusedWith(workspace(ctx, by, caseId))).toBe('badSignature');
    expect(await refusedWith(renew(by, caseId))).toBe('badSignature');
  });

  test('beside a rightly renewed case key: a thread key alone is enough', async () => {
    const filed = await reportFire(ctx);
    const { caseId, reportId } = filed;
    const first = await firstKeys(filed);
    await renew(by, caseId);
    expect((await workspace(ctx, by, caseId)).opened.keyEpoch).toBe(1);
    const thread = and(eq(wrappedKey.reportId, reportId), eq(wrappedKey.key, 'thread'), eq(wrappedKey.keyEpoch, 1));
    await ctx.db.delete(wrappedKey).where(thread);
    await insertRenewal(filed, 'thread', 'forged', first);
    expect(await refusedWith(workspace(ctx, by, caseId))).toBe('badSignature');
  });

  test('another report’s proof, or another epoch’s, does not help', async () => {
    const [one, other] = [await reportFire(ctx), await reportFire(ctx)];
    await renew(by, one.caseId);
    await renew(by, one.caseId);
    const own = and(eq(sealedPart.caseId, one.caseId), eq(sealedPart.kind, 'keyRenewal'));
    await ctx.db
      .update(sealedPart)
      .set({ keyEpoch: 2, sequence: 2 })
      .where(and(own, eq(sealedPart.keyEpoch, 1)));
    expect(await refusedWith(workspace(ctx, by, one.caseId))).toBe('badSignature');
    await renew(by, other.caseId);
    const theirs = and(eq(sealedPart.caseId, other.caseId), eq(sealedPart.kind, 'keyRenewal'));
    await ctx.db.delete(sealedPart).where(and(own, eq(sealedPart.key, 'case')));
    await ctx.db
      .update(sealedPart)
      .set({ caseId: one.caseId, scope: one.caseId })
      .where(and(theirs, eq(sealedPart.key, 'case')));
    expect(await refusedWith(workspace(ctx, by, one.caseId))).toBe('badSignature');
    expect(await refusedWith(workspace(ctx, by, other.caseId))).toBe('badSignature');
  });

  test('the service takes no renewal without its proofs', async () => {
    const { caseId } = await reportFire(ctx);
    const posted = await renewKeys(
      await openCase(await caseForRenewal(ctx, by.actor, caseId), keyringOf(by)),
      keyringOf(by),
    );
    const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
    const proofs = posted.proofs.map((proof) => ({ ...proof, bytes: fromBase64(proof.bytes) }));
    const [first] = proofs;
    if (!first) throw new Error('no proofs');
    for (const given of [[], [first], [first, first]]) {
      const kept = renewCaseKeys(ctx, by.actor, caseId, { ...posted, wraps, proofs: given });
      await expect(kept).rejects.toMatchObject({ code: 'conflict' });
    }
    const clear = proofs.map((proof) => ({ ...proof, bytes: new Uint8Array(400) }));
    await expect(renewCaseKeys(ctx, by.actor, caseId, { ...posted, wraps, proofs: clear })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('what a member signed stands when the member has left since', async () => {
    const draft = { login: 'fire.renewer', name: '换过钥匙的人', roles: ['handler' as const], unitId: fire };
    const renewer = await enrolHere(ctx, draft);
    await certifyAll(ctx, guardians, county.directory);
    const { unitKeyId, pair } = await presentKey();
    // As their browser states by itself; without it only rows would say that a reader stays.
    await recordHeldKeyHere(ctx, by, { unitId: fire, unitKeyId, pair });
    const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, renewer.keys.age.recipient);
    await grantUnitKey(ctx, by.actor, { unitKeyId, memberId: renewer.memberId, wrapped });
    const { caseId, code, reportId } = await reportFire(ctx);
    await renew(renewer, caseId);
    await disableMember(ctx, county.actor('admin'), renewer.memberId);
    await certifyAll(ctx, guardians, county.directory);
    const there = await workspace(ctx, by, caseId);
    expect(there.opened.directory?.members.some(({ id }) => id === renewer.memberId)).toBe(false);
    expect(there.opened.keyEpoch).toBe(1);
    const { salt } = await countyInfo(ctx.db);
    const { reporter } = await receiptKeys(code, salt, ctx.argon2id);
    const follow = await openFollow((await sealedFollowPage(ctx, reportId)).sealed, reporter.seed);
    expect([...follow.keys.keys()]).toEqual([0, 1]);
  });

  /** The unit's key in force, as a member's browser opens it. */
  async function presentKey() {
    const { unitKeyId } = await currentUnitKey(ctx.db, fire);
    const grant = (await grantsOf(ctx.db, by.memberId)).find((one) => one.unitKeyId === unitKeyId);
    return { unitKeyId, pair: await openUnitKey(fromBase64(grant?.wrapped ?? ''), unitKeyId, by.keys.age.identity) };
  }
});

test('rotating the guardians’ key takes the directory’s seed along', async () => {
  const [first, second] = guardians;
  if (!first || !second) throw new Error('guardians');
  const key = await rotate(first, guardians);
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toMatchObject({ retired: 1 });
  await rewrapAll(second);
  const [seed] = await ctx.db.select().from(directorySeed);
  expect(seed?.unitKeyId).toBe(key);
  const grant = (await grantsOf(ctx.db, first.memberId)).find(({ unitKeyId }) => unitKeyId === key);
  const pair = await openUnitKey(fromBase64(grant?.wrapped ?? ''), key, first.keys.age.identity);
  expect(await openDirectorySeed(seed?.wrapped ?? new Uint8Array(), pair.identity)).toEqual(county.directory.seed);
});
