import { asc, eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseFile, caseTransfer } from '#db/schema/casework';
import { freshnessStamp, unit } from '#db/schema/county';
import { caseForStaff } from '~/services/case/case-page.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { today } from '~/services/context.server';
import { alarmsFor } from '~/services/keys/key-alarm.server';
import { certifyAll } from '~/services/keys/provision.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { stampList, stampsOf } from '~/services/keys/stamp.server';
import { escrowToGive } from '~/services/opening/escrow.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { giverOf } from '../case-workspace';
import { pageFor, workspaceOf } from '../ceremony-play';
import { approveAnyway } from '../dishonest-play';
import { askFromAbove, reportAbout, takeSteps } from '../escrow-play';
import type { County } from '../fixtures';
import { listInForce } from '../in-force';
import { browserOf, signedIn } from '../member-browser';
import { playedContext } from '../played-context';
import { enterRules } from '../reward-play';
import type { TestContext } from '../test-context';
import { giveCase, signedTransfer } from '../transfer-play';

let ctx: TestContext;
let county: County;
let noted: TestContext['notedTransfers'];
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  noted = ctx.notedTransfers;
  // The town stands under the emergency bureau by the signed list.
  const { zhenxi, emergency } = county.unitIds;
  await owner().update(unit).set({ parentUnitId: emergency }).where(eq(unit.id, zhenxi));
  await certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
});

const owner = () => ctx.database.owner.db;
const guardian = () => county.of('guardians.1');
const custodian = () => county.of('custodians.1');
const rows = () => ctx.db.select().from(caseTransfer).orderBy(asc(caseTransfer.number));

/** Leaves the site's own note out, to see what the browsers find by themselves. */
const forgetNote = () => {
  ctx.notedTransfers = { read: () => null, note: () => undefined };
};
beforeEach(() => {
  forgetNote();
});

const give = (login: string, caseId: string, toUnitId: string) => giveCase(ctx, county.of(login), caseId, toUnitId);

/**
 * A case that went from the brigade to the town, and from there to discipline inspection, so that the emergency bureau
 * no longer stands above it.
 */
async function movedOn(): Promise<string> {
  const { caseId } = await reportAbout(ctx);
  await give('fire.handler', caseId, county.unitIds.zhenxi);
  await give('zhenxi.handler', caseId, county.unitIds.discipline);
  return caseId;
}

/**
 * What whoever writes to the database does: remove the newest steps, restore the old row, ask from above, and undo all
 * of it.
 */
async function hidden(caseId: string, howMany: number) {
  const all = await rows();
  const gone = all.slice(-howMany);
  const back = async () => {
    await owner().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.insert(caseTransfer).values(gone);
    });
  };
  await takeSteps(
    owner(),
    gone.map(({ number }) => number),
  );
  const unitId = howMany === 1 ? county.unitIds.zhenxi : county.unitIds.fire;
  await owner().update(caseFile).set({ responsibleUnitId: unitId }).where(eq(caseFile.id, caseId));
  const login = howMany === 1 ? 'emergency.lead' : 'upper.lead';
  return { back, asked: await askFromAbove(ctx, { lead: county.of(login), caseId }), lead: county.of(login) };
}
type Hidden = Awaited<ReturnType<typeof hidden>>;

/** The guardian's program as it was last loaded, with what it remembers. */
async function guardianApproves({ asked }: Hidden, at = guardian()) {
  const { approveHere } = await import('~/browser/opening/ceremony-workspace');
  const { facts, words, approve } = await pageFor(ctx, at, asked.id);
  const { shares = [], expiresOn = '' } = approve ?? {};
  const wanted = { facts, words, shares, expiresOn, openerId: custodian().memberId };
  return approveHere(wanted, await workspaceOf(ctx, at, facts.caseId));
}

/** The custodian's program, after a guardian whose program checks nothing. */
async function custodianGives({ asked, lead }: Hidden) {
  await approveAnyway(ctx, county, asked.id, lead);
  const { giveHere } = await import('~/browser/opening/ceremony-workspace');
  const { facts, words } = asked;
  const toGive = { facts, words, ...(await escrowToGive(ctx, custodian().actor, asked.id)) };
  return giveHere('custodians', toGive, today(ctx), await workspaceOf(ctx, custodian(), facts.caseId));
}

const missed = { code: 'badSignature' };

/** Signs in, so that the browser remembers the present state. */
async function remembers(who: ReturnType<typeof guardian>) {
  const browser = await signedIn({ ctx, who });
  await browser.checked.checkedDirectory(await listInForce(ctx));
}

