import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseFile, report as reportRow } from '#db/schema/casework';
import { findIn, newMarker } from '../faults/marker-search';
import { newBankAccount, newIdNumber, newPhone } from '../faults/personal-markers';
import { openFollow, pageValue } from '../faults/running-site';
import { launchBrowser } from '../runner/browser';
import { LONG } from '../runner/long';
import { sendStaffMessage } from '../services/case-steps';
import { reportFire, sealedMessages, workspace } from '../services/case-workspace';
import { reportFields } from '../services/report-drafts';
import { approveCase, approvedCase } from './approved-case';
import {
  addFile,
  claimByBank,
  claimCash,
  documentWith,
  leave,
  openPageOf,
  report,
  takeBack,
  write,
} from './memory/acts';
import { expectForgotten, expectNowhereKept, expectSeen, type Marks, openPlace, type Place } from './memory/place';
import { begin, filesBody, formBody } from './memory/plain';
import { openPage } from './people';
import { watched } from './sent';

let place: Place;
let browser: Browser;

beforeAll(async () => {
  place = await openPlace();
  browser = await launchBrowser();
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await place?.close();
}, 60_000);

const newPayee = () => ({ payeeName: newMarker(), bankName: newMarker(), bankAccount: newBankAccount() });
const newTold = () => ({
  description: newMarker(),
  place: newMarker(),
  employer: newMarker(),
  name: newMarker(),
  phone: newPhone(),
  idNumber: newIdNumber(),
});

/** As handed out, and as shown in groups. */
const codeMarks = (code: string): Marks => ({ code, codeInGroups: (code.match(/.{4}/g) ?? []).join(' ') });

/** All that the reporters with scripts typed, attached, read and were given in this file. */
const kept: Record<string, string> = {};

/** A page of which every request is searched when it is left, and then the site's memory. */
async function reporter(what: string, act: (page: Page) => Promise<Marks>): Promise<void> {
  const page = await openPage(browser, place.site, true);
  const sent = watched(page);
  const marks = await act(page);
  const bytes = await sent();
  expect(bytes.length).toBeGreaterThan(1_000);
  expect(findIn('requests', bytes, marks)).toEqual([]);
  await page.context().close();
  expectForgotten(place, marks);
  for (const [name, text] of Object.entries(marks)) kept[`${what}: ${name}`] = text;
}

test('control: what a page posts is found in its requests', async () => {
  const page = await openPage(browser, place.site, true);
  const sent = watched(page);
  const marks = { byFetch: newMarker(), byRequest: newMarker(), asBytes: newMarker() };
  await page.goto('/zh');
  await page.evaluate(async ({ byFetch, byRequest, asBytes }) => {
    await fetch('/zh/follow', { method: 'POST', body: JSON.stringify({ byFetch }) });
    await fetch('/zh/follow', { method: 'POST', body: new TextEncoder().encode(asBytes) });
    await new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('POST', '/zh/follow');
      request.onloadend = resolve;
      request.send(byRequest);
    });
  }, marks);
  const found = findIn('requests', await sent(), marks).map(({ marker }) => marker);
  expect([...new Set(found)].sort()).toEqual(Object.keys(marks).sort());
  await page.context().close();
});

test('control: a report on the plain form is found in memory while it arrives', async () => {
  const { description, ...short } = newTold();
  const fields = reportFields({ ...short, description: `${description} 通道被堵`, anonymity: 'named', consent: 'yes' });
  // Travels as forms with files do: nothing is decoded before the whole form is there, so nothing needs to be searched
  // before.
  const form = new FormData();
  for (const [name, text] of Object.entries({ ...fields, step: 'check' })) form.append(name, text);
  const sending = begin(place.site.origin, { path: '/zh/report', ...(await filesBody(form)) });
  await expectSeen(place, { description, ...short });
  expect(await sending.finish()).toContain(description);
});

