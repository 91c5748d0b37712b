import { desc, eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import type { CeremonyKind } from '~/domain/opening/ceremony-state';
import { today } from '~/services/context.server';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { followAccessWords } from '~/words/follow/follow-access';
import { formatDate, formatList } from '~/words/language';
import { ceremonyWords, emergencyMail } from '~/words/opening/ceremony';
import { newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { claimedCase, payOut } from '../services/payout-play';
import { axe, openPage, shownIn, signIn, unlock } from './people';
import { GATE } from './played-county';
import { follow, leave, send } from './reporter';
import { openSite, type TestSite } from './site';
import { tracesOf } from './traces';

const SECRET = { told: newMarker(), name: newMarker(), why: newMarker(), note: newMarker(), holder: newMarker() };
const PHONE = '13987650042';
const ACCOUNT = `6228${String(Date.now()).padStart(15, '3')}`;
const DUTY = 'duty@committee.example';

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  await site.owner.db.update(unit).set({ dutyMail: DUTY }).where(eq(unit.kind, 'committee'));
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

type Told = { code: string; id: string; order: number };
let told: Told;
let broken = false;
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

/** A report by name, without scripts, at the gate. */
async function report(): Promise<Told> {
  const page = await openPage(browser, site, false);
  await page.goto(`/zh/report?site=${GATE}`);
  await page.fill('textarea[name=description]', `安全出口从里面锁着。${SECRET.told}`);
  await page.check('input[name=matter][value=violation]');
  await page.check('input[name=anonymity][value=named]');
  await page.fill('input[name=name]', SECRET.name);
  await page.fill('input[name=phone]', PHONE);
  await page.check('input[name=consent]');
  await page.locator('button[name=step][value=check]').click();
  const code = await send(page);
  await page.context().close();
  const [row] = await site.ctx.db.select().from(caseFile).orderBy(desc(caseFile.order)).limit(1);
  if (!row) throw new Error('no case');
  return { code, id: row.id, order: row.order };
}

type Lang = 'zh' | 'en';
const workspaces = new Map<string, Page>();

/** A member's own browser, signed in once, in this language with the keys open. */
async function workspace(login: string, lang: Lang): Promise<Page> {
  const page = workspaces.get(login) ?? (await signIn(browser, site, login));
  workspaces.set(login, page);
  if (!new URL(page.url()).pathname.startsWith(`/${lang}/`)) {
    await page.goto(`/${lang}/staff`);
    await unlock(page, site.county.of(login).passphrase);
  }
  return page;
}

/** By the navigation, so that the keys stay open; from another page, so that it is read anew. */
async function toList(page: Page, lang: Lang, list: 'ceremonies' | 'queue'): Promise<void> {
  await page.locator('.anshao-header__brand').click();
  await page.waitForURL(`**/${lang}/staff`);
  await page.locator(`nav a[href="/${lang}/staff/${list}"]`).click();
  await page.waitForURL(`**/${lang}/staff/${list}`);
  await page.locator(`nav a[href="/${lang}/staff/${list}"][aria-current=page]`).waitFor();
}

const latest = async (kind: CeremonyKind) => {
  const [row] = await site.ctx.db
    .select()
    .from(ceremony)
    .where(eq(ceremony.kind, kind))
    .orderBy(desc(ceremony.order))
    .limit(1);
  if (!row) throw new Error('no ceremony');
  return row;
};

/** Opens the newest ceremony of a kind from the member's list. */
async function toCeremony(page: Page, lang: Lang, kind: CeremonyKind): Promise<void> {
  const { id, order } = await latest(kind);
  await toList(page, lang, 'ceremonies');
  await axe(page, `ceremonies, ${kind}, ${lang}`);
  await page.locator(`a[data-ceremony="${order}"]`).click();
  await page.waitForURL(`**/${lang}/staff/ceremonies/${id}`);
}

/** From the queue over the case to where who reported is asked for. */
async function toIdentity(page: Page, lang: Lang): Promise<void> {
  await toList(page, lang, 'queue');
  await page.locator(`a[data-case-link="${told.order}"]`).click();
  await page.locator('[data-opened]').waitFor();
  await page.locator('[data-identity-link]').click();
  await page.locator('form[data-ask=identity]').waitFor();
}

/** A guardian reads the words, names the first custodian where one is to be named, and approves. */
async function approve(lang: Lang, kind: CeremonyKind): Promise<void> {
  const t = ceremonyWords[lang];
  const guardian = await workspace('guardians.1', lang);
  await toCeremony(guardian, lang, kind);
  await guardian.locator('[data-words=open]', { hasText: SECRET.why }).waitFor();
  const text = await shownIn(guardian.locator('main'));
  for (const hidden of [SECRET.told, SECRET.name, PHONE, site.county.of('fire.handler').name]) {
    expect(text).not.toContain(hidden);
  }
  if (kind !== 'payeeSample') {
    await guardian.locator('[data-decide]').getByRole('button', { name: t.approve }).click();
    await guardian.locator('.govuk-form-group--error', { hasText: t.chooseOne }).waitFor();
    await guardian.getByLabel(site.county.of('custodians.1').name).check();
  }
  await axe(guardian, `to approve, ${kind}, ${lang}`);
  await guardian.locator('[data-decide]').getByRole('button', { name: t.approve }).click();
  await guardian.locator('.govuk-summary-list', { hasText: t.states.approved }).waitFor();
  expect(await guardian.locator('[data-decide]').count()).toBe(0);
}

/** The answer to a bare post by a signed-in member, as a script of theirs could send it. */
const post = (page: Page, lang: Lang, id: string, act: string): Promise<[number, string]> =>
  page.evaluate(
    async ([path, body]) => {
      const answer = await fetch(path ?? '', { method: 'POST', body: new URLSearchParams(body ?? '') });
      return [answer.status, await answer.text()];
    },
    [`/${lang}/staff/ceremonies/${id}/act`, `act=${act}`],
  );

/** What the reporter reads on the own page, opened the sealed way. */
async function followed(lang: Lang): Promise<string> {
  const page = await openPage(browser, site, true);
  await page.goto(`/${lang}/follow`);
  await page.locator('[data-way=sealed]').waitFor();
  await page.fill('input[name=code]', told.code);
  await page.locator('[data-code-form] button').click();
  const record = page.locator('[data-access]');
  await record.waitFor({ timeout: 60_000 });
  await axe(page, `the reporter's page, ${lang}`);
  const shown = await shownIn(record);
  await page.context().close();
  return shown;
}

const ASKS = {
  zh: { reason: 'contactForFacts', purpose: 'fields', outcome: 'released', emergency: false },
  en: { reason: 'dangerToLife', purpose: 'contact', outcome: 'contacted', emergency: true },
} as const;

describe.each(['zh', 'en'] as const)('%s: who reported', (lang) => {
  const t = ceremonyWords[lang];
  const asked = ASKS[lang];

  it('is asked for by the handler, in words that only guardians and custodians read', async () => {
    told = await report();
    site.mails.length = 0;
    const handler = await workspace('fire.handler', lang);
    await toIdentity(handler, lang);
    const form = handler.locator('form[data-ask=identity]');
    await axe(handler, `case identity, ${lang}`);
    await form.getByRole('button').click();
    await form.locator('.govuk-form-group--error').first().waitFor();
    await axe(handler, `case identity with errors, ${lang}`);
    await form.locator(`input[value=${asked.reason}]`).check();
    await form.locator(`input[value=${asked.purpose}]`).check();
    if (asked.purpose === 'fields') {
      for (const field of ['name', 'phone']) await form.locator(`input[value=${field}]`).check();
    }
    await form.locator('textarea').fill(`请核实出口位置。${SECRET.why}`);
    await form.getByRole('button').click();
    await handler.locator('[data-ask=asked]').waitFor();
    expect(await form.locator('textarea').inputValue()).toBe('');
    await axe(handler, `case identity, asked, ${lang}`);
  });

  it('stays shut to a custodian before a guardian approved', async () => {
    const { id, order } = await latest('identity');
    const custodian = await workspace('custodians.1', lang);
    await toList(custodian, lang, 'ceremonies');
    expect(await custodian.locator(`a[data-ceremony="${order}"]`).count()).toBe(0);
    const [status, answer] = await post(custodian, lang, id, 'open');
    expect([status >= 400, answer.includes('refused')]).toEqual([true, true]);
    expect(answer).not.toContain('bytes');
    const page = await custodian.context().newPage();
    expect((await page.goto(`/${lang}/staff/ceremonies/${id}`))?.status()).toBe(404);
    await page.close();
    expect((await latest('identity')).openedOn).toBeNull();
  });

  it('is approved by a guardian to one named custodian', async () => {
    const { order } = await latest('identity');
    if (asked.emergency) {
      await expect.poll(() => site.mails.map(({ to }) => to)).toEqual([DUTY]);
      const mail = JSON.stringify(site.mails);
      expect(mail).toContain(emergencyMail.zh.text);
      for (const hidden of [told.id, SECRET.why, PHONE, site.county.of('fire.handler').name]) {
        expect(mail).not.toContain(hidden);
      }
      const guardian = await workspace('guardians.1', lang);
      await toList(guardian, lang, 'ceremonies');
      const [first] = await guardian.locator('tbody tr').all();
      expect(await first?.locator(`a[data-ceremony="${order}"]`).count()).toBe(1);
      expect(await first?.textContent()).toContain(t.emergency);
    } else {
      expect(site.mails).toEqual([]);
    }
    await approve(lang, 'identity');
    const other = await workspace('custodians.2', lang);
    await toList(other, lang, 'ceremonies');
    expect(await other.locator(`a[data-ceremony="${order}"]`).count()).toBe(0);
    expect((await post(other, lang, (await latest('identity')).id, 'open'))[0]).toBeGreaterThanOrEqual(400);
  });

  it('is opened in the custodian’s memory, who tells the handler no more than was asked', async () => {
    const custodian = await workspace('custodians.1', lang);
    await toCeremony(custodian, lang, 'identity');
    await axe(custodian, `to open, ${lang}`);
    const card = custodian.locator('[data-identity]');
    await card.getByRole('button', { name: t.open }).click();
    const shown = custodian.locator('[data-identity-shown]');
    await shown.waitFor();
    for (const part of [SECRET.name, PHONE]) expect(await shownIn(shown)).toContain(part);
    await axe(custodian, `opened, ${lang}`);
    // Gone with the page; the opening stands on record and may be repeated until the outcome is told.
    await toCeremony(custodian, lang, 'identity');
    expect(await custodian.content()).not.toContain(SECRET.name);
    await card.getByRole('button', { name: t.open }).click();
    const form = custodian.locator('form[data-tell]');
    await form.getByRole('button').click();
    await form.locator('.govuk-form-group--error').first().waitFor();
    await axe(custodian, `to tell, with errors, ${lang}`);
    await form.locator(`input[name=outcome][value=${asked.outcome}]`).check();
    if (asked.outcome === 'released') await form.locator('input[name=fields][value=phone]').check();
    await form.locator('textarea').fill(`已核对。${SECRET.note}`);
    await form.getByRole('button').click();
    await custodian.locator('.govuk-summary-list', { hasText: t.outcomes[asked.outcome] }).waitFor();
    expect(await custodian.locator('[data-identity]').count()).toBe(0);
    expect(await custodian.content()).not.toContain(SECRET.name);
    await axe(custodian, `told, ${lang}`);
  });

  it('reaches the handler as told, and the reporter as every step in plain words', async () => {
    const handler = await workspace('fire.handler', lang);
    await toIdentity(handler, lang);
    const answer = handler.locator('[data-told]', { hasText: SECRET.note });
    await answer.waitFor();
    expect((await shownIn(answer)).includes(PHONE)).toBe(asked.outcome === 'released');
    expect(await handler.content()).not.toContain(SECRET.name);
    await axe(handler, `case identity, answered, ${lang}`);
    const shown = await followed(lang);
    const w = followAccessWords[lang];
    for (const act of ['asked', 'approved', 'opened'] as const) expect(shown).toContain(w.acts[act](w.kinds.identity));
    expect(shown).toContain(w.why(w.reasons[asked.reason]));
    expect(shown).toContain(w.outcome(w.outcomes[asked.outcome]));
    expect(shown).toContain(formatDate(today(site.ctx), lang));
    expect(shown.includes(w.emergency)).toBe(asked.emergency);
    if (!asked.emergency) {
      expect(shown).toContain(w.whatFor(w.purposes.fields(formatList([w.fields.name, w.fields.phone], lang))));
      expect(shown).toContain(w.whatFor(w.purposes.fields(w.fields.phone)));
    } else {
      expect(shown).toContain(w.whatFor(w.purposes.contact));
      await expect.poll(() => site.mails.map(({ to }) => to)).toEqual([DUTY, DUTY]);
    }
    for (const login of ['fire.handler', 'guardians.1', 'custodians.1']) {
      expect(shown).not.toContain(site.county.of(login).name);
    }
    const markers = { name: SECRET.name, phone: PHONE, why: SECRET.why, note: SECRET.note, told: SECRET.told };
    expect(await tracesOf(site, markers)).toEqual([]);
  });
});

it('shows the same steps to a reporter without scripts', async () => {
  const page = await openPage(browser, site, false);
  const shown = await follow(page, told.code);
  const w = followAccessWords.zh;
  for (const act of ['asked', 'approved', 'opened'] as const) expect(shown).toContain(w.acts[act](w.kinds.identity));
  expect(shown).toContain(w.emergency);
  await leave(page);
  await page.context().close();
});

describe.each([
  { lang: 'zh', purpose: 'review' },
  { lang: 'en', purpose: 'takeover' },
] as const)('$lang: escrow, $purpose', ({ lang, purpose }) => {
  const t = ceremonyWords[lang];

  it('lets the level above in with a guardian and a custodian, and tells the reporter', async () => {
    told = await report();
    const lead = await workspace('upper.lead', lang);
    await toList(lead, lang, 'ceremonies');
    await lead.locator(`a[href="/${lang}/staff/ceremonies/ask"]`).click();
    const form = lead.locator('form[data-ask=escrow]');
    await form.waitFor();
    await axe(lead, `asking for an escrow, ${lang}`);
    await form.locator('input[name=order]').fill('999999');
    await form.locator('input[value=suspectedConcealment]').check();
    await form.locator(`input[value=${purpose}]`).check();
    await form.locator('textarea').fill(`三十天没有答复。${SECRET.why}`);
    await form.getByRole('button').click();
    await form.locator('.govuk-form-group--error', { hasText: t.orderUnknown }).waitFor();
    await axe(lead, `asking for an escrow, wrong number, ${lang}`);
    await form.locator('input[name=order]').fill(String(told.order));
    await form.getByRole('button').click();
    await lead.locator('.govuk-summary-list', { hasText: t.states.asked }).waitFor();
    await axe(lead, `escrow asked, ${lang}`);

    await approve(lang, 'escrow');
    const custodian = await workspace('custodians.1', lang);
    await toCeremony(custodian, lang, 'escrow');
    await axe(custodian, `to give, ${lang}`);
    await custodian.locator('[data-hand-on=give] button').click();
    await custodian.locator('.govuk-summary-list', { hasText: t.states.opened }).waitFor();
    expect(await custodian.locator('[data-hand-on]').count()).toBe(0);

    await toCeremony(lead, lang, 'escrow');
    await axe(lead, `to take, ${lang}`);
    await lead.locator('[data-hand-on=take] button').click();
    await lead.getByRole('link', { name: t.toCase(told.order) }).click();
    await lead.locator('[data-opened]', { hasText: SECRET.told }).waitFor();
    await axe(lead, `case after ${purpose}, ${lang}`);
    expect(await lead.content()).not.toContain(SECRET.name);
    const w = followAccessWords[lang];
    const shown = await followed(lang);
    for (const act of ['asked', 'approved', 'opened'] as const) expect(shown).toContain(w.acts[act](w.kinds.escrow));
    expect(shown).toContain(w.whatFor(w.purposes[purpose]));
    // The unit before reads on during a review, and no more after a takeover.
    const handler = await workspace('fire.handler', lang);
    await toList(handler, lang, 'queue');
    expect(await handler.locator(`a[data-case-link="${told.order}"]`).count()).toBe(purpose === 'review' ? 1 : 0);
  });
});

describe.each(['zh', 'en'] as const)('%s: an auditor’s sample', (lang) => {
  const t = ceremonyWords[lang];

  it('goes from auditor over guardian and finance back to the auditor, who sees the payee until closing', async () => {
    const { ctx, county } = site;
    const voucher = `V-${newMarker()}`;
    const payee = { holder: SECRET.holder, bank: '安岭农商银行', account: ACCOUNT };
    const { rewardId } = await claimedCase(ctx, county, payee);
    await payOut(ctx, county, rewardId, voucher);
    await sequenceLog(ctx, { everything: true });
    const auditor = await workspace('auditor', lang);
    await toList(auditor, lang, 'ceremonies');
    await auditor.locator(`main a[href="/${lang}/staff/samples"]`).click();
    const form = auditor.locator('form[data-ask=payeeSample]');
    await form.waitFor();
    await axe(auditor, `samples, ${lang}`);
    await form.locator('input[name=size]').fill('21');
    await form.getByRole('button').click();
    await form.locator('.govuk-form-group--error', { hasText: t.sizeWrong }).waitFor();
    await axe(auditor, `samples with errors, ${lang}`);
    await form.locator('input[name=size]').fill('20');
    await form.locator('input[value=regularAudit]').check();
    await form.locator('textarea').fill(`季度抽查。${SECRET.why}`);
    await form.getByRole('button').click();
    await auditor.locator('.govuk-summary-list', { hasText: t.states.asked }).waitFor();
    await axe(auditor, `sample asked, ${lang}`);
    const { id } = await latest('payeeSample');
    expect((await post(auditor, lang, id, 'openSample'))[0]).toBeGreaterThanOrEqual(400);

    await approve(lang, 'payeeSample');
    expect((await post(auditor, lang, id, 'openSample'))[0]).toBeGreaterThanOrEqual(400);
    const finance = await workspace('finance.2', lang);
    await toCeremony(finance, lang, 'payeeSample');
    await axe(finance, `sample to give, ${lang}`);
    await finance.locator('[data-hand-on=giveSample] button').click();
    await finance.locator('.govuk-summary-list', { hasText: t.givenOn }).waitFor();
    expect(await finance.locator('[data-hand-on]').count()).toBe(0);

    await toCeremony(auditor, lang, 'payeeSample');
    const card = auditor.locator('[data-sample]');
    await card.getByRole('button', { name: t.openSample }).click();
    const row = card.locator('tr', { hasText: voucher });
    await row.waitFor();
    for (const part of [SECRET.holder, ACCOUNT, payee.bank]) expect(await row.textContent()).toContain(part);
    await axe(auditor, `sample opened, ${lang}`);
    await card.getByRole('button', { name: t.closeSample }).click();
    await card.waitFor({ state: 'detached' });
    expect(await auditor.content()).not.toContain(ACCOUNT);
    await axe(auditor, `sample closed, ${lang}`);
    expect(await tracesOf(site, { holder: SECRET.holder, account: ACCOUNT })).toEqual([]);
  });
});
