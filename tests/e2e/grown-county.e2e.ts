import { and, eq, isNull } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unit } from '#db/schema/county';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { changeOrigin, settleAddress } from '~/services/log/site-address.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { totpCode } from '~/services/staff/totp.server';
import { handoverWords } from '~/words/case/handover';
import { dutiesWords } from '~/words/county/duties';
import { unitsWords } from '~/words/county/units';
import { membersWords } from '~/words/staff/members';
import { launchBrowser } from '../runner/browser';
import { LONG } from '../runner/long';
import { hangBoards, importEmployers, printBoards } from './grown-register';
import { allOpenByCode, allRead, type Told, tell } from './grown-reports';
import { enrol, invite } from './newcomer';
import { type Credentials, openPage, shownIn, signIn, signInWith, toStaffPage } from './people';
import { makeBackupKey, restoredElsewhere, startAgain } from './restored-site';
import { signDuties, signList } from './signed-by-guardians';
import { openSite, type TestSite } from './site';

const words = unitsWords.zh;
const [OLD, NEW] = ['old.localhost', 'new.localhost'];
const [FORMER, BUREAU] = ['应急管理局', '应急管理和综合执法局'];
const ADDED = [
  ['housing', '住房和城乡建设委员会'],
  ['transport', '交通运输局'],
  ['market', '市场监督管理局'],
  ['water', '水利局'],
  ['education', '教育委员会'],
  ['culture', '文化和旅游局'],
] as const;
const BOARDS = Array.from({ length: 10 }, (_, n) => `GROWN${n}`);
const NEWCOMER = { name: '接任的同志', login: 'admin.next', unit: '系统管理办', role: 'administrator' };

let site: TestSite;
let browser: Browser;
let admin: Page;
let successor: Credentials;
let shares: string[] = [];
/** Everything that was ever reported, in this order. */
const told: Told[] = [];

const openUnit = async (name: string) => {
  await toStaffPage(admin, 'units');
  await admin.locator('main').getByRole('link', { name, exact: true }).click();
  await admin.locator('#unit-form').waitFor();
};
const save = () => admin.locator('#unit-form').getByRole('button', { name: words.form.save }).click();
const drafted = () => admin.locator('.govuk-notification-banner', { hasText: words.saved }).waitFor();
const at = (host: string) => `http://${host}:${new URL(site.origin).port}`;
const logVerifies = async () => {
  await sequenceLog(site.ctx, { everything: true });
  expect(await verifyLog(site.ctx)).toMatchObject({ ok: true, problems: [], tail: 0 });
};

