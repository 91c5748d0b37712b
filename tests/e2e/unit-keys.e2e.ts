import { and, eq, isNull } from 'drizzle-orm';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { memberFingerprint } from '~/envelope/keys/directory-statement';
import { directoryInForce } from '~/services/keys/certified.server';
import { removalsWords } from '~/words/keys/removals';
import { membersWords } from '~/words/staff/members';
import { enrol, invite } from './newcomer';
import { axe, openPage, shownIn, signInWith, toStaffPage } from './people';
import { browser, freshly, inEnglish, readsTheCase, site, words, workspace, workspaces } from './unit-key-walk';

const NEW = { name: '新来的同志', login: 'fire.new', unit: '消防救援大队', role: 'handler' };

let newcomer: { memberId: string; recipient: string; signingKey: string; passphrase: string; totpSecret: string };

let shares: string[];

const banner = (page: Page, text: string) => page.locator('.govuk-notification-banner', { hasText: text }).waitFor();

/** One guardian ticks what waits and proposes; the other compares, ticks and confirms. */
async function certify(version: number, names: string[]): Promise<void> {
  const first = await workspace('guardians.1');
  await freshly(first, 'directory');
  for (const name of names) await first.getByText(words.directory.compare(name)).click();
  await first.locator('form[data-directory]').getByRole('button', { name: words.directory.propose }).click();
  await first.locator(`[data-proposal="${version}"]`).waitFor();
  const second = await workspace('guardians.2');
  await freshly(second, 'directory');
  const proposal = second.locator(`[data-proposal="${version}"]`);
  const confirm = proposal.getByRole('button', { name: words.directory.confirm(version) });
  await confirm.waitFor();
  for (const name of names) await proposal.getByText(words.directory.compare(name)).click();
  await confirm.click();
  await banner(second, words.directory.signed(version));
}

describe('a new member', () => {
  it('is invited, makes keys, and stands among the keys that nobody certified', async () => {
    const admin = await workspace('admin');
    await toStaffPage(admin, 'members');
    const link = await invite(admin, NEW);
    const page = await openPage(browser, site, true);
    const secrets = await enrol(page, site, link);
    await page.context().close();
    const [row] = await site.ctx.db.select().from(member).where(eq(member.login, NEW.login));
    const { id = '', recipient, signingKey } = row ?? {};
    newcomer = { memberId: id, recipient: recipient ?? '', signingKey: signingKey ?? '', ...secrets };
    const guardian = await workspace('guardians.1');
    await toStaffPage(guardian, 'directory');
    const alarms = guardian.locator('[data-key-alarms="1"]');
    expect(await shownIn(alarms)).toContain(memberFingerprint(newcomer));
    const lead = await workspace('fire.lead');
    await toStaffPage(lead, 'keys');
    expect(await shownIn(lead.locator('tr', { hasText: NEW.name }))).toContain(words.waitsCertified);
    expect(await lead.getByRole('button', { name: words.grant(NEW.name) }).count()).toBe(0);
  });

  it('is proposed by one guardian, who cannot confirm it alone', async () => {
    const page = await workspace('guardians.1');
    const propose = page.getByRole('button', { name: words.directory.propose });
    await propose.click();
    await page.locator('#directory-error', { hasText: words.directory.nothingChosen }).waitFor();
    await page.getByText(words.directory.compare(NEW.name)).click();
    await axe(page, 'directory with somebody waiting');
    await propose.click();
    const proposal = page.locator('[data-proposal="2"]');
    await proposal.waitFor();
    await proposal.locator('code', { hasText: memberFingerprint(newcomer) }).waitFor();
    expect(await proposal.getByRole('button', { name: words.directory.confirm(2) }).count()).toBe(0);
    expect((await directoryInForce(site.ctx.db))?.version).toBe(1);
    await axe(page, 'directory with the own proposal');
  });

  it('is certified by the second guardian after comparing each fingerprint', async () => {
    const page = await workspace('guardians.2');
    await toStaffPage(page, 'directory');
    const proposal = page.locator('[data-proposal="2"]');
    const row = proposal.locator('tr', { hasText: NEW.name });
    await row.waitFor();
    expect(await proposal.locator('tbody tr').count()).toBe(1);
    expect(await shownIn(row)).toContain(memberFingerprint(newcomer));
    expect(await shownIn(row)).toContain(words.directory.changes.added);
    await axe(page, 'directory with another’s proposal');
    const confirm = proposal.getByRole('button', { name: words.directory.confirm(2) });
    await confirm.click();
    await page.locator('#proposal-error', { hasText: words.directory.notAllCompared }).waitFor();
    expect((await directoryInForce(site.ctx.db))?.version).toBe(1);
    await proposal.getByText(words.directory.compare(NEW.name)).click();
    await confirm.click();
    await banner(page, words.directory.signed(2));
    expect((await directoryInForce(site.ctx.db))?.attestations).toHaveLength(2);
    await page.locator('[data-key-alarms="0"]').waitFor();
  });

  it('is given the unit’s key by a member who holds it, and then reads the case', async () => {
    const lead = await workspace('fire.lead');
    await freshly(lead, 'keys');
    await axe(lead, 'keys with somebody to be given the key');
    await lead.getByRole('button', { name: words.grant(NEW.name) }).click();
    await lead.locator('tr', { hasText: NEW.name }).getByText(words.holds, { exact: true }).waitFor();
    const page = await openPage(browser, site, true);
    await signInWith(page, site, { login: NEW.login, ...newcomer });
    await readsTheCase(page);
    await page.context().close();
  });
});

