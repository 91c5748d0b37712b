import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test, vi } from 'vitest';
import { wrappedKey } from '#db/schema/casework';
import { directorySeed, unitKey } from '#db/schema/county';
import type { ActContext } from '~/browser/case/act-context';
import { PREPARE } from '~/browser/case/case-acts';
import { accusedUnits, sealTransfer } from '~/browser/case/case-sealing';
import { type CarryProgress, carryOver } from '~/browser/keys/carry-over';
import type { PostedReport } from '~/contract/posted/report';
import { sealKeyFile } from '~/contract/sealed/key-file';
import { keyScope, openReportKey } from '~/contract/sealed/key-wraps';
import { sealReporterCard } from '~/contract/sealed/reporter-card';
import { KEYS_OF, wrapsOf } from '~/contract/sealed/sent-keys';
import { openShare } from '~/contract/sealed/two-share-key';
import { isRefusal } from '~/domain/refusal';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { openUnitKey, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { seal } from '~/envelope/seal';
import { wrapSeed } from '~/envelope/wrap';
import { casesToRenew } from '~/services/case/case-renewal.server';
import { directoryInForce } from '~/services/keys/certified.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { certifyAll } from '~/services/keys/provision.server';
import { currentUnitKey, grantsOf } from '~/services/keys/unit-key.server';
import { rewrapState } from '~/services/keys/unit-rewrap.server';
import { rotateUnitKey } from '~/services/keys/unit-rotation.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { readForm } from '~/web/form.server';
import { CARRY_OVER } from '~/web/keys/carry-over.server';
import type { Staff } from '~/web/staff/staff.server';
import { runStaffAct } from '~/web/staff/staff-acts.server';
import { ABOUT, SEEN } from '../envelope/samples';
import { giverOf, keyringOf, workspace } from './case-workspace';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import { reportDraft } from './report-drafts';
import { sealedInBrowser, sent } from './sealed-submission';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

/** A report as anybody's program may send it: of the right shape and sizes, with some of it sealed to nobody's key. */
async function submit(spoil: (posted: PostedReport) => Promise<PostedReport> = async (posted) => posted) {
  const { posted } = await sealedInBrowser(ctx, reportDraft());
  await submitSealedReport(ctx, sent(await spoil(posted)));
  return { caseId: posted.caseId, reportId: posted.reportId };
}

/** The guardians' file is sealed to nobody's key. */
async function spoilGuardiansFile(posted: PostedReport): Promise<PostedReport> {
  const { recipient } = await newKeyPair();
  const secrets = KEYS_OF.guardians.map((key) => ({ scope: keyScope(posted, key), secret: randomBytes(32) }));
  return { ...posted, keys: { ...posted.keys, guardians: await sealKeyFile('guardians', secrets, ABOUT, recipient) } };
}

/** The report key's mask is not the one under which the key was sealed. */
async function spoilReportKey(posted: PostedReport): Promise<PostedReport> {
  const { file, masks } = posted.keys.unit;
  return { ...posted, keys: { ...posted.keys, unit: { file, masks: [randomBytes(32), ...masks.slice(1)] } } };
}

/** A card, made properly, that names another report key than the report has. */
async function spoilCard(posted: PostedReport): Promise<PostedReport> {
  const wraps = wrapsOf(posted.keys, HOLDERS);
  const thread = await openReportKey(posted, 'thread', wraps, (await pairOf(county.of('fire.lead'))).identity);
  const { recipient, seed } = await newKeyPair();
  const lists = { countyKey: 'x'.repeat(43), seen: SEEN };
  const named = { reportRecipient: recipient, reporterRecipient: posted.recipients.reporter, ...lists, about: ABOUT };
  return { ...posted, reporterCard: await sealReporterCard(posted.reportId, named, thread, seed) };
}

const holder = { unitKeyId: '' };
const HOLDERS = { handling: holder, custodians: holder, guardians: holder };

async function rotate(by: EnrolledMember, receivers: readonly EnrolledMember[]): Promise<string> {
  const pair = await newKeyPair();
  const unitKeyId = randomUUID();
  const grants = await Promise.all(
    receivers.map(async ({ memberId, keys }) => ({
      memberId,
      wrapped: await wrapUnitSeed(pair.seed, unitKeyId, keys.age.recipient),
    })),
  );
  await rotateUnitKey(ctx, by.actor, { unitKeyId, recipient: pair.recipient, grants });
  await certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
  return unitKeyId;
}

/** The page's own program, with the server behind it; returns what it showed last. */
async function carry(by: EnrolledMember): Promise<CarryProgress> {
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const form = await readForm(new Request(`http://localhost${path}`, init), { fieldBytes: 3 * 1024 * 1024 });
    try {
      return Response.json(await runStaffAct({ ctx, actor: by.actor } as unknown as Staff, CARRY_OVER, { form }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return Response.json({ refused: { code: error.code } });
    }
  });
  const directory = await directoryInForce(ctx.db);
  if (!directory) throw new Error('no directory');
  const shown: CarryProgress[] = [];
  const cases = await casesToRenew(ctx.db, by.actor.unitId);
  const onProgress = (progress: CarryProgress) => shown.push(progress);
  try {
    await carryOver({ path: '/carry', directory, cases, onProgress, keyring: keyringOf(by) });
  } finally {
    vi.unstubAllGlobals();
  }
  const last = shown.at(-1);
  if (!last) throw new Error('nothing shown');
  return last;
}

/** The unit's key in force, as its member opens it. */
async function pairOf(by: EnrolledMember) {
  const { unitKeyId } = await currentUnitKey(ctx.db, by.actor.unitId);
  const grant = (await grantsOf(ctx.db, by.memberId)).find((one) => one.unitKeyId === unitKeyId);
  return openUnitKey(fromBase64(grant?.wrapped ?? ''), unitKeyId, by.keys.age.identity);
}

const wrapsUnder = (unitKeyId: string, caseId: string) =>
  ctx.db
    .select()
    .from(wrappedKey)
    .where(and(eq(wrappedKey.unitKeyId, unitKeyId), eq(wrappedKey.caseId, caseId)));

test('shares that open for nobody do not hold the guardians’ old key back', async () => {
  const [first, second] = [county.of('guardians.1'), county.of('guardians.2')];
  const sound = await submit();
  const spoilt = await submit(spoilGuardiansFile);
  const old = (await currentUnitKey(ctx.db, county.unitIds.guardians)).unitKeyId;
  const before = await wrapsUnder(old, spoilt.caseId);
  expect(before).toHaveLength(3);
  const next = await rotate(first, [first, second]);
  expect(await carry(second)).toMatchObject({ skipped: 0, closed: 0, unopened: 3 });
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toEqual({ left: 0, retired: 0, waits: false });
  const [retired] = await ctx.db.select().from(unitKey).where(eq(unitKey.id, old));
  expect(retired?.rewrappedOn).toBe('2025-09-15');
  const { identity } = await pairOf(first);
  for (const { key, bytes } of await wrapsUnder(next, sound.caseId)) {
    const opened = await openShare(bytes, identity, keyScope(sound, key), 'guardians');
    expect(opened.share).toHaveLength(32);
  }
  const after = await wrapsUnder(next, spoilt.caseId);
  const told = (rows: typeof after) => rows.map(({ id, bytes }) => [id, toBase64(bytes)]).sort();
  expect(told(after)).toEqual(told(before));
});

test('nor a share that opens, but is of another size than every share', async () => {
  const by = county.of('guardians.1');
  const { caseId, reportId } = await submit();
  const scope = keyScope({ caseId, reportId }, 'identity');
  const label = { kind: 'share', scope: `${scope}:guardians`, sequence: 0 } as const;
  const { recipient } = await newKeyPair();
  const bytes = await seal(label, randomBytes(40), [(await pairOf(by)).recipient, recipient]);
  const share = and(eq(wrappedKey.caseId, caseId), eq(wrappedKey.share, 'guardians'), eq(wrappedKey.key, 'identity'));
  await ctx.db.update(wrappedKey).set({ bytes }).where(share);
  await rotate(by, [by, county.of('guardians.2')]);
  // With those of the report before, which are carried over every time.
  expect(await carry(by)).toMatchObject({ unopened: 4 });
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toMatchObject({ retired: 0 });
});

/** Nobody can open what lies in place of the narrative. */
async function spoilNarrative(posted: PostedReport): Promise<PostedReport> {
  const label = { kind: 'narrative', scope: posted.reportId, sequence: 0 } as const;
  return { ...posted, narrative: await seal(label, randomBytes(64), [(await newKeyPair()).recipient]) };
}

test('a report key, a card or a narrative that does not fit does not hold the handling unit’s old key back', async () => {
  const [by, stays] = [county.of('fire.lead'), ['fire.handler', 'fire.handler2', 'fire.lead', 'fire.lead2']];
  const closed = [await submit(spoilReportKey), await submit(spoilCard)];
  const untold = await submit(spoilNarrative);
  const sound = await submit();
  for (const { caseId } of closed) await expect(workspace(ctx, by, caseId)).rejects.toHaveProperty('envelopeError');
  await rotate(
    by,
    stays.map((login) => county.of(login)),
  );
  expect(await carry(by)).toMatchObject({ skipped: 1, closed: 2, unopened: 1 });
  expect(await rewrapState(ctx, ctx.db, county.unitIds.fire)).toEqual({ left: 0, retired: 0, waits: false });
  const { opened } = await workspace(ctx, county.of('fire.handler'), sound.caseId);
  expect([opened.keyEpoch, opened.unreadable]).toEqual([1, 0]);
  expect(opened.reports[0]?.narrative?.description).toBe(reportDraft().description);
  const there = (await workspace(ctx, by, untold.caseId)).opened;
  expect([there.keyEpoch, there.unreadable]).toEqual([0, 1]);
  // What is no unit's id is not taken into an escrow, however long it is.
  const about = (accusedUnit: string) =>
    opened.reports.map((one) => ({ ...one, narrative: one.narrative && { ...one.narrative, accusedUnit } }));
  expect(accusedUnits(about('x'.repeat(1_000_000)))).toEqual([]);
  expect(accusedUnits(about(county.unitIds.fire))).toEqual([county.unitIds.fire]);
  // It is not known either whom the last one is about, so it goes to nobody.
  await expect(sealTransfer(there, county.unitIds.emergency, await giverOf(ctx, by))).rejects.toMatchObject({
    code: 'wrongPart',
  });
  const typed = { unit: county.unitIds.emergency, text: '不归本单位办理', sure: 'yes' } as Record<string, string>;
  const prepared = await PREPARE.transfer((field) => typed[field] ?? '', { opened: there } as ActContext);
  expect(prepared).toEqual({ errors: { unit: 'untold' } });
  expect((await sealTransfer(opened, county.unitIds.emergency, await giverOf(ctx, by))).wraps.length).toBeGreaterThan(
    0,
  );
});

test('a directory’s seed that does not open is nobody’s report: it keeps the old key', async () => {
  const guardian = county.of('guardians.1');
  const { recipient } = await newKeyPair();
  await rotate(guardian, [guardian, county.of('guardians.2')]);
  await ctx.db.update(directorySeed).set({ wrapped: await wrapSeed(randomBytes(32), 'directoryKey', [recipient]) });
  await expect(carry(guardian)).rejects.toMatchObject({ code: 'wrongKey' });
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toMatchObject({ retired: 1 });
});
