import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hazard } from '#db/schema/hazard';
import { takeHazards } from '~/services/case/hazard.server';
import { today } from '~/services/context.server';
import { hazardWords } from '~/words/case/hazard';
import { launchBrowser } from '../runner/browser';
import { hazardsOf } from '../services/case/hazard-play';
import { axe, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = hazardWords.zh;
/** The smallest PNG. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('a hazard is entered sealed, reinspected with a photo, struck off by somebody else, and saved as a table', async () => {
  const officer = await signIn(browser, site, 'fire.handler');
  await officer.getByRole('link', { name: '隐患台账' }).first().click();
  await officer.getByRole('link', { name: words.enterLink }).click();
  const form = officer.locator('[data-hazard-form="hazards/new"]');
  await form.locator('[name=employer]').fill('标记木器厂');
  await form.locator('[name=foundOn]').fill(today(site.ctx));
  await form.getByLabel(words.grades.general).check();
  await form.getByRole('button', { name: words.save }).click();
  // What is missing stands beside its field, and what was typed stays.
  await form.locator('#measures-error', { hasText: words.problems.required }).waitFor();
  await axe(officer, 'a hazard with fields that are missing');
  await form.locator('[name=description]').fill('消防通道被堵');
  await form.getByLabel(words.ownList.no).check();
  await form.locator('[name=responsibility]').fill('厂长');
  await form.locator('[name=measures]').fill('搬走木料');
  await form.locator('[name=dueOn]').fill('2099-12-31');
  const sent = officer.waitForRequest((request) => request.url().endsWith('/staff/hazard-rows'));
  await form.getByRole('button', { name: words.save }).click();
  expect(decodeURIComponent((await sent).postData() ?? '')).not.toMatch(/标记|通道|厂长/);
  await officer.getByText(words.saved).waitFor();
  await officer.context().close();

  site.advance(86_400_000);
  await takeHazards(site.ctx);
  const again = await signIn(browser, site, 'fire.handler');
  await again.getByRole('link', { name: '隐患台账' }).first().click();
  await again.getByRole('cell', { name: '标记木器厂' }).waitFor();
  await axe(again, 'the rectification ledger');
  await again.getByRole('link', { name: words.entryNumber(1) }).click();
  const step = async (title: string, fill: () => Promise<unknown>, save: string) => {
    await again.getByText(title, { exact: true }).click();
    await fill();
    await again.getByRole('button', { name: save, exact: true }).click();
  };
  const evidence = again.locator('[data-hazard-form$="#evidence"]');
  const photo = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') };
  await step(
    words.steps.evidence.title,
    async () => {
      await evidence.locator('[name=kind]').selectOption('after');
      await evidence.locator('[name=file]').setInputFiles(photo);
      await evidence.locator('[name=text]').fill('已搬走');
    },
    words.steps.evidence.save,
  );
  const opened = again.waitForEvent('download');
  await again.getByRole('button', { name: words.openFile(words.evidenceKinds.after) }).click();
  // A photo is drawn anew, so that it tells of no device and no place.
  expect([...readFileSync(await (await opened).path()).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  await step(
    words.steps.reinspect.title,
    async () => {
      await again.getByLabel(words.passed.yes).check();
      await again.locator('[data-hazard-form$="#reinspect"] [name=text]').fill('两人到现场，已畅通');
    },
    words.steps.reinspect.save,
  );
  await again.getByText(words.yourself).waitFor();
  await again.getByRole('link', { name: words.back }).click();
  await again.getByRole('button', { name: words.whole.open }).click();
  const saved = again.waitForEvent('download');
  await again.getByRole('button', { name: words.whole.csv }).click();
  const table = readFileSync(await (await saved).path(), 'utf8');
  expect(table).toContain(words.fields.employer);
  expect(table).toContain('标记木器厂');
  expect(table).toContain(words.evidenceKinds.after);
  await again.locator('summary', { hasText: words.employers.title }).click();
  await again.getByRole('rowheader', { name: '标记木器厂' }).waitFor();
  await again.context().close();

  const play = hazardsOf(site.ctx);
  const [row] = await site.ctx.db.select().from(hazard);
  await play.step(site.county.of('fire.lead'), row?.id ?? '', { type: 'strikeOff' });
  expect((await play.ledger(site.county.of('fire.lead')))[0]).toMatchObject({ state: 'struckOff' });
});
