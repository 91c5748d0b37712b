import type { Browser } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { seedPolicies } from '~/services/county/policies.server';
import { makeSetupLink } from '~/services/county/setup.server';
import { takesReports } from '~/services/report/open-reporting.server';
import { openingWords } from '~/words/county/opening';
import { setupWords } from '~/words/county/setup';
import { launchBrowser } from '../runner/browser';
import { LONG } from '../runner/long';
import { countOn, minutesOf, nothing, sum } from './counted-steps';
import type { Told } from './grown-reports';
import { townGrows } from './grown-town-chapters';
import {
  comes,
  comesBack,
  confirmsDuties,
  confirmsList,
  firstReport,
  handsOn,
  makesKey,
  nextActs,
  PEOPLE,
  type Person,
  proposesDuties,
  proposesList,
  readsAgain,
  saysHeld,
} from './opening-walk';
import { axe, openPage, shownIn, toStaffPage, unlock } from './people';
import { type BareSite, openBareSite } from './site';

const words = openingWords.zh;
const OFFICES = ['intake', 'custodians', 'guardians'];
let site: BareSite;
let browser: Browser;
let admin: Person;
const links = new Map<string, string>();
const people = new Map<string, Person>();
const clerk = nothing();

beforeAll(async () => {
  site = await openBareSite();
  // As every start of the program does.
  await seedPolicies(site.ctx);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Each chapter needs all before it. */
let broken = false;
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

const of = (login: string): Person => {
  const found = people.get(login);
  if (!found) throw new Error(login);
  return found;
};

async function arrives(login: string, name: string, link: string, counted = nothing()): Promise<Person> {
  const person = await comes({ site, browser }, { login, name, link, counted });
  people.set(login, person);
  return person;
}

it('a clerk sets a town up from a link, and its administrator is told what comes next', async () => {
  const page = await openPage(browser, site, true);
  await countOn(page, clerk);
  await page.goto(`/zh/setup/${await makeSetupLink(site.ctx)}`);
  await page.getByRole('link', { name: setupWords.zh.presets.town.name }).click();
  await page.fill('input[name="name.zh"]', '镇溪镇');
  await page.fill('textarea[name=places]', '石桥村\n磨盘村');
  await page.fill('input[name=name]', '甲同志');
  await page.getByRole('button', { name: setupWords.zh.submit }).click();
  const link = (await page.locator('[data-enrol-link] a').getAttribute('href')) ?? '';
  await page.locator('svg[role=img]').waitFor();
  await axe(page, 'set-up done');
  await page.context().close();
  admin = await arrives('admin', '甲同志', link, clerk);
  await admin.page.locator('[data-opening]', { hasText: words.acts.invite('财政所') }).waitFor();
  await toStaffPage(admin.page, 'opening');
  expect(await nextActs(admin.page)).toEqual(['invite', 'invite', 'invite']);
  await axe(admin.page, 'getting ready, at the beginning');
});

it('invites six people, each by name only, and shows a link and a QR code once', async () => {
  const { page } = admin;
  for (const [unit, name, login] of PEOPLE) {
    const form = page.locator(`form[data-vacant=${login}]`);
    await form.locator('input[name=name]').fill(name);
    await form.getByRole('button', { name: words.invite }).click();
    const shown = page.locator('.govuk-notification-banner', { hasText: words.invited(name) });
    await shown.waitFor();
    await shown.locator('svg[role=img]').waitFor();
    links.set(login, (await shownIn(page.locator('[data-enrol-link]'))).trim());
    expect(await shownIn(page.locator('main'))).toContain(unit);
  }
  await axe(page, 'getting ready, with an invitation');
  expect(new Set(links.values()).size).toBe(6);
  expect(await nextActs(page)).toEqual(['enrol', 'enrol', 'enrol']);
  // Left and continued: the link is gone, and the page says whom one waits for.
  await page.reload();
  await unlock(page, admin.passphrase);
  expect(await page.locator('[data-enrol-link]').count()).toBe(0);
  expect(await shownIn(page.locator('[data-step=enrol]').first())).toContain('周受理、吴受理');
});

it('a login that is taken is told beside its field, and what was typed stays', async () => {
  const { page } = admin;
  await page.locator('summary', { hasText: '村（社区）联络员' }).click();
  const form = page.locator('form[data-vacant=contacts1]');
  await form.locator('input[name=name]').fill('村干部');
  await form.locator('input[name=login]').fill('intake1');
  await form.getByRole('button', { name: words.invite }).click();
  await form.locator('.govuk-error-message', { hasText: '已经有人使用' }).waitFor();
  expect(await form.locator('input[name=name]').inputValue()).toBe('村干部');
});

/** What follows are keys, lists and a first report, which other walks make on a county that is there already. */
const onward = it.runIf(LONG);

onward('everybody sets up an account; one of each office makes its key and prints the shares', async () => {
  for (const [, name, login] of PEOPLE) await arrives(login, name, links.get(login) ?? '');
  for (const office of OFFICES) await makesKey(of(`${office}1`), of(`${office}2`).name);
  await comesBack(admin);
  await toStaffPage(admin.page, 'opening');
  expect(await nextActs(admin.page)).toEqual(['countyKey']);
  expect(await shownIn(admin.page.locator('[data-step=countyKey]'))).toContain('冯监督');
});

onward('two guardians make the county key, and sign the list after comparing every fingerprint', async () => {
  await proposesList(of('guardians1'));
  await comesBack(admin);
  await toStaffPage(admin.page, 'opening');
  expect(await nextActs(admin.page)).toEqual(['confirmList']);
  expect(await shownIn(admin.page.locator('[data-step=confirmList]'))).toContain('陈监督');
  await confirmsList(of('guardians2'));
});

onward('hands each key to a second person, who signs in once', async () => {
  for (const office of OFFICES) await handsOn(of(`${office}1`), of(`${office}2`).name);
  for (const office of OFFICES) await saysHeld(of(`${office}2`));
  await comesBack(admin);
  await toStaffPage(admin.page, 'opening');
  expect(await nextActs(admin.page)).toEqual(['routing']);
  expect(await takesReports(site.ctx, { anew: true })).toBe(false);
});

onward('guardians sign the duties, and reporting is open with seven people', async () => {
  await proposesDuties(of('guardians1'));
  await confirmsDuties(of('guardians2'));
  expect(await takesReports(site.ctx, { anew: true })).toBe(true);
  await comesBack(admin);
  expect(await admin.page.locator('[data-opening]').count()).toBe(0);
  await toStaffPage(admin.page, 'opening');
  await admin.page.locator('[data-open=true]').waitFor();
  await axe(admin.page, 'getting ready, once open');
});

const told: Told[] = [];
onward('the first report is taken in, and read by both who handle it', async () => {
  const first = await firstReport(browser, site);
  told.push(first);
  for (const login of ['intake1', 'intake2']) await readsAgain(of(login), first);
});

onward('takes so few steps that an hour is enough', () => {
  const all = [clerk, ...PEOPLE.map(([, , login]) => of(login).counted)];
  const most = Math.max(...PEOPLE.map(([, , login]) => of(login).counted.clicks));
  console.info('A town of seven:', JSON.stringify({ administrator: clerk, busiestOther: most, together: sum(all) }));
  // As if one person did it all.
  expect(minutesOf(sum(all))).toBeLessThan(60);
});

townGrows({
  get browser() {
    return browser;
  },
  site: () => site,
  move: (to) => {
    site = to;
  },
  of,
  arrives,
  replace: (login, person) => void people.set(login, person),
  told,
});