describe('true steps that somebody in the database takes away', () => {
  test.each([
    { what: 'the newest', howMany: 1 },
    { what: 'both of the case, as in an older whole chain', howMany: 2 },
  ])('are missed by guardian and custodian, each by what their own browser remembers: $what', async ({ howMany }) => {
    const caseId = await movedOn();
    for (const who of [guardian(), custodian()]) await remembers(who);
    const gone = await hidden(caseId, howMany);
    const first = await signedIn({ ctx, who: guardian() });
    await expect(guardianApproves(gone)).rejects.toMatchObject(missed);
    expect(first.trouble.trustProblem()).toBe('transfersGone');
    const second = await signedIn({ ctx, who: custodian() });
    await expect(custodianGives(gone)).rejects.toMatchObject(missed);
    expect(second.trouble.trustProblem()).toBe('transfersGone');
    await gone.back();
  });

  test('are missed on a page that was open all the while, too', async () => {
    const caseId = await movedOn();
    const { checked, trouble } = await signedIn({ ctx, who: guardian() });
    await checked.checkedDirectory(await listInForce(ctx));
    const gone = await hidden(caseId, 1);
    await expect(guardianApproves(gone)).rejects.toMatchObject(missed);
    expect(trouble.trustProblem()).toBe('transfersGone');
    await gone.back();
  });

  test('are missed by a browser that remembers nothing, where a guardian’s stamp names them', async () => {
    const caseId = await movedOn();
    const other = county.of('guardians.2');
    await signedIn({ ctx, who: other });
    const { makeStamp } = await import('~/browser/keys/stamp-workspace');
    const directory = await listInForce(ctx);
    const routing = await signedRouting(ctx.db);
    const before = await stampsOf(ctx.db);
    await stampList(ctx, other.actor, await makeStamp({ directory, routing }, { today: today(ctx), now: ctx.now }));
    const gone = await hidden(caseId, 1);
    const stamped = await stampsOf(ctx.db);
    await browserOf(guardian());
    await expect(guardianApproves(gone)).rejects.toMatchObject(missed);
    await browserOf(custodian());
    await expect(custodianGives(gone)).rejects.toMatchObject(missed);
    await owner().delete(freshnessStamp);
    for (const { day: onDay, ...rest } of before)
      await owner()
        .insert(freshnessStamp)
        .values({ ...rest, onDay });
    expect(stamped).not.toEqual(before);
    await gone.back();
  });

  test('are missed by who remembers nothing, and told to everybody, where the site noted them beside its database', async () => {
    ctx.notedTransfers = noted;
    const caseId = await movedOn();
    const shown = async () => (await alarmsFor(ctx, guardian().actor, 'directory.certify')).transfersLost;
    expect(await shown()).toBe(false);
    const toLookAt = async () => (await staffHome(ctx, guardian().actor)).directory ?? 0;
    const before = await toLookAt();
    expect(noted.read()?.sequence).toBe((await rows()).at(-1)?.number);
    const gone = await hidden(caseId, 2);
    await browserOf(guardian());
    await expect(guardianApproves(gone)).rejects.toMatchObject(missed);
    await browserOf(custodian());
    await expect(custodianGives(gone)).rejects.toMatchObject(missed);
    const { checked, trouble } = await signedIn({ ctx, who: county.of('finance.1') });
    await expect(checked.checkedDirectory(await listInForce(ctx))).rejects.toMatchObject(missed);
    expect(trouble.trustProblem()).toBe('transfersGone');
    expect(ctx.logged.map(({ event }) => event)).toContain('transfers.lost');
    // Guardians see it on the page of the list before they open any key.
    expect(await shown()).toBe(true);
    expect(await toLookAt()).toBe(before + 1);
    // Nor does the site itself put another step in their place.
    const other = await reportAbout(ctx);
    forgetNote();
    const ready = await signedTransfer(ctx, county.of('fire.handler'), other.caseId, county.unitIds.emergency);
    ctx.notedTransfers = noted;
    const given = transferCase(ctx, county.actor('fire.handler'), other.caseId, ready);
    await expect(given).rejects.toMatchObject({ code: 'conflict', data: { rule: 'transferLost' } });
    await gone.back();
    expect(await shown()).toBe(false);
    await give('fire.handler', other.caseId, county.unitIds.emergency);
  });

  test('are missed by the giver of another case, whose browser signs nothing after them', async () => {
    const caseId = await movedOn();
    const other = await reportAbout(ctx);
    await remembers(county.of('fire.handler'));
    const gone = await hidden(caseId, 1);
    await signedIn({ ctx, who: county.of('fire.handler') });
    const sealing = await import('~/browser/case/case-sealing');
    const { openCase } = await import('~/browser/case/case-workspace');
    const page = await caseForStaff(ctx, county.actor('fire.handler'), other.caseId);
    const giver = await giverOf(ctx, county.of('fire.handler'));
    const sealed = async () =>
      sealing.sealTransfer(await openCase(page.sealed, giver.keyring), county.unitIds.emergency, giver);
    await expect(sealed()).rejects.toMatchObject(missed);
    await gone.back();
  });

  test('what stays: newer than all that both browsers, stamps and the site’s note have seen, they are missed by nobody', async () => {
    const caseId = await movedOn();
    const gone = await hidden(caseId, 1);
    await browserOf(guardian());
    expect((await guardianApproves(gone)).shares.length).toBeGreaterThan(0);
    await gone.back();
  });
});

describe('a page that tells less than the chain has', () => {
  test.each(['step', 'link', 'chain'] as const)('is refused: %s left out', async (what) => {
    const caseId = await movedOn();
    const { asked } = await (async () => {
      const gone = await hidden(caseId, 1);
      await gone.back();
      return gone;
    })();
    await browserOf(guardian());
    const { approveHere } = await import('~/browser/opening/ceremony-workspace');
    const { facts, words, approve } = await pageFor(ctx, guardian(), asked.id);
    const { shares = [], expiresOn = '' } = approve ?? {};
    const honest = await workspaceOf(ctx, guardian(), caseId);
    if (honest.chain === null) throw new Error('no chain');
    const shorter = { ...honest.chain, links: honest.chain.links.slice(0, -1) };
    const bent = {
      step: { ...honest, steps: honest.steps.slice(0, -1) },
      link: { ...honest, chain: shorter },
      chain: { ...honest, chain: null },
    };
    const wanted = { facts, words, shares, expiresOn, openerId: custodian().memberId };
    await expect(approveHere(wanted, bent[what])).rejects.toMatchObject(missed);
    await expect(approveHere(wanted, honest)).rejects.toMatchObject({ code: 'notAbove' });
  });
});