describe('a unit changes its key', () => {
  it('because somebody left: the next key, its shares, and the guardians', async () => {
    const [agreementNeeded = ''] = membersWords.zh.closes('').split('，');
    const admin = await workspace('admin');
    await reloadMembers(admin);
    const change = admin.locator('tr', { hasText: NEW.login });
    await change.locator('summary').click();
    const one = admin.locator('tr', { hasText: 'guardians.1' });
    await one.locator('summary').click();
    await one.getByText(membersWords.zh.closes(removalsWords.zh.closes('密钥监督员组', null))).waitFor();
    expect(await shownIn(change)).not.toContain(agreementNeeded);
    await axe(admin, 'members with a warning');
    await change.getByRole('button', { name: membersWords.zh.disable }).click();
    await banner(admin, membersWords.zh.disabled);
    const lead = await workspace('fire.lead');
    await freshly(lead, 'keys');
    const rotation = lead.locator('[data-rotation]');
    expect(await shownIn(rotation)).toContain(words.rotation.due);
    await axe(lead, 'keys with a change due');
    await rotation.getByRole('button', { name: words.rotation.make }).click();
    await lead.locator('[data-share="3"]').waitFor();
    shares = await Promise.all([1, 2, 3].map((n) => shownIn(lead.locator(`[data-share="${n}"]`))));
    await axe(lead, 'recovery shares');
    await staysWhenAsked(lead);
    await keepShares(lead);
    await lead.locator('[data-waiting-key]').waitFor();
    expect(site.logged.join('\n')).not.toContain(shares[0]);
    await certify(3, ['消防救援大队']);
  });

  it('and carries everything over with progress, while others go on reading', async () => {
    const lead = await workspace('fire.lead');
    await freshly(lead, 'keys');
    const handler = await workspace('fire.handler');
    const renewing = await hold(lead, 'act=renew');
    const wrapping = await hold(lead, 'act=items');
    await lead.getByRole('button', { name: words.rotation.carry }).click();
    await renewing.reached;
    await lead.locator('[data-carry-progress=cases] progress').waitFor();
    await readsTheCase(handler);
    renewing.release();
    await wrapping.reached;
    await lead.locator('[data-carry-progress=wraps] progress').waitFor();
    await axe(lead, 'carrying over');
    await readsTheCase(handler);
    wrapping.release();
    await lead.getByRole('button', { name: words.rotation.make }).waitFor();
    expect(await shownIn(lead.locator('[data-rotation]'))).toContain(words.rotation.notDue);
    const left = await site.ctx.db
      .select({ id: unitKey.id })
      .from(unitKey)
      .where(and(eq(unitKey.unitId, site.county.unitIds.fire), isNull(unitKey.rewrappedOn)));
    expect(left).toHaveLength(1);
    await readsTheCase(handler);
  });
});

