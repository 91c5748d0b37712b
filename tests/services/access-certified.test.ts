import { desc, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryVersion, unit, unitKey } from '#db/schema/county';
import { payeeShare, payoutBatch } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import { newKeyPair } from '~/envelope/key-pair';
import { attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory } from '~/envelope/keys/directory-statement';
import { newSigningKey } from '~/envelope/signing';
import { certifiedInForce } from '~/services/keys/certified.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { claimReward } from '~/services/reward/claim.server';
import { openFund } from '~/services/reward/fund.server';
import { proposeReward } from '~/services/reward/reward.server';
import { acceptCase } from './case-steps';
import { reportFire } from './case-workspace';
import { approveReward, makeBatch, payReward } from './decided-as-shown';
import type { County, UnitCode } from './fixtures';
import { playedContext } from './played-context';
import {
  approve,
  bankClaim,
  bareCase,
  claimantOf,
  enterRules,
  fireFund,
  INPUTS,
  night,
  proposalRow,
  proposeBare,
  reporterOf,
  rewardOf,
} from './reward-play';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
const late = new Map<string, EnrolledMember>();
const uncertified = { code: 'notAllowed', data: { rule: 'notCertified' } };
const PAYEE = { holder: '王小二', bank: '安岭农商行', account: '6222020200112233' };

const lateOne = (role: string) => {
  const found = late.get(role);
  if (!found) throw new Error(role);
  return found;
};
async function proposalBy(actor: EnrolledMember['actor']) {
  const filed = await bareCase(ctx, county.unitIds.fire);
  const unopened = new TextEncoder().encode(`age-encryption.org/v1\n${'-'.repeat(200)}`);
  const steps = { stepsForCase: unopened, stepsForReporter: unopened };
  return proposeReward(ctx, actor, { proposalId: crypto.randomUUID(), ...filed, inputs: INPUTS, ...steps });
}

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 100_000n);
  for (const [role, unit] of [
    ['handler', 'fire'],
    ['lead', 'fire'],
    ['finance', 'finance'],
  ] as const satisfies [string, UnitCode][]) {
    const draft = { login: `late.${role}`, name: '后来者', roles: [role], unitId: county.unitIds[unit] };
    late.set(role, await enrolHere(ctx, draft));
  }
});

describe('a member whom the directory does not name', () => {
  test('enrolled or not, accepts, proposes and approves nothing', async () => {
    const filed = await reportFire(ctx, { matter: 'violation', insider: false });
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    const rewardId = rewardOf(proposalId);
    await expect(acceptCase(ctx, lateOne('lead').actor, filed.caseId)).rejects.toMatchObject(uncertified);
    await expect(acceptCase(ctx, lateOne('handler').actor, filed.caseId)).rejects.toMatchObject(uncertified);
    await expect(proposalBy(lateOne('handler').actor)).rejects.toMatchObject(uncertified);
    await expect(
      approveReward(ctx, lateOne('lead').actor, {
        proposalId,
        rewardId,
        claimant: claimantOf(lateOne('lead'), rewardId),
      }),
    ).rejects.toMatchObject(uncertified);
    expect((await proposalRow(ctx, proposalId)).state).toBe('proposed');
    await acceptCase(ctx, county.actor('fire.lead'), filed.caseId);
    await approve(ctx, county, proposalId);
  });

  test('opens no fund, makes no batch and pays nothing', async () => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    const rewardId = await approve(ctx, county, proposalId);
    await claimReward(ctx, await reporterOf(ctx, proposalId), { method: 'cash' });
    await night(ctx);
    const finance = lateOne('finance').actor;
    const fund = { unitId: county.unitIds.emergency, year: 2025, source: 'fiscal' } as const;
    await expect(openFund(ctx, finance, fund)).rejects.toMatchObject(uncertified);
    await expect(makeBatch(ctx, finance)).rejects.toMatchObject(uncertified);
    await expect(payReward(ctx, finance, { rewardId, voucher: 'V-1', cashCode: '12345678' })).rejects.toMatchObject(
      uncertified,
    );
    expect(await ctx.db.select().from(payoutBatch)).toEqual([]);
    expect((await proposalRow(ctx, proposalId)).state).toBe('claimed');
  });

  test('nor does one whose keys were swapped in the row', async () => {
    const who = county.of('fire.handler2');
    const { recipient } = await newKeyPair();
    await ctx.db.update(member).set({ recipient }).where(eq(member.id, who.memberId));
    await expect(proposalBy(who.actor)).rejects.toMatchObject(uncertified);
    await ctx.db.update(member).set({ recipient: who.keys.age.recipient }).where(eq(member.id, who.memberId));
    await proposalBy(who.actor);
  });

  test('until two guardians certify them', async () => {
    await certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
    await proposalBy(lateOne('handler').actor);
  });
});

