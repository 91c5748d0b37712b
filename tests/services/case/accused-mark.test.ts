import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { accusedMark } from '#db/schema/accused-mark';
import { mayTake } from '~/browser/case/case-sealing';
import { confirmHere, readMark } from '~/browser/case/mark-workspace';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { fromBase64 } from '~/envelope/bytes';
import { confirmMarked, proposeMark, refuseMark } from '~/services/case/accused-mark.server';
import { confirmedMarks } from '~/services/case/mark-chain.server';
import { today } from '~/services/context.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { workspace } from '../case-workspace';
import { approval, approveFor, askFor, openFor, pageFor, workspaceOf } from '../ceremony-play';
import type { County } from '../fixtures';
import { listInForce } from '../in-force';
import { markConfirmed, markedBy, markProposed, markWaiting } from '../mark-play';
import { signedIn } from '../member-browser';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { enterRules } from '../reward-play';
import { sealedInBrowser, sent } from '../sealed-submission';
import type { TestContext } from '../test-context';

const PERSON = { name: 'ZqReporterName78', phone: '13812345678', idNumber: '' };
const WORDS = 'ZqMarkWords79 核查中发现消防队的人收了钱';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});

const refusal = (code: string) => expect.objectContaining({ refusal: true, code });

async function reported() {
  const { posted } = await sealedInBrowser(ctx, reportDraft({ anonymity: 'named', ...PERSON, consent: 'yes' }));
  await submitSealedReport(ctx, sent(posted));
  return { caseId: posted.caseId, reportId: posted.reportId };
}

const propose = (caseId: string, unitId: string, login?: string) =>
  markProposed(ctx, county, { caseId, unitId, text: WORDS, ...(login && { login }) });
const waitingFor = (login: string, markId: string) => markWaiting(ctx, county, login, markId);
const confirm = (markId: string) => markConfirmed(ctx, county, markId);
const marked = (caseId: string, unitId: string) => markedBy(ctx, county, { caseId, unitId, text: WORDS });

describe('a unit that a case turned out to be about', () => {
  test('is read by the guardian in the maker’s words and marked by both; the row names nothing', async () => {
    const { caseId } = await reported();
    const { mark } = await propose(caseId, county.unitIds.emergency);
    const guardian = county.of('guardians.2');
    const waiting = await waitingFor('guardians.2', mark.markId);
    expect(await readMark(waiting, await workspaceOf(ctx, guardian))).toEqual({
      unitId: county.unitIds.emergency,
      text: WORDS,
    });
    await confirm(mark.markId);
    const row = JSON.stringify(await ctx.db.select().from(accusedMark));
    for (const told of [caseId, county.unitIds.emergency, WORDS]) expect(row).not.toContain(told);
    expect((await confirmedMarks(ctx.db)).at(-1)?.markId).toBe(mark.markId);
  });

  test('bars its people from the identity: guardian and custodian refuse', async () => {
    const filed = await reported();
    // Approved before, so that the refusal comes from the custodian's browser itself.
    const earlier = await askFor(ctx, county, filed);
    await approveFor(ctx, county, earlier);
    await marked(filed.caseId, county.unitIds.fire);
    await expect(openFor(ctx, county, earlier)).rejects.toMatchObject({ code: 'accusedUnit' });
    const other = await reported();
    const asked = await askFor(ctx, county, other);
    await marked(other.caseId, county.unitIds.fire);
    const opener = county.of('custodians.1').memberId;
    await expect(approval(ctx, county.of('guardians.1'), asked, opener)).rejects.toMatchObject({
      code: 'accusedUnit',
    });
  });

  test('is none for another case, nor while only one person said so or a guardian refused', async () => {
    const [filed, other] = [await reported(), await reported()];
    await marked(other.caseId, county.unitIds.fire);
    const { mark } = await propose(filed.caseId, county.unitIds.fire);
    const id = await askFor(ctx, county, filed);
    await approveFor(ctx, county, id);
    await refuseMark(ctx, county.actor('guardians.1'), mark.markId);
    expect(await openFor(ctx, county, id)).toEqual(PERSON);
    await expect(confirm(mark.markId)).rejects.toThrow('nothing waits');
  });

  test('gets the case by no transfer, and no new keys name it less', async () => {
    const { caseId } = await reported();
    await marked(caseId, county.unitIds.emergency);
    const { opened } = await workspace(ctx, county.of('fire.lead'), caseId);
    expect(opened.marked).toEqual([county.unitIds.emergency]);
    expect(mayTake(opened, county.unitIds.emergency)).toBe(false);
    expect(mayTake(opened, county.unitIds.discipline)).toBe(true);
  });
});

