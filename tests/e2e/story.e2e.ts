import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseFile, report } from '#db/schema/casework';
import { addMonths, chinaDate, monthBounds, monthOf } from '~/domain/dates';
import { sequenceLog } from '~/services/log-sequencer.server';
import { makeRelease } from '~/services/statistics.server';
import { verifyLog } from '~/services/verify-log.server';
import { formatMoney } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { approvedCase } from './approved-case';
import { act, actForm, openCase, openFile } from './case-page';
import { axe, openPage, shownIn, signIn, toStaffPage, unlock } from './people';
import { enterCode, fillIn, follow, leave, send, sendAgain, toldOf } from './reporter';
import { openSite, type TestSite } from './site';
import { tracesOf } from './traces';

/** Typed where only some may read it; must lie nowhere else. */
const SECRET = {
  told: newMarker(),
  file: newMarker(),
  fileName: newMarker(),
  asked: newMarker(),
  answered: newMarker(),
  visit: newMarker(),
  finding: newMarker(),
  rectified: newMarker(),
  reply: newMarker(),
  payee: newMarker(),
  account: `6222${Array.from({ length: 15 }, () => Math.floor(Math.random() * 10)).join('')}`,
};
const TOLD = toldOf(SECRET.told);
const DECISION = `岭消罚〔2026〕${newMarker()}号`;
const PDF = Buffer.from(`%PDF-1.4\n% ${SECRET.file}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF`);
const yuan = (amount: bigint) => formatMoney(amount * 100n, 'zh');

let site: TestSite;
let browser: Browser;
/** The staff members' own browsers, signed in once. */
const desks = new Map<string, Page>();
let reporter: Page;
let code = '';
let told: { id: string; order: number };

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  reporter = await openPage(browser, site, false);
});
afterAll(() => browser?.close());

/** A chapter needs all before it. */
let broken = false;
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

async function desk(login: string): Promise<Page> {
  const page = desks.get(login) ?? (await signIn(browser, site, login));
  desks.set(login, page);
  return page;
}

const stageOf = async () => {
  const [row] = await site.house.db.select().from(caseFile).where(eq(caseFile.id, told.id));
  return row?.stage;
};

describe('reporting', () => {
  it('takes a report at the gate without a name and without scripts, and gives the code once', async () => {
    await fillIn(reporter, TOLD);
    const file = { name: `${SECRET.fileName}.pdf`, mimeType: 'application/pdf', buffer: PDF };
    await reporter.setInputFiles('input[name=files]', file);
    code = await send(reporter);
    expect(code).toMatch(/^\d{20}$/);
    const [row] = await site.house.db.select().from(caseFile);
    told = { id: row?.id ?? '', order: row?.order ?? 0 };
    expect(await follow(reporter, code)).not.toContain(code);
  });

  it('shows the reporter stage, department and why, and never the narrative or files again', async () => {
    const shown = await shownIn(reporter.locator('main'));
    expect(shown).toContain('已登记，等部门决定是否受理');
    expect(shown).toContain('消防救援大队');
    expect(shown).toContain(vocabularyWords.zh.routing.board('消防救援大队'));
    const html = await reporter.content();
    for (const secret of [SECRET.told, SECRET.fileName, SECRET.file, code]) expect(html).not.toContain(secret);
    await leave(reporter);
  });

  it('lets the same form sent again supersede the first copy', async () => {
    const page = await openPage(browser, site, true);
    await fillIn(page, TOLD, axe);
    const first = await send(page);
    await axe(page, 'receipt');
    const second = await sendAgain(page);
    expect(second).not.toBe(first);
    await axe(page, 'receipt after the second sending');
    await enterCode(page, first);
    await page.locator('.govuk-error-summary').waitFor();
    await axe(page, 'follow with an error');
    await follow(page, second);
    await axe(page, 'followed');
    expect(await site.house.db.$count(caseFile)).toBe(2);
    expect(await site.house.db.$count(report)).toBe(3);
    await page.context().close();
  });
});

