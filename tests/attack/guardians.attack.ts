import { afterAll, beforeAll, expect, vi } from 'vitest';
import { directoryVersion } from '#db/schema/county';
import { attest, attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, type SignedDirectory, signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { newMemberKeys } from '~/envelope/keys/member-keys';
import { newReserve, reserveOf } from '~/envelope/keys/reserve';
import { RESERVE_ID } from '~/envelope/keys/reserve-id';
import { newSigningKey, type SigningKey } from '~/envelope/signing';
import { today } from '~/services/context.server';
import { certifyDirectory, proposeDirectory, withdrawProposal } from '~/services/keys/certification.server';
import { directoryDraft } from '~/services/keys/directory-draft.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import type { BareSite } from '../e2e/site';
import type { Cast } from '../services/ceremony-play';
import { listInForce, refusedWith } from '../services/in-force';
import { signedIn } from '../services/member-browser';
import { attack, attackLong } from './attack';
import { castOf } from './cast';
import { countyKeyOf, nextList } from './county-key';
import { copyOfDemo, ownerOfDemo } from './demo';

const PROMISE = 'Nobody makes himself a guardian';
let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo(), { 'guardians.3': 'guardian3' });
});
afterAll(() => vi.unstubAllGlobals());

type Word = { memberId: string; seed: Uint8Array };
const wordOf = (login: string): Word => ({
  memberId: cast.of(login).memberId,
  seed: cast.of(login).keys.signing.seed,
});

/** The next list with these changes, signed by this county key and vouched for by these two signatures. */
async function madeUp(changes: Partial<DirectoryStatement>, county: SigningKey, words: readonly Word[]) {
  const before = openDirectory(await listInForce(site.ctx));
  const next = { ...before, version: before.version + 1, madeOn: today(site.ctx), history: historyAfter(before) };
  const statement = canonicalDirectory({ ...next, ...changes });
  const attestations = words.map(({ memberId, seed }) => ({
    memberId,
    signature: attestDirectory(statement, county.publicKey, seed),
  }));
  return { statement, signature: signDirectory(statement, county.seed), publicKey: county.publicKey, attestations };
}

/** Writes it into the rows as the newest one, as whoever owns the database can. */
async function written({ statement, signature, attestations }: SignedDirectory): Promise<void> {
  const { version } = JSON.parse(statement) as { version: number };
  const row = { version, statement, signature, attestations: [...attestations], madeOn: today(site.ctx) };
  await site.owner.db.insert(directoryVersion).values({ ...row, madeBy: attestations.at(-1)?.memberId ?? '' });
}

/** What the browser of somebody who has signed in before makes of the newest list in the rows. */
async function officersView(): Promise<[string | null, string | null]> {
  const { checked, trouble } = await signedIn({ ctx: site.ctx, who: cast.of('fire.lead') });
  const refused = await refusedWith(checked.checkedDirectory(await listInForce(site.ctx)));
  return [refused, trouble.trustProblem()];
}

attack(
  PROMISE,
  'with the county key, one guardian’s keys and the database, by the way for one that died',
  async ({ note }) => {
    const { ctx, owner } = site;
    expect(await officersView()).toEqual([null, null]);
    // Whoever owns the database first removes its own checks.
    await owner.sql`alter table directory_version drop constraint directory_two_guardians`;
    const county = await countyKeyOf(ctx, cast.of('guardians.2'));
    const before = openDirectory(await listInForce(ctx));
    const keys = await newMemberKeys();
    const himself: Word = { memberId: crypto.randomUUID(), seed: keys.signing.seed };
    const model = before.members.find(({ id }) => id === cast.of('guardians.1').memberId);
    if (!model) throw new Error('The demo’s list names no guardian1');
    const recipient = keys.age.recipient;
    const entry = { ...model, id: himself.memberId, recipient, signingKey: keys.signing.publicKey };
    const members = [...before.members.filter(({ id }) => id !== model.id), entry];
    const paper = newReserve();
    const ownPaper: Word = { memberId: RESERVE_ID, seed: reserveOf(paper.words).seed };
    const named = { members, reserve: { signingKey: paper.signingKey } };
    const tries: [string, SignedDirectory][] = [
      ['a guardian and himself', await madeUp({ members }, county, [wordOf('guardians.2'), himself])],
      ['a guardian and a paper of his own', await madeUp(named, county, [ownPaper, wordOf('guardians.2')])],
      ['a guardian twice', await madeUp({ members }, county, [wordOf('guardians.2'), wordOf('guardians.2')])],
      [
        'the dead one’s old key',
        await madeUp({ members }, county, [wordOf('guardians.2'), { ...himself, memberId: model.id }]),
      ],
      [
        'another county key',
        await madeUp({ members }, newSigningKey(), [wordOf('guardians.2'), wordOf('guardians.3')]),
      ],
    ];
    for (const [how, list] of tries) {
      await written(list);
      expect([how, ...(await officersView())]).toEqual([how, 'badSignature', expect.any(String)]);
      await owner.sql.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`delete from directory_version where version > ${before.version}`;
      });
    }
    // The same through the pages: the server accepts no paper that the list before does not name.
    await expect(nextByPaper(ownPaper, { reserve: named.reserve })).rejects.toMatchObject({ code: 'invalid' });
    await withdrawProposal(ctx, cast.actor('guardians.2'), before.version + 1);
    expect(await officersView()).toEqual([null, null]);
    note(`${tries.length} lists in the rows, one through the pages`);
  },
);