describe.runIf(LONG)('a county that grows and changes', () => {
  let broken = false;
  beforeAll(async () => {
    site = await openSite({ hosts: [OLD] });
    await settleAddress(site.ctx);
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  /** Each chapter needs all before it. */
  beforeEach(({ skip, onTestFailed }) => {
    if (broken) skip();
    onTestFailed(() => {
      broken = true;
    });
  });

  it('takes reports in before anything changes', async () => {
    const { fire, emergency } = site.county.unitIds;
    for (const [sector, text, unitId] of [
      ['fire', '二号仓库的消防通道被木料堵住。', fire],
      ['gas', '燃气管道漏气，已经两天。', fire],
      ['industry', '冲床没有防护罩。', emergency],
    ] as const) {
      told.push(await tell(browser, site, { text, sector }));
      expect(told.at(-1)?.unitId).toBe(unitId);
    }
    await allRead(browser, site, 'fire.handler', told.slice(0, 2));
    await allRead(browser, site, 'emergency.handler', told.slice(2));
  });

  it('adds departments until there are eight, and renames one: two guardians read and sign it', async () => {
    admin = await signIn(browser, site, 'admin');
    for (const [code, name] of ADDED) {
      await toStaffPage(admin, 'units');
      await admin.getByRole('link', { name: words.add }).click();
      await admin.locator('#unit-form').waitFor();
      await admin.fill('input[name="name.zh"]', name);
      await admin.selectOption('select[name=kind]', 'department');
      await admin.fill('input[name=code]', code);
      await admin.selectOption('select[name=parentUnitId]', { label: '市应急管理局' });
      await save();
      await drafted();
    }
    await openUnit(FORMER);
    await admin.fill('input[name="name.zh"]', BUREAU);
    await save();
    await drafted();
    await signList(browser, site, [...ADDED.map(([, name]) => name), `原名称：${FORMER}`]);
    const departments = and(eq(unit.kind, 'department'), isNull(unit.closedOn));
    expect(await site.ctx.db.$count(unit, departments)).toBe(8);
  });

  it('moves a sector, imports employers but for three bad rows, and makes ten boards: two guardians sign', async () => {
    await toStaffPage(admin, 'duties');
    await admin.getByRole('link', { name: dutiesWords.zh.matrix.edit('燃气') }).click();
    const form = admin.locator('form[data-duty-form=sector]');
    await form.locator('select[name=county]').selectOption({ label: BUREAU });
    await form.getByRole('button', { name: dutiesWords.zh.edit.save }).click();
    await admin.locator('[data-waiting="1"]').waitFor();
    await importEmployers(admin, BUREAU, FORMER);
    await hangBoards(admin, '红星机械厂', BOARDS.slice(0, 5));
    await hangBoards(admin, '东方商场', BOARDS.slice(5));
    await signDuties(browser, site, [`燃气：全县 由 消防救援大队 改为 ${BUREAU}`, ...BOARDS]);
  });

  it('prints ten boards, and takes a report from one that is scanned', async () => {
    expect(await printBoards(admin, BOARDS)).toEqual(BOARDS.map((code) => `${at(OLD)}/q/${code}`));
    told.push(await tell(browser, site, { text: '冲床的急停按钮坏了。', board: 'GROWN3' }));
    told.push(await tell(browser, site, { text: '燃气表间没有通风。', sector: 'gas' }));
    for (const { unitId } of told.slice(3)) expect(unitId).toBe(site.county.unitIds.emergency);
    await allRead(browser, site, 'emergency.handler', told.slice(2));
  });

  it('replaces its administrator: the new one enrols, and the old one can do nothing more', async () => {
    await toStaffPage(admin, 'members');
    const link = await invite(admin, NEWCOMER);
    const next = await openPage(browser, site, true);
    successor = { login: NEWCOMER.login, ...(await enrol(next, site, link, { mistypes: false })) };
    await signInWith(next, site, successor);
    await toStaffPage(next, 'members');
    const row = next.getByRole('row', { name: 'admin 同志' });
    await row.locator('summary').click();
    await row.getByRole('button', { name: membersWords.zh.disable, exact: true }).click();
    await next.locator('.govuk-notification-banner', { hasText: membersWords.zh.disabled }).waitFor();
    await admin.goto('/zh/staff/units');
    await admin.waitForURL('**/zh/staff/sign-in**');
    site.advance(31_000);
    const { passphrase, totpSecret } = site.county.of('admin');
    await admin.locator('form[data-alive]').waitFor();
    await admin.fill('input[name=login]', 'admin');
    await admin.fill('input[name=passphrase]', passphrase);
    await admin.fill('input[name=totp]', totpCode(totpSecret, site.ctx.now()));
    await admin.getByRole('button', { name: '登录' }).click();
    await admin.locator('.govuk-error-summary').waitFor({ timeout: 60_000 });
    await admin.context().close();
    admin = next;
  });

  it('merges a department, whose people hand their open cases over', async () => {
    await openUnit('消防救援大队');
    await admin.locator('summary', { hasText: words.end.title }).click();
    const form = admin.locator('#unit-end');
    await form.locator('select').selectOption({ label: BUREAU });
    await form.getByRole('button', { name: words.end.save }).click();
    await drafted();
    await signList(browser, site, [`由${BUREAU}接续`]);
    await signDuties(browser, site, [BUREAU, 'GROWN7']);
    const page = await signIn(browser, site, 'fire.lead');
    await page.locator('a[data-handover="2"]').click();
    await page.locator('[data-going-on]').waitFor();
    expect(await shownIn(page.locator('[data-going-on]'))).toContain(BUREAU);
    await page.getByRole('button', { name: handoverWords.zh.start(2) }).click();
    await page.locator('.govuk-notification-banner', { hasText: handoverWords.zh.done(2) }).waitFor();
    await page.context().close();
    await allRead(browser, site, 'emergency.handler', told);
    await allOpenByCode(browser, site, told);
    await logVerifies();
  });

  it('has a backup key in its signed list, printed in three shares', async () => {
    shares = await makeBackupKey(browser, site);
    expect(shares).toHaveLength(3);
  });

  it('changes its domain, and serves the former one for a while: boards, codes, keys and log stay good', async () => {
    await admin.context().close();
    await site.close();
    const [from, to] = [at(OLD), at(NEW)];
    expect(await changeOrigin(site.ctx, { to, both: true })).toMatchObject({ from, to, lockedOut: [] });
    site = { ...(await startAgain(site, site.place, [NEW, OLD])), county: site.county };
    await settleAddress(site.ctx);
    admin = await openPage(browser, site, true);
    await signInWith(admin, site, successor);
    await toStaffPage(admin, 'address');
    expect(await shownIn(admin.locator('main'))).toContain(to);
    await admin.context().close();
    const former = { ...site, origin: from, others: [to] };
    told.push(await tell(browser, former, { text: '安全出口上锁。', board: 'GROWN8' }));
    await allRead(browser, site, 'emergency.handler', told);
    await allOpenByCode(browser, former, told.slice(0, 1));
    await allOpenByCode(browser, site, told);
    await logVerifies();
  });

  it('is restored elsewhere from a backup: each report opens for its unit and by its code, and the log verifies', async () => {
    const place = await restoredElsewhere(site, shares);
    await site.close();
    site = { ...(await startAgain(site, place, [NEW, OLD])), county: site.county };
    await settleAddress(site.ctx);
    await allRead(browser, site, 'emergency.handler', told);
    await allOpenByCode(browser, site, told);
    await logVerifies();
  });
});