describe('two printed shares', () => {
  it('give a member the key back; a mistyped one or one alone does not', async () => {
    const { memberId, passphrase } = site.county.of('fire.handler2');
    await site.owner.db.delete(unitKeyGrant).where(eq(unitKeyGrant.memberId, memberId));
    const page = await workspace('fire.handler2');
    await toStaffPage(page, 'keys');
    const restore = page.locator('[data-restore]');
    await restore.locator('summary').click();
    await axe(page, 'restoring a key');
    const give = async (one: string, other: string) => {
      await restore.locator('textarea').first().fill(one);
      await restore.locator('textarea').last().fill(other);
      await restore.getByRole('button', { name: words.restore.restore }).click();
    };
    const [first = '', , third = ''] = shares;
    await give(first, first);
    await page.locator('#restore-error', { hasText: words.restore.badShare }).waitFor();
    await give(first, mistyped(third));
    await page.locator('#restore-error', { hasText: words.restore.badShare }).waitFor();
    expect(await site.ctx.db.$count(unitKeyGrant, eq(unitKeyGrant.memberId, memberId))).toBe(0);
    await give(first, third);
    await restore.waitFor({ state: 'detached' });
    await page.getByText(words.restore.opens).waitFor();
    await readsTheCase(page);
    await inEnglish(page, 'keys', passphrase);
    await page.context().close();
    workspaces.delete('fire.handler2');
  });
});

async function reloadMembers(page: Page): Promise<void> {
  await page.reload();
  await page.locator('[data-readiness]').waitFor();
}

/** Whoever wants to leave before saying who keeps which share is asked first, and may stay. */
async function staysWhenAsked(page: Page): Promise<void> {
  const asked: string[] = [];
  page.once('dialog', (dialog) => void dialog.dismiss().then(() => asked.push(dialog.message())));
  await page.locator('nav a[href="/zh/staff/queue"]').click();
  await expect.poll(() => asked).toEqual([words.shares.leave]);
  expect(await page.locator('[data-share="3"]').count()).toBe(1);
}

async function keepShares(page: Page): Promise<void> {
  const holders = page.locator('select[name=holder]');
  const done = page.getByRole('button', { name: words.confirmShares });
  await done.click();
  await page.locator('#shares-error', { hasText: words.shares.chooseAll }).waitFor();
  const keepers = ['fire.handler', 'fire.handler', 'fire.lead'].map((login) => site.county.of(login).memberId);
  for (const [index, keeper] of keepers.entries()) await holders.nth(index).selectOption(keeper);
  await done.click();
  await page.locator('#shares-error', { hasText: words.shares.different }).waitFor();
  await holders.nth(1).selectOption('safe');
  await done.click();
}

/** Stops the first request with this field on its way until released. */
async function hold(page: Page, field: string): Promise<{ reached: Promise<void>; release: () => void }> {
  let release = () => {};
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/staff/keys/carry-over', async (route) => {
    if (!(route.request().postData() ?? '').includes(field)) return route.fallback();
    arrive();
    await held;
    return route.continue();
  });
  return { reached, release };
}

/** The share with one character in its middle changed. */
function mistyped(share: string): string {
  const at = Math.floor(share.length / 2);
  const place = /[A-Z0-9]/.test(share.charAt(at)) ? at : at + 1;
  return `${share.slice(0, place)}${share.charAt(place) === 'A' ? 'C' : 'A'}${share.slice(place + 1)}`;
}
