import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile, report, sealedPart } from '#db/schema/casework';
import { upload } from '#db/schema/upload';
import { MAX_SEALED_UPLOAD } from '~/domain/report/upload-limits';
import { followActWords } from '~/words/follow/follow-acts';
import { followAnswerWords } from '~/words/follow/follow-answers';
import { reportSealedWords } from '~/words/report/report-sealed';
import { voiceNoteWords } from '~/words/report/voice-note';
import { newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { workspace } from '../services/case-workspace';
import { openCase, openFile } from './case-page';
import { type Document, documentWith, openPageOf } from './memory/acts';
import { axe, openPage, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

const SLOW_MS = 60_000;
const words = followActWords.zh.files;
const uploads = reportSealedWords.zh.files;
let site: TestSite;
let browser: Browser;
let code = '';
beforeAll(async () => {
  site = await openSite();
  // A microphone that beeps.
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
});
afterAll(() => browser?.close());

const press = (page: Page, step: string, part: string) =>
  page.locator(`[data-step=${step}] [data-part=${part}] button`).click();
const states = (page: Page) => page.locator('.anshao-uploads__state');
const newDocument = () => documentWith(newMarker(), newMarker());

async function filesOf(): Promise<{ order: number; files: { name: string; type: string }[] }> {
  const [row] = await site.ctx.db.select().from(caseFile);
  const { opened } = await workspace(site.ctx, site.county.of('fire.lead'), row?.id ?? '');
  return { order: row?.order ?? 0, files: opened.reports.flatMap(({ files }) => files.map(({ entry }) => entry)) };
}

it('a voice recorded in the page, after the warning, reaches the officer; a file too many is refused in words', async () => {
  const page = await openPage(browser, site, true);
  await page.goto('/zh/report');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.check('input[name=matter][value=hazard]');
  await page.selectOption('select[name=sector]', 'fire');
  await page.fill('textarea[name=description]', '二号仓库的消防通道被木料堵住');
  await page.check('input[name=anonymity][value=anonymous]');
  let token = '';
  page.on('request', (request) => {
    token = request.headers()['x-upload-token'] ?? token;
  });
  await page.locator('button[name=step][value=check]').click();
  await page.locator('[data-part=routeReasons] li').first().waitFor();
  const voice = page.locator('[data-voice-note]');
  await voice.locator('summary').click();
  expect(await shownIn(voice)).toContain(voiceNoteWords.zh.warning);
  await voice.getByRole('button', { name: voiceNoteWords.zh.start }).click();
  await voice.locator('[data-voice=time]', { hasText: '0:02' }).waitFor();
  await voice.getByRole('button', { name: voiceNoteWords.zh.stop }).click();
  await voice.locator('audio').waitFor();
  await axe(page, 'a recorded voice');
  expect(await states(page).count()).toBe(0);
  await voice.getByRole('button', { name: voiceNoteWords.zh.add }).click();
  await states(page).filter({ hasText: uploads.states.done }).waitFor();

  await site.owner.db.update(upload).set({ bytes: MAX_SEALED_UPLOAD });
  const tooMuch = newDocument();
  await page.setInputFiles('[data-step=check] input[type=file]', tooMuch);
  await states(page)
    .filter({ hasText: uploads.problems.full.replace('{name}', tooMuch.name) })
    .waitFor();
  expect(token).toMatch(/^[\w-]{43}$/);
  // Files that will not go along are named in red, asked about before the code, and listed on the receipt.
  const unsent = page.locator('[data-step=check] [data-part=unsent]');
  const said = uploads.unsent.replace('{n}', '1').replace('{all}', '2').replace('{names}', tooMuch.name);
  expect(await shownIn(unsent)).toContain(said);
  await axe(page, 'a file that will not be sent');
  await press(page, 'check', 'next');
  expect(await shownIn(unsent)).toContain(uploads.unsentMissing);
  await unsent.locator('input[type=checkbox]').check();
  await press(page, 'check', 'next');
  const place = page.locator('[data-step=code] [data-receipt-code]');
  await place.waitFor();
  code = (await place.getAttribute('data-receipt-code')) ?? '';
  await page.fill('#retype', code.slice(-4));
  await press(page, 'code', 'send');
  await page.locator('[data-step=done]').waitFor({ timeout: SLOW_MS });
  expect(await shownIn(page.locator('[data-step=done] [data-part=unsent]'))).toContain(tooMuch.name);
  await page.context().close();

  const { order, files } = await filesOf();
  expect(files).toHaveLength(1);
  expect(files[0]?.type).toMatch(/^(audio|video)\/webm$/);
  const officer = await signIn(browser, site, 'fire.lead');
  await openCase(officer, order);
  const { bytes } = await openFile(officer, files[0]?.name ?? '');
  // Matroska's first four bytes, and two seconds of sound.
  expect(bytes.subarray(0, 4).toString('hex')).toBe('1a45dfa3');
  expect(bytes.length).toBeGreaterThan(1_000);
  await officer.context().close();
});

async function choose(page: Page, file: Document): Promise<void> {
  const input = page.locator('input[name=files]');
  if (!(await input.isVisible())) await page.getByText(words.title, { exact: true }).click();
  await input.setInputFiles(file);
}
const add = (page: Page) => page.locator('form[data-step=files] button[value=files]').click();
const refused = (page: Page, text: string) => page.locator('.govuk-error-summary', { hasText: text }).waitFor();

it('says which limit a late file is over, and takes it once there is room', async () => {
  const page = await openPage(browser, site, true);
  await openPageOf(page, code);
  const { db } = site.owner;
  const file = eq(sealedPart.kind, 'file');
  const [before] = await db.select().from(sealedPart).where(file);
  await db.update(sealedPart).set({ size: MAX_SEALED_UPLOAD }).where(file);
  await choose(page, newDocument());
  await add(page);
  await refused(page, words.full);
  await axe(page, 'late files over the limit');
  expect((await filesOf()).files).toHaveLength(1);
  await db
    .update(sealedPart)
    .set({ size: before?.size ?? 0 })
    .where(file);
  await choose(page, newDocument());
  await add(page);
  await page.locator('.govuk-notification-banner--success', { hasText: words.added }).waitFor();
  expect((await filesOf()).files).toHaveLength(2);
  await page.context().close();
});

it('says that another window was first, and loses nothing of either', async () => {
  const [slow, quick] = [await openPage(browser, site, true), await openPage(browser, site, true)];
  await openPageOf(slow, code);
  await openPageOf(quick, code);
  let go = () => {};
  const first = new Promise<void>((resolve) => {
    go = resolve;
  });
  await slow.route('**/zh/follow', async (route) => {
    if (route.request().postData()?.includes('sealedFiles')) await first;
    await route.continue();
  });
  const [theirs, ours] = [newDocument(), newDocument()];
  await choose(slow, ours);
  await add(slow);
  await choose(quick, theirs);
  await add(quick);
  await quick.locator('.govuk-notification-banner--success', { hasText: words.added }).waitFor();
  go();
  await refused(slow, followAnswerWords.zh.files.moved);
  expect((await filesOf()).files.map(({ name }) => name)).toContain(theirs.name);
  await choose(slow, ours);
  await add(slow);
  await slow.locator('.govuk-notification-banner--success', { hasText: words.added }).waitFor();
  const names = (await filesOf()).files.map(({ name }) => name);
  expect(names).toHaveLength(4);
  expect(names).toEqual(expect.arrayContaining([theirs.name, ours.name]));
  expect(await site.ctx.db.$count(report)).toBe(1);
  await slow.context().close();
  await quick.context().close();
});
