import { beforeAll, expect } from 'vitest';
import { today } from '~/services/context.server';
import type { BareSite } from '../e2e/site';
import { approveFor, askFor, type Cast, openFor } from '../services/ceremony-play';
import { refusedByEach } from '../services/dishonest-play';
import { guardianShares, waitingPayment } from '../services/payout-play';
import { attack, attackLong } from './attack';
import { castOf } from './cast';
import { nextList } from './county-key';
import { copyOfDemo, ownerOfDemo } from './demo';
import { joined, withMember } from './newcomer';
import {
  PAYEE,
  PERSON,
  placed,
  refusedFromAbove,
  refusedToAll,
  reportAbout,
  type SentAbout,
  sentAbout,
  TOWN,
} from './openings-about';

const PROMISE = 'The accused never learn who reported';

let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo(), { 'discipline.lead': 'discipline1' });
});

const unitOf = (login: string) => cast.of(login).unitId;
const certify = () => nextList(site.ctx, cast);
const discipline = () => unitOf('discipline.lead');

attack(PROMISE, 'the level above asks for a case that is about it', async () => {
  const { caseId } = await reportAbout(site, unitOf('upper.lead'));
  await refusedFromAbove(site, cast, 'upper.lead', caseId);
});

attack(PROMISE, 'a guardian and a custodian of the accused office approve', async () => {
  for (const login of ['guardians.1', 'custodians.1']) {
    const id = await askFor(site.ctx, cast, await reportAbout(site, unitOf(login)));
    await refusedByEach(site.ctx, cast, id, 'accusedUnit');
  }
  // The control: the same two, for a report about somebody else.
  const id = await askFor(site.ctx, cast, await reportAbout(site, discipline()));
  await approveFor(site.ctx, cast, id);
  expect(await openFor(site.ctx, cast, id)).toEqual(PERSON);
});

attackLong(PROMISE, 'the accused office pays for the report about it', async () => {
  const [own, other] = [unitOf('finance.1'), discipline()];
  const batchOf = async (accusedUnitId: string) =>
    (await waitingPayment(site.ctx, cast, PAYEE, { accusedUnitId, town: TOWN })).batchId;
  await expect(guardianShares(site.ctx, cast, await batchOf(own))).rejects.toMatchObject({ code: 'accusedUnit' });
  // The control: somebody who reported about another one is paid.
  expect(await guardianShares(site.ctx, cast, await batchOf(other))).not.toEqual([]);
});

attackLong(PROMISE, 'somebody who worked in the accused office before asks, or approves a reward', async () => {
  const { ctx, owner } = site;
  const draft = { login: 'fire.mover', name: '调任 同志', roles: ['handler' as const, 'lead' as const] };
  const mover = await joined(ctx, cast, { ...draft, formerUnitIds: [discipline()] });
  const people = withMember(cast, 'fire.mover', mover);
  // Whoever owns the database removes the former office from the rows; the list certified before does not forget it.
  await owner.sql`delete from member_post where member_id = ${mover.memberId} and roles = '{}'`;
  await certify();
  const id = await askFor(ctx, people, await reportAbout(site, discipline()), { login: 'fire.mover' });
  await refusedByEach(ctx, people, id, 'accusedUnit');
  const about = { accusedUnitId: discipline(), town: TOWN };
  const { batchId } = await waitingPayment(ctx, people, PAYEE, about, 'fire.mover');
  await expect(guardianShares(ctx, people, batchId)).rejects.toMatchObject({ code: 'accusedUnit' });
  // The control: for a report about another office the same person may ask.
  const other = await askFor(ctx, people, await reportAbout(site, unitOf('finance.1')), { login: 'fire.mover' });
  await approveFor(ctx, people, other);
  expect(await openFor(ctx, people, other)).toEqual(PERSON);
});

attackLong(PROMISE, 'units under the accused one, now or at the sending, and its successors', async () => {
  await placed(site, unitOf('chengguan.handler'), { parentUnitId: unitOf('emergency.lead') });
  await under(unitOf('upper.lead'));
  // The control: about them too, whoever has the case and is none of them asks and is answered.
  const id = await askFor(site.ctx, cast, await reportAbout(site, discipline()));
  const underNow = await sentAbout(site, cast, discipline());
  await under(discipline());
  await approveFor(site.ctx, cast, id);
  expect(await openFor(site.ctx, cast, id)).toEqual(PERSON);
  await refused(underNow);
  const underThen = await sentAbout(site, cast, discipline());
  await under(unitOf('upper.lead'));
  await refused(underThen);
  const merged = await sentAbout(site, cast, discipline());
  const successorIds = [unitOf('emergency.lead'), unitOf('finance.1')];
  await placed(site, discipline(), { closedOn: today(site.ctx), successorIds });
  await certify();
  // Rows that have lost the merger, and a list made from them, take nothing away.
  await placed(site, discipline(), { successorIds: [] });
  await certify();
  await refused(merged);
});

const refused = (sent: SentAbout) => refusedToAll(site, cast, sent);

/** The bureau and the finance bureau stand under this unit, by a list that two guardians certify. */
async function under(parentUnitId: string): Promise<void> {
  for (const login of ['emergency.lead', 'finance.1']) await placed(site, unitOf(login), { parentUnitId });
  await certify();
}