describe('the department', () => {
  it('reads the report in the lead’s browser only, accepts it and gives it to an officer', async () => {
    const page = await desk('fire.lead');
    await axe(page, 'staff home');
    await toStaffPage(page, 'queue');
    await axe(page, 'queue');
    await openCase(page, told.order);
    expect(await shownIn(page.locator('[data-narrative]'))).toBe(TOLD);
    expect(await (await page.request.get(page.url())).text()).not.toContain(SECRET.told);
    await axe(page, 'case');
    expect(await openFile(page, `${SECRET.fileName}.pdf`)).toEqual({ name: `${SECRET.fileName}.pdf`, bytes: PDF });
    await act(page, 'accept', {}, 'accepted');
    await act(page, 'assign', { officer: site.county.of('fire.handler').memberId }, 'assigned');
  });

  it('asks for the passphrase again after a reload', async () => {
    const page = await desk('fire.lead');
    await page.reload();
    await page.locator('form[data-unlock] button:enabled').waitFor();
    expect(await page.locator('[data-narrative]').count()).toBe(0);
    await axe(page, 'case while locked');
    await unlock(page, site.county.of('fire.lead').passphrase);
    await page.locator('[data-narrative]').waitFor();
  });

  it('talks with the reporter', async () => {
    const page = await desk('fire.handler');
    await openCase(page, told.order);
    await act(page, 'message', { text: `哪一个出口？${SECRET.asked}` });
    expect(await follow(reporter, code)).toContain(SECRET.asked);
    await reporter.fill('textarea[name=message]', `二楼西侧。${SECRET.answered}`);
    await reporter.locator('button[name=step][value=message]').click();
    await reporter.waitForURL('**/zh/follow?done=sent');
    await leave(reporter);
    await openCase(page, told.order);
    await page.locator('[data-from=reporter]', { hasText: SECRET.answered }).waitFor();
  });

  it('visits, finds it true, and needs the lead to confirm', async () => {
    const page = await desk('fire.handler');
    await act(page, 'visit', { text: `门锁着 ${SECRET.visit}` }, 'verifying');
    await act(page, 'verdict', { verdict: 'substantiated', text: `现场照片 ${SECRET.finding}` }, 'verdictProposed');
    expect(await actForm(page, 'confirm').count()).toBe(0);
    const forced = await page.request.post(page.url(), { form: { act: 'confirm' }, headers: { Origin: site.origin } });
    expect(forced.status()).toBeGreaterThanOrEqual(400);
    expect(await stageOf()).toBe('verdictProposed');
    const lead = await desk('fire.lead');
    await openCase(lead, told.order);
    await lead.locator('[data-note=finding]', { hasText: SECRET.finding }).waitFor();
    await act(lead, 'confirm', {}, 'verdictConfirmed');
  });
});

describe('the penalty', () => {
  it('is recorded in the case and registered apart from it', async () => {
    const page = await desk('fire.handler');
    await openCase(page, told.order);
    const registered = page.waitForResponse(
      (response) => response.url().includes('/staff/penalties') && response.request().method() === 'POST',
    );
    await act(page, 'penalty', {
      decisionNumber: DECISION,
      offender: '锦程服装有限公司',
      offence: '锁闭安全出口',
      legalBasis: '《消防法》第六十条',
      amountYuan: '30000',
    });
    expect((await registered).status()).toBe(200);
    await axe(page, 'case with a penalty');
  });

  it('stands on the exposure list once published, with nothing that leads to the case', async () => {
    expect(await (await reporter.request.get('/zh/exposure')).text()).not.toContain(DECISION);
    const page = await desk('publisher');
    await toStaffPage(page, 'penalties');
    await axe(page, 'penalties');
    await page.getByRole('row').filter({ hasText: DECISION }).getByRole('button', { name: '公布' }).click();
    await page.locator('.govuk-notification-banner--success').waitFor();
    await reporter.goto('/zh/exposure');
    const entry = reporter.locator('article', { hasText: DECISION });
    for (const shown of ['锦程服装有限公司', '锁闭安全出口', yuan(30_000n)]) {
      expect(await shownIn(entry)).toContain(shown);
    }
    const html = await reporter.content();
    const ids = await site.house.db.select({ id: report.id }).from(report);
    for (const id of [told.id, ...ids.map((row) => row.id)]) expect(html).not.toContain(id);
  });
});