describe('a bank claim', () => {
  test('is sealed to no key that the directory does not vouch for', async () => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    const rewardId = await approve(ctx, county, proposalId);
    const reporter = await reporterOf(ctx, proposalId);
    const claim = bankClaim(PAYEE);
    for (const code of ['finance', 'guardians'] as const) {
      const { unitKeyId, recipient } = county.unitRef(code);
      const foreign = (await newKeyPair()).recipient;
      await ctx.db.update(unitKey).set({ recipient: foreign }).where(eq(unitKey.id, unitKeyId));
      await expect(claimReward(ctx, reporter, claim)).rejects.toMatchObject({ code: 'notOpen' });
      expect((await proposalRow(ctx, proposalId)).state).toBe('approved');
      expect(await ctx.db.select().from(payeeShare).where(eq(payeeShare.rewardId, rewardId))).toEqual([]);
      await ctx.db.update(unitKey).set({ recipient }).where(eq(unitKey.id, unitKeyId));
    }
    await claimReward(ctx, reporter, claim);
    await night(ctx);
    expect(await ctx.db.select().from(payeeShare).where(eq(payeeShare.rewardId, rewardId))).toHaveLength(2);
  });
});

describe('a unit whose row says something else than was signed', () => {
  test.each([{ kind: 'town' }, { names: { zh: '别的单位' } }, { code: 'other' }] as const)(
    'is not certified: %o',
    async (change) => {
      const { unitKeyId, unitId } = county.unitRef('finance');
      const [before] = await ctx.db.select().from(unit).where(eq(unit.id, unitId));
      if (!before) throw new Error('no unit');
      const proposalId = await proposeBare(ctx, county, 2_000_000n);
      await approve(ctx, county, proposalId);
      expect((await certifiedInForce(ctx.db)).keys.has(unitKeyId)).toBe(true);
      await ctx.db.update(unit).set(change).where(eq(unit.id, unitId));
      expect((await certifiedInForce(ctx.db)).keys.has(unitKeyId)).toBe(false);
      const claim = claimReward(ctx, await reporterOf(ctx, proposalId), bankClaim(PAYEE));
      await expect(claim).rejects.toMatchObject({ code: 'notOpen' });
      await ctx.db.update(unit).set(before).where(eq(unit.id, unitId));
      expect((await certifiedInForce(ctx.db)).keys.has(unitKeyId)).toBe(true);
    },
  );
});

test('a list put in the database with a wrong signature vouches for nobody', async () => {
  const [before] = await ctx.db.select().from(directoryVersion).orderBy(desc(directoryVersion.version)).limit(1);
  if (!before) throw new Error('no directory');
  const { seed, publicKey } = newSigningKey();
  const inForce = openDirectory({ ...before, publicKey: county.directory.publicKey });
  const next = { ...inForce, version: before.version + 1, history: historyAfter(inForce) };
  const statement = canonicalDirectory(next);
  const attestations = ['guardians.1', 'guardians.2'].map((login) => {
    const { memberId, keys } = county.of(login);
    return { memberId, signature: attestDirectory(statement, publicKey, keys.signing.seed) };
  });
  const signature = signDirectory(statement, seed);
  const forged = { ...before, version: before.version + 1, statement, signature, attestations };
  await ctx.database.owner.db.insert(directoryVersion).values(forged);
  expect((await certifiedInForce(ctx.db)).members.size).toBe(0);
  await expect(proposalBy(county.actor('fire.handler'))).rejects.toMatchObject(uncertified);
});
