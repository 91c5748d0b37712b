import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { unit } from '#db/schema/county';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { requireCertifiedMember } from '~/envelope/keys/directory';
import { wrapUnitSeed } from '~/envelope/keys/unit-key';
import { today } from '~/services/context.server';
import { openedInForce } from '~/services/keys/certified.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { grantUnitKey } from '~/services/keys/unit-key.server';
import { reportChoices } from '~/services/report/report-choices.server';
import { approval, approveFor, askFor, openFor, pageFor, workspaceOf } from './ceremony-play';
import { askWith, giveInRow, refusedByEach } from './dishonest-play';
import { askFromAbove, reportAbout } from './escrow-play';
import type { County, UnitCode } from './fixtures';
import { guardianShares, waitingPayment } from './payout-play';
import { playedContext } from './played-context';
import { enterRules, fireFund } from './reward-play';
import type { TestContext } from './test-context';

/* A report is about discipline inspection, and the fire brigade has it. Beside an officer of that very office, others too must have no part in an opening: of an identity (requested by the emergency bureau), of an escrow (requested by it, from above the town) and of a payee (paid by finance). */
let ctx: TestContext;
let county: County;
const accused = () => county.unitIds.discipline;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 1_000_000n);
  await place('zhenxi', { parentUnitId: county.unitIds.emergency });
  await certify();
});

type Place = Partial<Pick<typeof unit.$inferSelect, 'parentUnitId' | 'successorIds' | 'closedOn'>>;
const place = (code: UnitCode, where: Place) =>
  ctx.database.owner.db.update(unit).set(where).where(eq(unit.id, county.unitIds[code]));
const certify = () => certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);

async function under(parentUnitId: string): Promise<void> {
  await place('emergency', { parentUnitId });
  await place('finance', { parentUnitId });
  await certify();
}
const beside = () => under(county.unitIds.upper);

const PAYEE = { holder: '陈大江', bank: '安岭农商银行', account: '6222000011112222' };
const refused = { code: 'accusedUnit' };

/** The three openings: first the reports are sent, then the county changes, then the requests are made. */
async function openings(change: () => Promise<unknown> = async () => undefined) {
  const [filed, other] = [await reportAbout(ctx, accused()), await reportAbout(ctx, accused())];
  const payment = await waitingPayment(ctx, county, PAYEE, { accusedUnitId: accused() });
  await change();
  return { filed, other, payment };
}
type Opened = Awaited<ReturnType<typeof openings>>;

/** Somebody in the database gives the case to the bureau, whose handler asks, with what a browser checks. */
async function identityAsked({ filed }: Opened): Promise<string> {
  const handler = county.of('emergency.handler');
  const give = (to: string, memberId: string | null) => giveInRow(ctx.database.owner.db, filed.caseId, to, memberId);
  await give(handler.unitId, handler.memberId);
  const id = await askWith(ctx, county, { login: 'emergency.handler', filed, reportSeed: null });
  await give(county.unitIds.fire, null);
  return id;
}

/** … and another to the town, under the bureau, whose lead asks from above. */
async function escrowAsked({ other }: Opened) {
  await giveInRow(ctx.database.owner.db, other.caseId, county.unitIds.zhenxi, null);
  const asked = await askFromAbove(ctx, { lead: county.of('emergency.lead'), caseId: other.caseId });
  return approval(ctx, county.of('guardians.1'), asked.id, county.of('custodians.1').memberId);
}

test('the form names offices by the signed list, though somebody exchanged names in the rows', async () => {
  const rename = (code: UnitCode, zh: string) =>
    ctx.database.owner.db.update(unit).set({ names: { zh } }).where(eq(unit.id, county.unitIds[code]));
  await rename('discipline', '安委办');
  await rename('committee', '纪委监委');
  const { units: offered } = await reportChoices(ctx);
  expect(offered.find(({ name }) => name.zh === '纪委监委')?.id).toBe(accused());
  await rename('discipline', '纪委监委');
  await rename('committee', '安委办');
});