describe('the reward', () => {
  it('follows rectification, reinspection and reply; the officer proposes it with its steps', async () => {
    const page = await desk('fire.handler');
    await act(page, 'rectify', { text: `锁已拆除 ${SECRET.rectified}` });
    await act(page, 'strikeOff', { text: '复查合格' });
    const words = { howChecked: '现场检查', decided: '罚款', rewardDue: 'due' };
    await act(page, 'reply', { conclusion: `属实 ${SECRET.reply}`, ...words }, 'replied');
    const form = page.locator('form[data-reward-form]');
    expect(await form.locator('[name=penalty]').inputValue()).toBe('30000');
    await form.locator('[data-reward-result]', { hasText: yuan(4_500n) }).waitFor();
    await axe(page, 'case with a reward to propose');
    await form.getByRole('button').last().click();
    await page.locator('[data-reward-amount]', { hasText: yuan(4_500n) }).waitFor();
    expect(await page.locator('[data-reward-decision]').count()).toBe(0);
  });

  it('is approved by the lead from the fund, whose balance falls', async () => {
    const page = await desk('fire.lead');
    await toStaffPage(page, 'funds');
    await axe(page, 'funds');
    await page.locator('[data-funds]', { hasText: '100,000.00' }).waitFor();
    await toStaffPage(page, 'rewards');
    await axe(page, 'rewards');
    await page.locator(`main a[href="/zh/staff/cases/${told.id}"]`).first().click();
    const decision = page.locator('[data-reward-decision]');
    await decision.getByText(vocabularyWords.zh.rewardStates.proposed).or(decision.locator('button')).first().waitFor();
    await axe(page, 'case with a reward to approve');
    await decision.locator('button[value=approve]:enabled').click();
    await page.locator('[data-reward-section]', { hasText: vocabularyWords.zh.rewardStates.approved }).waitFor();
    await toStaffPage(page, 'funds');
    await page.locator('[data-funds]', { hasText: '95,500.00' }).waitFor();
  });

  it('is explained to the reporter, who claims cash by code', async () => {
    const shown = await follow(reporter, code);
    for (const text of [yuan(4_500n), '已批准，等您领取', SECRET.reply, '怎样算出来的']) expect(shown).toContain(text);
    expect(shown).toContain('15%');
    await reporter.locator('button[name=step][value=claim]').click();
    await reporter.locator('.govuk-error-summary').waitFor();
    await reporter.check('input[name=claimMethod][value=cash]');
    await reporter.locator('button[name=step][value=claim]').click();
    await reporter.waitForURL('**/zh/follow?done=claimed');
    expect(await cashCode()).toMatch(/^\d{8}$/);
  });

  it('is put into a batch, released by a guardian and paid at the counter', async () => {
    await releaseBatch();
    const finance = await desk('finance.1');
    await toStaffPage(finance, 'funds');
    await toStaffPage(finance, 'payouts');
    const payment = finance.locator('[data-payment]');
    await axe(finance, 'payouts to pay');
    const given = await cashCode();
    await payment.locator('[name=voucher]').fill('现付2026-001');
    await payment.locator('[name=cashCode]').fill(given === '00000000' ? '11111111' : '00000000');
    await payment.getByRole('button').click();
    await payment.locator('.govuk-error-message', { hasText: '4' }).waitFor();
    await payment.locator('[name=cashCode]').fill(given);
    await payment.getByRole('button').click();
    await finance
      .locator('section', { has: finance.locator('#paid') })
      .getByText('现付2026-001')
      .waitFor();
    expect(await follow(reporter, code)).toContain('已支付');
    const handler = await desk('fire.handler');
    await openCase(handler, told.order);
    await act(handler, 'close', {}, 'closed');
    await axe(handler, 'closed case');
    expect(await follow(reporter, code)).toContain('已办结');
    await leave(reporter);
  });

  it('goes to a bank account that only finance opens, after a guardian let it', async () => {
    const filed = await approvedCase(site);
    await follow(reporter, filed.code);
    await reporter.check('input[name=claimMethod][value=bank]');
    await reporter.fill('input[name=payeeName]', SECRET.payee);
    await reporter.locator('button[name=step][value=claim]').click();
    await reporter.locator('.govuk-error-summary').waitFor();
    expect(await reporter.inputValue('input[name=payeeName]')).toBe(SECRET.payee);
    await reporter.fill('input[name=bankName]', '安岭农商银行镇溪支行');
    await reporter.fill('input[name=bankAccount]', SECRET.account);
    await reporter.check('input[name=consent]');
    await reporter.locator('button[name=step][value=claim]').click();
    await reporter.waitForURL('**/zh/follow?done=claimed');
    await leave(reporter);
    await releaseBatch();
    const finance = await desk('finance.1');
    await toStaffPage(finance, 'funds');
    await toStaffPage(finance, 'payouts');
    const payment = finance.locator('[data-payment]');
    await payment.getByRole('button', { name: '查看收款人' }).click();
    const payee = payment.locator('[data-payee]');
    await payee.getByText(SECRET.payee).waitFor();
    expect((await shownIn(payee)).replaceAll(' ', '')).toContain(SECRET.account);
    await axe(finance, 'payouts with a payee');
    expect(await tracesOf(site, { payee: SECRET.payee, account: SECRET.account })).toEqual([]);
    await payment.locator('[name=voucher]').fill('转账2026-002');
    await payment.getByRole('button', { name: '记为已支付' }).click();
    await finance
      .locator('section', { has: finance.locator('#paid') })
      .getByText('转账2026-002')
      .waitFor();
    expect(await follow(reporter, filed.code)).toContain('已支付');
  });
});