describe('a mark by one person', () => {
  test('is refused: by the server, and in force by no browser', async () => {
    const { caseId } = await reported();
    const made = await propose(caseId, county.unitIds.emergency);
    const handler = county.of('fire.handler');
    await expect(confirmHere(made, today(ctx), await workspaceOf(ctx, handler))).rejects.toMatchObject({
      envelopeError: true,
    });
    const { sequence, previous, confirmation, ...mark } = await confirmHere(
      await waitingFor('guardians.1', made.mark.markId),
      today(ctx),
      await workspaceOf(ctx, county.of('guardians.1')),
    );
    const own = { ...mark, sequence, previous, confirmation };
    await expect(confirmMarked(ctx, county.actor('guardians.2'), own)).rejects.toEqual(refusal('invalid'));
    await expect(
      proposeMark(ctx, county.actor('fire.handler'), caseId, {
        mark: { ...made.mark, markId: randomUUID() },
        words: fromBase64(made.words),
      }),
    ).rejects.toEqual(refusal('invalid'));
    await expect(
      proposeMark(ctx, county.actor('emergency.handler'), caseId, {
        mark: made.mark,
        words: fromBase64(made.words),
      }),
    ).rejects.toEqual(refusal('notFound'));
    await refuseMark(ctx, county.actor('guardians.1'), made.mark.markId);
  });

  test.each(['markedBy', 'confirmedBy', 'unitTag', 'sequence', 'previous'] as const)(
    'or one changed in the rows stops every opening: %s',
    async (field) => {
      const filed = await reported();
      await marked(filed.caseId, county.unitIds.emergency);
      const id = await askFor(ctx, county, filed);
      const guardian = county.of('guardians.1');
      const page = await pageFor(ctx, guardian, id);
      const openerId = county.of('custodians.1').memberId;
      const { shares = [], expiresOn = '' } = page.approve ?? {};
      const wanted = { facts: page.facts, words: page.words, shares, openerId, expiresOn };
      const honest = await workspaceOf(ctx, guardian);
      const [last, ...before] = [...honest.marks].reverse();
      if (!last) throw new Error('no mark');
      const changed = { ...last, [field]: field === 'sequence' ? 99 : county.of('guardians.1').memberId };
      const bent = { ...honest, marks: [...before.reverse(), changed] };
      await expect(approveHere(wanted, bent)).rejects.toMatchObject({ code: 'badSignature' });
      await expect(approveHere(wanted, honest)).resolves.toMatchObject({ openerId });
    },
  );
});

const inForce = () => listInForce(ctx);

/** Bypasses every trigger, as whoever owns the database can. */
async function hideLast(): Promise<void> {
  const { db } = ctx.database.owner;
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`delete from accused_mark where sequence = (select max(sequence) from accused_mark)`);
  });
}

describe('a mark that somebody in the database takes away', () => {
  test('is missed by every member’s browser that signed in since, before anything is opened', async () => {
    const filed = await reported();
    await marked(filed.caseId, county.unitIds.emergency);
    const who = county.of('custodians.1');
    const before = await signedIn({ ctx, who });
    await before.checked.checkedDirectory(await inForce());
    await hideLast();
    const after = await signedIn({ ctx, who });
    await expect(after.checked.checkedDirectory(await inForce())).rejects.toMatchObject({ code: 'badSignature' });
    expect(after.trouble.trustProblem()).toBe('marksGone');
  });

  test('is missed on the page that shows fewer, too', async () => {
    const filed = await reported();
    await marked(filed.caseId, county.unitIds.emergency);
    const who = county.of('guardians.2');
    const { checked, trouble } = await signedIn({ ctx, who });
    await checked.checkedDirectory(await inForce());
    await expect(checked.keepMarks([])).rejects.toMatchObject({ code: 'badSignature' });
    expect(trouble.trustProblem()).toBe('marksGone');
  });

  test('and one from the middle breaks the chain for everybody', async () => {
    const filed = await reported();
    await marked(filed.caseId, county.unitIds.emergency);
    await marked(filed.caseId, county.unitIds.discipline);
    const id = await askFor(ctx, county, filed);
    const honest = await workspaceOf(ctx, county.of('guardians.1'));
    const page = await pageFor(ctx, county.of('guardians.1'), id);
    const { shares = [], expiresOn = '' } = page.approve ?? {};
    const openerId = county.of('custodians.1').memberId;
    const wanted = { facts: page.facts, words: page.words, shares, openerId, expiresOn };
    const marks = honest.marks.filter((_, index) => index !== honest.marks.length - 2);
    await expect(approveHere(wanted, { ...honest, marks })).rejects.toMatchObject({ code: 'badSignature' });
  });
});

test('a decided mark can be neither changed nor deleted by the application', async () => {
  const { caseId } = await reported();
  const { markId } = await marked(caseId, county.unitIds.emergency);
  await expect(ctx.db.execute(sql`update accused_mark set unit_tag = 'x' where id = ${markId}`)).rejects.toThrow();
  await expect(ctx.db.execute(sql`delete from accused_mark where id = ${markId}`)).rejects.toThrow();
});
