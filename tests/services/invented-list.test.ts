import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { payeeShare, reward } from '#db/schema/reward';
import { isStrange, openFollow } from '~/browser/follow/follow-workspace';
import { releaseShares } from '~/browser/reward/payee-workspace';
import { wrapForReporter } from '~/contract/sealed/key-wraps';
import { sealPayee } from '~/contract/sealed/payee';
import { sealRenewalProof } from '~/contract/sealed/renewal-proof';
import { sealStaffMessage } from '~/contract/sealed/thread';
import { fingerprint, newKeyPair } from '~/envelope/key-pair';
import { attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, type SignedDirectory, signDirectory } from '~/envelope/keys/directory';
import { canonicalDirectory } from '~/envelope/keys/directory-statement';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { signClaimant, signPayee } from '~/envelope/reward/claim';
import { newSigningKey } from '~/envelope/signing';
import { followPage, sealedFollowPage } from '~/services/follow/follow-page.server';
import { directoryInForce } from '~/services/keys/certified.server';
import { certifyAll } from '~/services/keys/provision.server';
import { claimReward } from '~/services/reward/claim.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { ABOUT } from '../envelope/samples';
import { keyringOf, reportFire, workspace } from './case-workspace';
import { makeBatch } from './decided-as-shown';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import { bankClaimOf, sessionOf } from './reporter-play';
import { approveFromWorkspace, confirmedCase, enterRules, fireFund, night, proposeFrom } from './reward-play';
import type { TestContext } from './test-context';

/**
 * People whom one guardian with the county key and the database puts into a former list, and whom nobody ever
 * certified.
 */
const lead = { id: randomUUID(), signing: newSigningKey() };
const puppet = { id: randomUUID(), signing: newSigningKey() };

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 1_000_000n);
  const guardians = [county.of('guardians.1'), county.of('guardians.2')];
  for (let i = 0; i < 2; i += 1) await certifyAll(ctx, guardians, county.directory);
});

const badSignature = { code: 'badSignature' };

/** Signed by the county key, by a true guardian, and by one whom only this list knows. */
async function inventedList(): Promise<SignedDirectory & { version: number }> {
  const signed = await directoryInForce(ctx.db);
  if (!signed) throw new Error('no directory');
  const now = openDirectory(signed);
  const { recipient } = await newKeyPair();
  const { fire = '', guardians = '' } = county.unitIds;
  const entry = ({ id, signing }: typeof lead, unitId: string) => ({
    id,
    unitIds: [unitId],
    officeIds: [unitId],
    recipient,
    signingKey: signing.publicKey,
  });
  const members = [...now.members, entry(lead, fire), entry(puppet, guardians)];
  const statement = canonicalDirectory({ ...now, version: 1, history: [], members });
  const { seed, publicKey } = county.directory;
  const own = county.of('guardians.1');
  const attestations = [
    { memberId: own.memberId, signature: attestDirectory(statement, publicKey, own.keys.signing.seed) },
    { memberId: puppet.id, signature: attestDirectory(statement, publicKey, puppet.signing.seed) },
  ];
  return { version: 1, statement, publicKey, signature: signDirectory(statement, seed), attestations };
}

/**
 * Acts with the owner's rights and bypasses every trigger: as a row of its own number, or in place of the first
 * version.
 */
async function insert(version: 0 | 1): Promise<void> {
  const { statement, signature, attestations } = await inventedList();
  await ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`delete from directory_version where version = 0 or version = ${version}`);
    await tx.execute(sql`insert into directory_version (version, statement, signature, attestations, made_by, made_on)
      values (${version}, ${statement}, ${signature}, ${JSON.stringify(attestations)}::jsonb, ${puppet.id}, '2025-09-15')`);
  });
}

type Filed = { reportId: string; caseId: string; code: string };

const rowOf = async ({ reportId }: Filed) => {
  const [row] = await ctx.db.select().from(report).where(eq(report.id, reportId));
  const { threadRecipient = null, reporterRecipient = null } = row ?? {};
  if (threadRecipient === null || reporterRecipient === null) throw new Error('no report');
  return { threadRecipient, reporterRecipient };
};

async function putPart({ reportId, caseId }: Filed, kind: 'staffMessage' | 'keyRenewal', bytes: Uint8Array, epoch = 0) {
  const place = { key: 'thread', scope: reportId, sequence: 1, keyEpoch: epoch, madeOn: '2025-09-15' } as const;
  const row = { ...place, id: randomUUID(), caseId, reportId, kind, bytes, size: bytes.length, authorId: lead.id };
  await ctx.db.insert(sealedPart).values(row);
}

const look = async (filed: Filed) => {
  const { seed } = await sessionOf(ctx, filed);
  return openFollow((await sealedFollowPage(ctx, filed.reportId)).sealed, seed);
};

test('an invented list holds by itself, as one that was in force does', async () => {
  expect(openDirectory(await inventedList()).version).toBe(1);
});

