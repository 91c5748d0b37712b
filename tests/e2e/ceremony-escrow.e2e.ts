import { describe, expect, it } from 'vitest';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { followAccessWords } from '~/words/follow/follow-access';
import { ceremonyWords } from '~/words/opening/ceremony';
import { newMarker } from '../faults/marker-search';
import { LONG } from '../runner/long';
import { claimedCase, payOut } from '../services/payout-play';
import {
  approve,
  followed,
  type Lang,
  latest,
  post,
  report,
  SECRET,
  site,
  toCeremony,
  toList,
  told,
  workspace,
} from './ceremony-walk';
import { axe } from './people';
import { tracesOf } from './traces';

const ACCOUNT = `6228${String(Date.now()).padStart(15, '3')}`;

/** In the short form the takeover; what a review may and may not is tried by tests/services/opening/ceremony-keys.test.ts. */
const WALKED: { lang: Lang; purpose: 'review' | 'takeover' }[] = LONG
  ? [
      { lang: 'zh', purpose: 'review' },
      { lang: 'en', purpose: 'takeover' },
    ]
  : [{ lang: 'zh', purpose: 'takeover' }];

describe.each(WALKED)('$lang: escrow, $purpose', ({ lang, purpose }) => {
  const t = ceremonyWords[lang];

  it('lets the level above in with a guardian and a custodian, and tells the reporter', async () => {
    await report();
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
    // The former unit still reads during a review, and no longer after a takeover.
    const handler = await workspace('fire.handler', lang);
    await toList(handler, lang, 'queue');
    expect(await handler.locator(`a[data-case-link="${told.order}"]`).count()).toBe(purpose === 'review' ? 1 : 0);
  });
});

/** In the long form the same walk in English too. */
const LANGUAGES = LONG ? (['zh', 'en'] as const) : (['zh'] as const);

describe.each(LANGUAGES)('%s: an auditor’s sample', (lang) => {
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
