import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, vi } from 'vitest';
import { county, directoryVersion } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { isStrange, openFollow } from '~/browser/follow/follow-workspace';
import { savedCheckpoints } from '~/cli/saved-checkpoints';
import { newKeyPair } from '~/envelope/key-pair';
import { openDirectory, type SignedDirectory } from '~/envelope/keys/directory';
import { wrapUnitSeed } from '~/envelope/keys/unit-key';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { countyInfo } from '~/services/county/county.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import { memoryOf } from '~/services/keys/trust.server';
import { rotateUnitKey } from '~/services/keys/unit-rotation.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { publishedKeys } from '~/services/log/protection.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { disableMember } from '~/services/staff/member-change.server';
import type { BareSite } from '../e2e/site';
import type { Cast } from '../services/ceremony-play';
import { falseCounty } from '../services/false-county';
import { listInForce, refusedWith } from '../services/in-force';
import { signedIn } from '../services/member-browser';
import { reportDraft } from '../services/report-drafts';
import { sealedInBrowser, sent } from '../services/sealed-submission';
import { attackLong } from './attack';
import { castOf } from './cast';
import { nextList } from './county-key';
import { copyOfDemo, ownerOfDemo } from './demo';
import { joined } from './newcomer';
import { TOWN } from './openings-about';

const folder = mkdtempSync(join(tmpdir(), 'anshao-kept-'));
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true, force: true });
});

async function attacked(): Promise<{ site: BareSite; cast: Cast }> {
  return { site: await copyOfDemo(), cast: await castOf(ownerOfDemo(), { admin: 'admin' }) };
}

/** Bypasses every trigger, as whoever owns the database can. */
const forced = ({ owner }: BareSite, ...works: ReturnType<typeof sql>[]) =>
  owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const work of works) await tx.execute(work);
  });

attackLong(
  'A member’s browser forgets no county key',
  'a wholly false county key and list, the memory set to NULL',
  async () => {
    const { site, cast } = await attacked();
    const { ctx, owner } = site;
    const [used, unused] = [cast.of('fire.handler'), cast.of('emergency.handler')];
    // The control: the true list is accepted, and memory of it begins.
    await (await signedIn({ ctx, who: used })).checked.checkedDirectory(await listInForce(ctx));
    expect(await memoryOf(ctx.db, used.memberId)).not.toBeNull();
    const ids = ['guardians.1', 'guardians.2'].map((login) => cast.of(login).memberId);
    const signed = falseCounty(openDirectory(await listInForce(ctx)), ids);
    expect(openDirectory(signed).version).toBe(1);
    await putList(site, signed, ids[1] ?? '');
    await owner.db.update(member).set({ memory: null });
    for (const [who, problem] of [
      [used, 'memoryGone'],
      [unused, 'countyKeyChanged'],
    ] as const) {
      const { checked, trouble } = await signedIn({ ctx, who });
      expect([who.login, await refusedWith(checked.checkedDirectory(signed))]).toEqual([who.login, 'badSignature']);
      expect([who.login, trouble.trustProblem()]).toEqual([who.login, problem]);
      expect(await memoryOf(ctx.db, who.memberId)).toBeNull();
    }
  },
);

/** Puts a new list in place of all true lists. */
async function putList(site: BareSite, signed: SignedDirectory, madeBy: string): Promise<void> {
  const { statement, signature, attestations } = signed;
  const row = { statement, signature, attestations: [...attestations], madeBy, madeOn: '2026-01-01' };
  await site.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.delete(directoryVersion);
    await tx.insert(directoryVersion).values({ version: 1, ...row });
    await tx.update(county).set({ directoryKey: signed.publicKey });
  });
}

attackLong(
  'An old key list put back is told to reporters',
  'the newest list deleted and the old key revived, after a member left and the key was rotated',
  async ({ note }) => {
    const { site, cast } = await attacked();
    const { ctx } = site;
    const leaver = await joined(ctx, cast, { login: 'fire.leaver', name: '要走的人', roles: ['handler'] });
    const before = openDirectory(await listInForce(ctx)).version;
    await disableMember(ctx, cast.actor('admin'), leaver.memberId);
    await rotated(site, cast);
    const kept = await keptOutside(site);
    const filed = await reported(site);
    const who = cast.of('fire.lead');
    const lead = await signedIn({ ctx, who });
    expect(await refusedWith(lead.checked.checkedDirectory(await listInForce(ctx)))).toBeNull();
    // The control: as long as the new list stands, nobody is alarmed.
    expect(await seenByReporter(site, filed)).toBe(false);
    expect((await verifyLog(ctx, kept)).problems).toEqual([]);
    await forced(
      site,
      sql`delete from directory_version where version > ${before}`,
      sql`update unit_key set retired_on = null`,
      sql`delete from log_checkpoint`,
    );
    // Those who reported by the new list, staff whose browsers saw it, and a checkpoint stored outside reveal it.
    expect(await seenByReporter(site, filed)).toBe(true);
    const { checked, trouble } = await signedIn({ ctx, who });
    expect(await refusedWith(checked.checkedDirectory(await listInForce(ctx)))).toBe('badSignature');
    expect(trouble.trustProblem()).toBe('directoryGone');
    expect((await verifyLog(ctx, kept)).problems.map(({ kind }) => kind)).toEqual(['savedList']);
    note('a reporter who comes for the first time is warned once the stamps of before have lapsed (see above)');
  },
);

/** The brigade's next key, for everybody who stays in it; two guardians certify it. */
async function rotated({ ctx, owner }: BareSite, cast: Cast): Promise<void> {
  const lead = cast.of('fire.lead');
  const pair = await newKeyPair();
  const unitKeyId = randomUUID();
  const list = openDirectory(await listInForce(ctx));
  const active = await owner.sql<{ id: string }[]>`
    select id from member where status = 'enrolled' and unit_id = ${lead.unitId}`;
  const stay = list.members.filter(({ id }) => active.some((one) => one.id === id));
  const grants = await Promise.all(
    stay.map(async ({ id, recipient }) => ({
      memberId: id,
      wrapped: await wrapUnitSeed(pair.seed, unitKeyId, recipient),
    })),
  );
  await rotateUnitKey(ctx, lead.actor, { unitKeyId, recipient: pair.recipient, grants });
  await nextList(ctx, cast);
}

/** What `/.well-known/anshao/keys.json` said the day after: each day has one checkpoint. */
async function keptOutside({ ctx, advance }: BareSite) {
  advance(86_400_000);
  await makeCheckpoint(ctx);
  const file = join(folder, 'keys.json');
  writeFileSync(file, JSON.stringify(await publishedKeys(ctx)));
  return savedCheckpoints(file);
}

async function reported({ ctx }: BareSite) {
  const { posted, code } = await sealedInBrowser(ctx, reportDraft({ area: `${TOWN}1` }));
  await submitSealedReport(ctx, sent(posted));
  const { reporter } = await receiptKeys(code, (await countyInfo(ctx.db)).salt, ctx.argon2id);
  return { reportId: posted.reportId, seed: reporter.seed };
}

/** Does the reporter's own browser find the county's lists suspicious? */
async function seenByReporter({ ctx }: BareSite, { reportId, seed }: Awaited<ReturnType<typeof reported>>) {
  return isStrange(await openFollow((await sealedFollowPage(ctx, reportId)).sealed, seed));
}