describe.each([0, 1] as const)('whom only an invented former list names (row %i)', (version) => {
  beforeAll(() => insert(version));

  test('has written no officer’s message: not for a colleague, nor for the reporter, who is warned', async () => {
    const filed = await reportFire(ctx);
    const { threadRecipient } = await rowOf(filed);
    const { reportId } = filed;
    const signer = { memberId: lead.id, signingSeed: lead.signing.seed };
    const message = { reportId, sequence: 1, text: '请到办公室来一趟。', threadRecipient, ...signer };
    await putPart(filed, 'staffMessage', await sealStaffMessage(message));
    await expect(workspace(ctx, county.of('fire.handler'), filed.caseId)).rejects.toMatchObject(badSignature);
    const opened = await look(filed);
    expect(opened.messages).toEqual([{ sequence: 1, text: null, problem: 'unverified' }]);
    expect(isStrange(opened)).toBe(true);
    const plain = await followPage(ctx, await sessionOf(ctx, filed));
    expect(plain.messages.map(({ text, problem }) => [text, problem])).toEqual([[null, 'unverified']]);
  });

  test('has renewed no key', async () => {
    const filed = await reportFire(ctx);
    const { reportId, caseId } = filed;
    const { threadRecipient, reporterRecipient } = await rowOf(filed);
    const pair = await newKeyPair();
    const { bytes } = await wrapForReporter({ reportId, caseId, reporterRecipient }, pair, 1);
    const wrap = { key: 'thread', share: 'whole', holder: 'reporter', keyEpoch: 1 } as const;
    await ctx.db.insert(wrappedKey).values({ ...wrap, id: randomUUID(), caseId, reportId, bytes });
    await ctx.db.update(caseFile).set({ keyEpoch: 1 }).where(eq(caseFile.id, caseId));
    const signing = reporterSigningKey((await sessionOf(ctx, filed)).seed).publicKey;
    const reporter = { reporter: fingerprint(reporterRecipient), signing };
    const renewed = { recipient: pair.recipient, previous: threadRecipient, reporter };
    const signer = { memberId: lead.id, signingSeed: lead.signing.seed };
    const proof = await sealRenewalProof({ key: 'thread', scope: reportId, keyEpoch: 1 }, renewed, signer);
    await putPart(filed, 'keyRenewal', proof, 1);
    const opened = await look(filed);
    expect([[...opened.keys.keys()], opened.unsigned, isStrange(opened)]).toEqual([[0], [1], true]);
    await expect(workspace(ctx, county.of('fire.handler'), caseId)).rejects.toMatchObject(badSignature);
  });

  test('has vouched for no claimant: their account is not released', async () => {
    const filed = await confirmedCase(ctx, county);
    const proposalId = await proposeFrom(ctx, county, filed);
    const rewardId = await approveFromWorkspace(ctx, county, { ...filed, proposalId });
    const session = await sessionOf(ctx, filed);
    const { reportId } = session;
    const payee = { holder: '陈大江', bank: '安岭农商银行', account: '6222000011112222' };
    await claimReward(ctx, { kind: 'reporter', reportId }, await bankClaimOf(ctx, session, payee));
    await night(ctx);
    const batchId = await makeBatch(ctx, county.actor('finance.1'));
    expect(await releasedBy(batchId)).toHaveLength(1);
    await rob(rewardId);
    await expect(releasedBy(batchId)).rejects.toMatchObject(badSignature);
    // Otherwise it would raise the alarm in the next run too.
    await ctx.db.update(reward).set({ approvedBy: randomUUID() }).where(eq(reward.id, rewardId));
  });
});

/** A claimant and an account of the thief's, with the invented lead's signature for both. */
async function rob(rewardId: string): Promise<void> {
  const thief = newSigningKey();
  const account = { holder: '别的人', bank: '别的银行', account: '6222999988887777' };
  const finance = county.unitRef('finance');
  const guardians = county.unitRef('guardians');
  const sealed = await sealPayee({ rewardId, payee: { method: 'bank', ...account }, finance, guardians, about: ABOUT });
  const { payee, payeeRecipient } = sealed;
  const named = { rewardId, key: thief.publicKey, memberId: lead.id };
  const { key, signature } = signClaimant(named, { signing: lead.signing.seed, report: new Uint8Array(32) });
  const payeeSignature = signPayee(rewardId, payee, thief.seed);
  const claimant = { claimantKey: key, claimantProof: signature, approvedBy: lead.id };
  await ctx.db
    .update(reward)
    .set({ payee, payeeRecipient, payeeSignature, ...claimant })
    .where(eq(reward.id, rewardId));
  for (const { share, bytes } of sealed.shares) {
    const place = and(eq(payeeShare.rewardId, rewardId), eq(payeeShare.share, share));
    await ctx.db.update(payeeShare).set({ bytes }).where(place);
  }
}

async function releasedBy(batchId: string) {
  const guardian = county.of('guardians.1');
  const { guardian: page, lists, grants } = await payoutPage(ctx, guardian.actor);
  const batch = page?.batches.find(({ id }) => id === batchId);
  if (!batch) throw new Error('no batch');
  return releaseShares(batch, lists, grants, keyringOf(guardian));
}
