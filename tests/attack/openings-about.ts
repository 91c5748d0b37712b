import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { unit } from '#db/schema/county';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import type { BareSite } from '../e2e/site';
import { approval, type Cast, type Filed } from '../services/ceremony-play';
import { approveAnyway, askWith, giveInRow, refusedByEach } from '../services/dishonest-play';
import { askFromAbove, custodianGives } from '../services/escrow-play';
import { guardianShares, waitingPayment } from '../services/payout-play';
import { reportDraft } from '../services/report-drafts';
import { sealedInBrowser, sent } from '../services/sealed-submission';

export const TOWN = '500999101';
export const PERSON = { name: '陈大江', phone: '13812345678', idNumber: '' };
export const PAYEE = { holder: '陈大江', bank: '安岭农商银行', account: '6222000011112222' };

type Site = Pick<BareSite, 'ctx' | 'owner'>;

/** A named report about this unit, sealed in its reporter's browser; the fire brigade has it. */
export async function reportAbout({ ctx }: Pick<Site, 'ctx'>, accusedUnit: string): Promise<Filed> {
  const more = { anonymity: 'named', ...PERSON, accusedUnit, consent: 'yes', area: `${TOWN}1` } as const;
  const { posted } = await sealedInBrowser(ctx, reportDraft(more));
  await submitSealedReport(ctx, sent(posted));
  return { caseId: posted.caseId, reportId: posted.reportId };
}

type Place = Partial<Pick<typeof unit.$inferSelect, 'parentUnitId' | 'successorIds' | 'closedOn'>>;

/** Moves a unit in the rows; it is in force once two guardians have certified it. */
export const placed = ({ owner }: Site, unitId: string, where: Place) =>
  owner.db.update(unit).set(where).where(eq(unit.id, unitId));

/** Three reports about one unit, for the three openings: of who reported, of a case from above, and of who is paid. */
export async function sentAbout(site: Site, cast: Cast, accused: string) {
  const [filed, other] = [await reportAbout(site, accused), await reportAbout(site, accused)];
  const payment = await waitingPayment(site.ctx, cast, PAYEE, { accusedUnitId: accused, town: TOWN });
  return { filed, other, payment };
}
export type SentAbout = Awaited<ReturnType<typeof sentAbout>>;

/**
 * Somebody who writes to the database gives the case to the bureau, whose handler asks, and another one to the town
 * under it, whose level above asks; the finance bureau is to pay. Each honest browser refuses, whatever the rows say.
 */
export async function refusedToAll({ ctx, owner }: Site, cast: Cast, { filed, other, payment }: SentAbout) {
  const [bureau, town] = [cast.of('emergency.handler'), cast.of('chengguan.handler')];
  await giveInRow(owner.db, filed.caseId, bureau.unitId, bureau.memberId);
  const id = await askWith(ctx, cast, { login: 'emergency.handler', filed, reportSeed: null });
  await giveInRow(owner.db, filed.caseId, cast.of('fire.handler').unitId, null);
  await refusedByEach(ctx, cast, id, 'accusedUnit');
  await giveInRow(owner.db, other.caseId, town.unitId, null);
  await refusedFromAbove({ ctx }, cast, 'emergency.lead', other.caseId);
  await expect(guardianShares(ctx, cast, payment.batchId)).rejects.toMatchObject({ code: 'accusedUnit' });
}

/** An escrow requested from above by a lead of the accused unit: guardian and custodian each refuse by themselves. */
export async function refusedFromAbove(
  { ctx }: Pick<Site, 'ctx'>,
  cast: Cast,
  login: string,
  caseId: string,
): Promise<void> {
  const lead = cast.of(login);
  const asked = await askFromAbove(ctx, { lead, caseId });
  const opener = cast.of('custodians.1').memberId;
  const refused = { code: 'accusedUnit' };
  await expect(approval(ctx, cast.of('guardians.1'), asked.id, opener)).rejects.toMatchObject(refused);
  await approveAnyway(ctx, cast, asked.id, lead);
  await expect(custodianGives(ctx, cast, asked)).rejects.toMatchObject(refused);
}