async function cashCode(): Promise<string> {
  const shown = reporter.locator('[data-cash-code]');
  return (await shown.count()) === 0 ? '' : ((await shown.getAttribute('data-cash-code')) ?? '');
}

/** Finance puts what was claimed into a batch, and a guardian's browser hands the shares over. */
async function releaseBatch(): Promise<void> {
  const finance = await desk('finance.1');
  await toStaffPage(finance, 'funds');
  await toStaffPage(finance, 'payouts');
  await axe(finance, 'payouts');
  await finance.locator('button[value=batch]').click();
  await finance.locator('[data-batch]').waitFor();
  expect(await finance.locator('[data-payment]').count()).toBe(0);
  const guardian = await desk('guardians.1');
  await toStaffPage(guardian, 'directory');
  await toStaffPage(guardian, 'payouts');
  await axe(guardian, 'payouts to release');
  await guardian.getByRole('button', { name: '放行本批次' }).click();
  await guardian.getByText('没有待放行的批次。').waitFor();
}

describe('the public', () => {
  it('finds the case counted in the next monthly release', async () => {
    const month = monthOf(chinaDate(site.house.now()));
    await moreCases(8);
    const { last } = monthBounds(month);
    site.advance(Date.parse(`${last}T16:00:00Z`) + 60_000 - site.house.now());
    await makeRelease(site.house, { kind: 'system', name: 'test' }, month);
    expect(addMonths(month, 1)).toBe(monthOf(chinaDate(site.house.now())));
    await reporter.goto('/zh/statistics');
    const row = reporter.getByRole('row').filter({ hasText: vocabularyWords.zh.sectors.fire }).first();
    expect((await row.getByRole('cell').allInnerTexts()).slice(0, 4)).toEqual(['11', '10', '10', '不显示']);
  });

  it('meets no page that axe objects to', async () => {
    const page = await openPage(browser, site, true);
    const paths = ['', '/report', '/follow', '/exposure', '/statistics', '/protection', '/rewards'];
    for (const lang of ['zh', 'en']) {
      for (const path of paths) {
        await page.goto(`/${lang}${path}`);
        await page.locator('h1').waitFor();
        await axe(page, `/${lang}${path}`);
      }
    }
    await page.context().close();
  });
});

/** Accepted and substantiated cases of the month, so that its counts are not too small to show. */
async function moreCases(count: number): Promise<void> {
  const day = chinaDate(site.house.now());
  const unitId = site.county.unitIds.fire;
  const rows = Array.from({ length: count }, () => ({
    id: randomUUID(),
    matter: 'violation',
    sector: 'fire',
    town: '500200101',
    channel: 'web',
    receivedOn: day,
    acceptedOn: day,
    confirmedOn: day,
    clockFrom: day,
    responsibleUnitId: unitId,
    assistingUnitIds: [],
    reasons: [],
    excludedUnitTags: [],
    stage: 'verdictConfirmed',
    verdict: 'substantiated',
  }));
  await site.house.db.insert(caseFile).values(rows);
}

describe('what stays behind', () => {
  it('is a log whose chain holds', async () => {
    await sequenceLog(site.house, { everything: true });
    const { ok, problems, tail, links } = await verifyLog(site.house.db);
    expect({ ok, problems, tail }).toEqual({ ok: true, problems: [], tail: 0 });
    expect(links).toBeGreaterThan(30);
  });

  it('is nothing of what was told, written or claimed, outside sealed parts', async () => {
    expect(site.logged.length).toBeGreaterThan(50);
    expect(await tracesOf(site, { ...SECRET, code })).toEqual([]);
    const published = await tracesOf(site, { decision: DECISION });
    expect(published.map(({ where }) => where)).toContain('public.penalty_decision');
  });
});
