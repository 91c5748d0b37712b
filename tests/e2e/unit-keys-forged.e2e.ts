import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { caseFile, wrappedKey } from '#db/schema/casework';
import { county as countyTable, directoryVersion, unitKey, unitKeyGrant } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { fingerprint, newKeyPair } from '~/envelope/key-pair';
import { attestDirectory } from '~/envelope/keys/attestation';
import { signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { newMemberKeys } from '~/envelope/keys/member-keys';
import { newSigningKey } from '~/envelope/signing';
import { openedInForce } from '~/services/keys/certified.server';
import { countyKeyTag } from '~/services/keys/county-key.server';
import { trustWords } from '~/words/keys/trust';
import { reportFire } from '../services/case-workspace';
import { openCase } from './case-page';
import { axe, openPage, shownIn, toStaffPage, unlock } from './people';
import { browser, freshly, inEnglish, readsTheCase, site, told, words, workspace } from './unit-key-walk';

describe('who writes to the database', () => {
  it('puts in a key, a member and a grant: guardians see them, and nothing is sealed to them', async () => {
    const { fire } = site.county.unitIds;
    const { db } = site.owner;
    const pair = await newKeyPair();
    const ghost = await newMemberKeys();
    const put = { unitKeyId: randomUUID(), memberId: randomUUID() };
    await db.insert(unitKey).values({
      id: put.unitKeyId,
      unitId: fire,
      epoch: 9,
      recipient: pair.recipient,
      madeOn: '2026-01-01',
    });
    const [like] = await db.select().from(member).where(eq(member.login, 'fire.handler2'));
    if (!like) throw new Error('no member');
    const { recipient } = ghost.age;
    const row = { ...like, id: put.memberId, login: 'ghost', name: '影子', recipient, inviteHash: null, memory: null };
    await db.insert(member).values({ ...row, signingKey: ghost.signing.publicKey });
    const [held] = await db
      .select()
      .from(unitKeyGrant)
      .where(eq(unitKeyGrant.memberId, site.county.of('fire.lead').memberId));
    if (!held) throw new Error('no grant');
    await db.insert(unitKeyGrant).values({ ...held, memberId: put.memberId });

    const guardian = await workspace('guardians.1');
    await freshly(guardian, 'directory');
    const alarms = guardian.locator('[data-key-alarms="3"]');
    const shown = await shownIn(alarms);
    const told = trustWords.zh.alarms;
    for (const line of [told.unitKey(9), told.member('影子'), told.grant('影子')]) expect(shown).toContain(line);
    expect(shown).toContain(fingerprint(pair.recipient));
    await axe(guardian, 'directory with alarms');
    await inEnglish(guardian, 'directory', site.county.of('guardians.1').passphrase);
    const lead = await workspace('fire.lead');
    await freshly(lead, 'keys');
    expect(await shownIn(lead.locator('tr', { hasText: '影子' }))).toContain(words.holdsUncertified);
    const { caseId } = await reportFire(site.ctx);
    const [opened] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
    await openCase(lead, opened?.order ?? 0);
    expect(await db.$count(wrappedKey, eq(wrappedKey.unitKeyId, put.unitKeyId))).toBe(0);
  });

  it('changes the county key: reporting closes, and staff see the alarm before they unlock anything', async () => {
    const { db } = site.owner;
    const [before] = await db.select().from(countyTable);
    await db.update(countyTable).set({ directoryKey: newSigningKey().publicKey });
    const reporter = await openPage(browser, site, true);
    expect((await reporter.goto('/zh/report'))?.status()).toBe(503);
    const page = await workspace('fire.handler');
    await page.goto('/zh/staff');
    const alarm = page.locator('[data-trust-problem=countyKeyChanged]');
    await alarm.waitFor();
    expect(await shownIn(alarm)).toContain(trustWords.zh.countyKeyChanged);
    await axe(page, 'alarm');
    await page.goto('/en/staff');
    await alarm.waitFor();
    expect(await shownIn(alarm)).toContain(trustWords.en.countyKeyChanged);
    await axe(page, 'alarm in English');
    await db.update(countyTable).set({ directoryKey: before?.directoryKey ?? null });
    expect((await reporter.goto('/zh/report'))?.status()).toBe(203);
    await reporter.context().close();
  });

  it('and has the server’s secret too: the list of another county is refused by every browser that saw the true one', async () => {
    const page = await workspace('fire.lead');
    await readsTheCase(page);
    await forgeCounty();
    await page.reload();
    expect(await page.locator('[data-trust-problem]').count()).toBe(0);
    await unlock(page, site.county.of('fire.lead').passphrase);
    const alarm = page.locator('[data-trust-problem=countyKeyChanged]');
    await alarm.waitFor();
    expect(await shownIn(alarm)).toContain(trustWords.zh.problems.countyKeyChanged);
    await toStaffPage(page, 'queue');
    await page.locator(`a[data-case-link="${told.order}"]`).click();
    await page.locator('#cannot-open').waitFor();
    expect(await page.locator('[data-narrative]').count()).toBe(0);
    await axe(page, 'case behind the alarm');
  });
});

/** A county key, guardians and list of the attacker's own, with every tag that the server would check. */
/**
 * A county of the attacker's own making. It has two lists, because the newest counts only where the one before it holds
 * under the same key.
 */
async function forgeCounty(): Promise<void> {
  const { db } = site.owner;
  const { ctx, county } = site;
  let before = await openedInForce(ctx.db);
  if (!before) throw new Error('no directory');
  const own = newSigningKey();
  const guardians = ['guardians.1', 'guardians.2'].map((login) => ({ ...county.of(login), key: newSigningKey() }));
  for (let made = 0; made < 2; made += 1) {
    const statement: DirectoryStatement = {
      ...before,
      version: before.version + 1,
      history: historyAfter(before),
      members: before.members.map((one) => ({
        ...one,
        signingKey: guardians.find(({ memberId }) => memberId === one.id)?.key.publicKey ?? one.signingKey,
      })),
    };
    const text = canonicalDirectory(statement);
    const attestations = guardians.map(({ memberId, key }) => ({
      memberId,
      signature: attestDirectory(text, own.publicKey, key.seed),
    }));
    const { version, madeOn } = statement;
    const signature = signDirectory(text, own.seed);
    await db
      .insert(directoryVersion)
      .values({ version, statement: text, signature, attestations, madeBy: guardians[1]?.memberId ?? '', madeOn });
    before = statement;
  }
  await db.update(countyTable).set({ directoryKey: own.publicKey, directoryKeyTag: countyKeyTag(ctx, own.publicKey) });
}
