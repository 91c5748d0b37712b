import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect } from 'vitest';
import { accusedMark } from '#db/schema/accused-mark';
import { confirmHere } from '~/browser/case/mark-workspace';
import { confirmMark } from '~/envelope/case/accused-mark';
import { today } from '~/services/context.server';
import type { BareSite } from '../e2e/site';
import { approval, approveFor, askFor, type Cast, openFor, workspaceOf } from '../services/ceremony-play';
import { listInForce, refusedWith } from '../services/in-force';
import { markedBy, markProposed, markWaiting } from '../services/mark-play';
import { signedIn } from '../services/member-browser';
import { attack, attackLong } from './attack';
import { castOf } from './cast';
import { copyOfDemo, ownerOfDemo } from './demo';
import { reportAbout } from './openings-about';

const PROMISE = 'The accused never learn who reported';
const TEXT = '核查中发现该单位的人收了钱';

let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo());
});

const unitOf = (login: string) => cast.of(login).unitId;
const approved = (id: string) => approval(site.ctx, cast.of('guardians.1'), id, cast.of('custodians.1').memberId);

/** Bypasses every trigger, as whoever owns the database can. */
const forced = (work: ReturnType<typeof sql>) =>
  site.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(work);
  });

/** A case of the fire brigade that turns out to be about the brigade, which requests its reporter all the same. */
async function markedCase() {
  const filed = await reportAbout(site, unitOf('finance.1'));
  const earlier = await askFor(site.ctx, cast, filed);
  await approveFor(site.ctx, cast, earlier);
  const asked = await askFor(site.ctx, cast, await reportAbout(site, unitOf('finance.1')));
  const mark = await markedBy(site.ctx, cast, { caseId: filed.caseId, unitId: unitOf('fire.lead'), text: TEXT });
  return { earlier, asked, mark };
}

attack(PROMISE, 'a mark of a unit found later, deleted by the database’s owner', async () => {
  const { ctx } = site;
  const { earlier, asked } = await markedCase();
  await expect(openFor(ctx, cast, earlier)).rejects.toMatchObject({ code: 'accusedUnit' });
  // The control: it bars nobody from another case.
  expect((await approved(asked)).shares.length).toBeGreaterThan(0);
  const people = ['custodians.1', 'guardians.1'].map((login) => cast.of(login));
  const signIn = async (who: (typeof people)[number]) => {
    const { checked, trouble } = await signedIn({ ctx, who });
    const refused = await refusedWith(checked.checkedDirectory(await listInForce(ctx)));
    return [refused, trouble.trustProblem()];
  };
  for (const who of people) expect(await signIn(who)).toEqual([null, null]);
  await forced(sql`delete from accused_mark where sequence = (select max(sequence) from accused_mark)`);
  for (const who of people) expect(await signIn(who)).toEqual(['badSignature', 'marksGone']);
});

attackLong(PROMISE, 'marks of a unit found later, changed or made up in the rows', async ({ note }) => {
  const { ctx, owner } = site;
  await forced(sql`delete from accused_mark`);
  const { earlier, asked, mark } = await markedCase();
  const stranger = cast.of('emergency.lead').memberId;
  const columns = { unitTag: 'A'.repeat(43), check: 'A'.repeat(43), entries: [], markedBy: stranger };
  const changes = { ...columns, decidedBy: stranger, previous: 'a'.repeat(64), sequence: 7 };
  const kept = await owner.db.select().from(accusedMark).where(eq(accusedMark.id, mark.markId));
  const putBack = async () => {
    await forced(sql`delete from accused_mark`);
    await owner.db.insert(accusedMark).values(kept);
  };
  for (const [column, value] of Object.entries(changes)) {
    await forced(sql`delete from accused_mark`);
    await owner.db.insert(accusedMark).values(kept.map((row) => ({ ...row, [column]: value })));
    // A mark that does not hold opens nothing: neither the case that it was about, nor another.
    expect([column, await refusedWith(openFor(ctx, cast, earlier))]).toEqual([column, 'badSignature']);
    expect([column, await refusedWith(approved(asked))]).toEqual([column, 'badSignature']);
  }
  await putBack();
  expect(await refusedWith(openFor(ctx, cast, earlier))).toBe('accusedUnit');
  expect(await refusedWith(approved(asked))).toBeNull();
  await confirmedAlone();
  expect(await refusedWith(approved(asked))).toBe('badSignature');
  note(`${Object.keys(changes).length} columns, and one that its maker’s colleague confirmed`);
});

/** A mark by which somebody wants to shut out another unit, confirmed in the rows by a colleague who is no guardian. */
async function confirmedAlone(): Promise<void> {
  const { ctx, owner } = site;
  const { caseId } = await reportAbout(site, unitOf('finance.1'));
  const { mark } = await markProposed(ctx, cast, { caseId, unitId: unitOf('emergency.lead'), text: TEXT });
  const waiting = await markWaiting(ctx, cast, 'guardians.1', mark.markId);
  const rightly = await confirmHere(waiting, today(ctx), await workspaceOf(ctx, cast.of('guardians.1')));
  const colleague = cast.of('fire.lead');
  const { confirmation: _, ...place } = rightly;
  const { sequence, previous, confirmedOn, confirmation } = confirmMark(
    { ...place, confirmedBy: colleague.memberId },
    colleague.keys.signing.seed,
  );
  const decided = {
    state: 'confirmed',
    sequence,
    previous,
    decidedBy: colleague.memberId,
    decidedOn: confirmedOn,
  } as const;
  await owner.db
    .update(accusedMark)
    .set({ ...decided, confirmation })
    .where(eq(accusedMark.id, mark.markId));
}