// That the search finds what passes through the site is seen above, and by tests/faults/plain-words.test.ts for messages.
test.runIf(LONG)(
  'control: code, message, late file and claim of the plain follow page are found while they arrive',
  async () => {
    const { origin } = place.site;
    const { code } = await approvedCase(place);
    const opening = begin(origin, { path: '/zh/follow', body: formBody({ code, step: 'open' }) });
    await expectSeen(place, { code });
    expect(await opening.finish()).toContain('303');
    const cookie = await openFollow(origin, code);
    const page = await pageValue(origin, cookie ?? '');
    const [message, fileName, fileText, payee] = [newMarker(), newMarker(), newMarker(), newPayee()];
    const form = new FormData();
    const { name, mimeType: type, buffer } = documentWith(fileName, fileText);
    form.append('files', new File([new Uint8Array(buffer)], name, { type }));
    form.append('step', 'files');
    form.append('page', page);
    // As sent the second time, after the page has shown the account back.
    const looked = { shownAccount: payee.bankAccount };
    const claim = { ...payee, ...looked, claimMethod: 'bank', consent: 'yes', step: 'claim', page };
    const steps = [
      { marks: { message }, body: formBody({ message, step: 'message', page }) },
      { marks: { fileName, fileText }, ...(await filesBody(form)) },
      { marks: payee, body: formBody(claim) },
    ];
    for (const { marks, ...posted } of steps) {
      const sending = begin(origin, { path: '/zh/follow', cookie, ...posted });
      await expectSeen(place, marks);
      expect(await sending.finish()).toMatch(/^HTTP\/1.1 303 /);
    }
  },
);

const newDocument = () => ({ fileName: newMarker(), fileText: newMarker() });
const fileOf = ({ fileName, fileText }: ReturnType<typeof newDocument>) => documentWith(fileName, fileText);

let code = '';

test('a report by name with a document, a message and a late file leave nothing behind', async () => {
  const [told, file, late, message] = [newTold(), newDocument(), newDocument(), newMarker()];
  await reporter('report', async (page) => {
    code = await report(page, told, fileOf(file));
    expect(code).toMatch(/^\d{20}$/);
    await openPageOf(page, code);
    await write(page, message);
    await addFile(page, fileOf(late));
    await leave(page);
    return { ...told, ...file, message, lateName: late.fileName, lateText: late.fileText, ...codeMarks(code) };
  });
});

test('an officer’s question read, and a reward claimed to a bank account, leave nothing behind', async () => {
  const { ctx, county } = place;
  const [filed] = await ctx.db
    .select({ caseId: caseFile.id, reportId: reportRow.id })
    .from(reportRow)
    .innerJoin(caseFile, eq(caseFile.id, reportRow.caseId))
    .where(eq(caseFile.urgent, true));
  if (!filed) throw new Error('the report has not come in');
  const [question, payee, officer] = [newMarker(), newPayee(), county.of('fire.handler')];
  const { opened } = await workspace(ctx, officer, filed.caseId);
  const [sealed] = await sealedMessages(opened, question, officer);
  if (sealed) await sendStaffMessage(ctx, officer.actor, filed.caseId, sealed);
  await approveCase(place, filed);
  await reporter('claim', async (page) => {
    await openPageOf(page, code);
    await page.locator('[data-message]', { hasText: question }).waitFor();
    await claimByBank(page, payee);
    return { question, ...payee, ...codeMarks(code) };
  });
});

test('a reward claimed in cash and a report taken back leave nothing behind', async () => {
  const { code: paid } = await approvedCase(place);
  await reporter('cash', async (page) => {
    await openPageOf(page, paid);
    // The server derives this code itself, so it knows it while it answers; it must not keep it.
    const cashCode = await claimCash(page);
    expect(cashCode).toMatch(/^\d{8,}$/);
    Object.assign(kept, { cashCode });
    return codeMarks(paid);
  });
  const { code: withdrawn } = await reportFire(place.ctx);
  await reporter('withdrawal', async (page) => {
    await openPageOf(page, withdrawn);
    await takeBack(page);
    return codeMarks(withdrawn);
  });
});

test('nothing of all this is kept: not in database files, WAL, blobs, log lines or mails', async () => {
  await expect.poll(() => place.mails.length, { timeout: 30_000 }).toBeGreaterThan(0);
  expectForgotten(place, Object.fromEntries(Object.entries(kept).filter(([name]) => name !== 'cashCode')));
  await place.site.stop();
  expectNowhereKept(place, kept);
  expect(Object.keys(kept).length).toBeGreaterThan(20);
});