test('control: nothing of all this bars a unit that only stands beside it', async () => {
  const opened = await openings(certify);
  expect(await guardianShares(ctx, county, opened.payment.batchId)).toHaveLength(1);
  await expect(escrowAsked(opened)).rejects.toMatchObject({ code: 'notAbove' });
  const id = await askFor(ctx, county, opened.filed);
  await approveFor(ctx, county, id);
  // It was sent without a name.
  expect(await openFor(ctx, county, id)).toBeNull();
});

describe('somebody who worked there before, under another sign-in', () => {
  let mover: EnrolledMember;
  beforeAll(async () => {
    const draft = { login: 'fire.mover', name: '调任 同志', roles: ['handler', 'lead'] as const };
    const unitIds = { unitId: county.unitIds.fire, formerUnitIds: [accused()] };
    mover = await enrolHere(ctx, { ...draft, ...unitIds, roles: [...draft.roles] });
    county.members.set('fire.mover', mover);
    await certify();
    await grantFire(mover);
  });

  test('is named so by their certificate, also after the rows lost it', async () => {
    await ctx.database.owner.sql`delete from member_post where member_id = ${mover.memberId} and roles = '{}'`;
    await certify();
    const list = await openedInForce(ctx.db);
    if (!list) throw new Error('no list');
    expect(requireCertifiedMember(list, mover.memberId)).toMatchObject({
      unitIds: [county.unitIds.fire],
      officeIds: expect.arrayContaining([accused()]),
    });
  });

  test('gets no identity, though the case is theirs to handle and no former list is given', async () => {
    const filed = await reportAbout(ctx, accused());
    const id = await askFor(ctx, county, filed, { login: 'fire.mover' });
    await refusedByEach(ctx, county, id, 'accusedUnit');
    const next = await askFor(ctx, county, await reportAbout(ctx, accused()), { login: 'fire.mover' });
    const guardian = county.of('guardians.1');
    const { facts, words, approve } = await pageFor(ctx, guardian, next);
    const { shares = [], expiresOn = '' } = approve ?? {};
    const wanted = { facts, words, shares, expiresOn, openerId: county.of('custodians.1').memberId };
    const bare = { ...(await workspaceOf(ctx, guardian)), former: [] };
    await expect(approveHere(wanted, bare)).rejects.toMatchObject(refused);
  });

  test('lets nobody be paid by their word', async () => {
    const changes = { accusedUnitId: accused() };
    const { batchId } = await waitingPayment(ctx, county, PAYEE, changes, 'fire.mover');
    await expect(guardianShares(ctx, county, batchId)).rejects.toMatchObject(refused);
    const payment = await waitingPayment(ctx, county, PAYEE, {}, 'fire.mover');
    expect(await guardianShares(ctx, county, payment.batchId)).toHaveLength(1);
  });
});

describe.each([
  {
    who: 'units under it today',
    before: beside,
    after: () => under(accused()),
  },
  {
    who: 'units that were under it at the sending',
    before: () => under(accused()),
    after: beside,
  },
  // The last test of the file, because no later list forgets a merger.
  {
    who: 'its successors after a merger',
    before: beside,
    after: async () => {
      const successorIds = [county.unitIds.emergency, county.unitIds.finance];
      await place('discipline', { closedOn: today(ctx), successorIds });
      await certify();
      // Rows that have lost it, and a list made from them, take nothing away.
      await place('discipline', { closedOn: today(ctx), successorIds: [] });
      await certify();
      await place('discipline', { successorIds });
    },
  },
])('$who', ({ before, after }) => {
  let opened: Opened;
  beforeAll(async () => {
    await before();
    opened = await openings(after);
  });

  test('get no identity: guardian and custodian refuse, each alone', async () => {
    await refusedByEach(ctx, county, await identityAsked(opened), 'accusedUnit');
  });
  test('get no escrow', async () => {
    await expect(escrowAsked(opened)).rejects.toMatchObject(refused);
  });
  test('are not told who is paid', async () => {
    await expect(guardianShares(ctx, county, opened.payment.batchId)).rejects.toMatchObject(refused);
  });
});

/** The brigade's key for a new member, handed on by a member who holds it. */
async function grantFire({ memberId, keys }: EnrolledMember): Promise<void> {
  const { unitKeyId, pair } = county.unitKey('fire');
  const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, keys.age.recipient);
  await grantUnitKey(ctx, county.actor('fire.lead'), { unitKeyId, memberId, wrapped });
}