attackLong(PROMISE, 'one guardian dies: the third and the one who is left go on, nobody else', async () => {
  const { ctx, owner } = site;
  expect(await officersView()).toEqual([null, null]);
  await owner.sql`update member set status = 'disabled' where id = ${cast.of('guardians.1').memberId}`;
  // One person alone, as both: the county does not go on by a single person.
  await expect(nextList(ctx, cast, ['guardians.2', 'guardians.2'])).rejects.toMatchObject({ code: 'samePerson' });
  await withdrawProposal(ctx, cast.actor('guardians.2'), openDirectory(await listInForce(ctx)).version + 1);
  await expect(nextList(ctx, cast, ['guardians.2', 'fire.lead'])).rejects.toMatchObject({ refusal: true });
  await withdrawProposal(ctx, cast.actor('guardians.2'), openDirectory(await listInForce(ctx)).version + 1);
  // The control: the third guardian's signature brings the list into force, and browsers follow it; so does that of a
  // paper that the list names.
  const paper = newReserve();
  const version = await nextByBoth({ reserve: { signingKey: paper.signingKey } });
  const list = openDirectory(await listInForce(ctx));
  const isNamed = list.members.some(({ id }) => id === cast.of('guardians.1').memberId);
  expect([list.version, isNamed]).toEqual([version, false]);
  expect(await officersView()).toEqual([null, null]);
  const { seed } = reserveOf(paper.words);
  expect(await nextByPaper({ memberId: RESERVE_ID, seed })).toBe(version + 1);
  expect(await officersView()).toEqual([null, null]);
});

/** What the pages of two guardians post; returns the version of the list. */
async function nextByBoth(changes: Partial<DirectoryStatement>): Promise<number> {
  const { ctx } = site;
  const [third, second] = [cast.of('guardians.3'), cast.of('guardians.2')];
  const words = [wordOf('guardians.3'), wordOf('guardians.2')];
  const draft = { ...(await directoryDraft(ctx.db, today(ctx))), ...changes };
  const { statement, signature, attestations } = await madeUp(draft, await countyKeyOf(ctx, second), words);
  // The dead guardian vouched for the routing too, so both confirm again that it holds.
  const routing = await signedRouting(ctx.db);
  const again = words.map(({ seed }) => routing && attest('routing', routing.statement, routing.publicKey, seed));
  const said = attestations.map((one, n) => ({ attestation: one.signature, routingAttestation: again[n] ?? null }));
  const [first = { attestation: '' }, last = { attestation: '' }] = said;
  const version = await proposeDirectory(ctx, third.actor, { statement, signature, ...first });
  await certifyDirectory(ctx, second.actor, { version, ...last });
  return version;
}

/** … and of one guardian with the printed paper. */
async function nextByPaper(paper: Word, changes: Partial<DirectoryStatement> = {}): Promise<number> {
  const { ctx } = site;
  const guardian = cast.of('guardians.2');
  const county = await countyKeyOf(ctx, guardian);
  const made = await madeUp({ ...(await directoryDraft(ctx.db, today(ctx))), ...changes }, county, [
    paper,
    wordOf('guardians.2'),
  ]);
  const [byPaper, own] = made.attestations;
  const { statement, signature } = made;
  const version = await proposeDirectory(ctx, guardian.actor, {
    statement,
    signature,
    attestation: own?.signature ?? '',
  });
  await certifyDirectory(ctx, guardian.actor, { version, attestation: byPaper?.signature ?? '', byReserve: true });
  return version;
}
