import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { employer, signboard } from '#db/schema/register';
import { destinationOf, type PageFacts } from '~/browser/report/report-route';
import type { ReportDraft } from '~/domain/report/report';
import { signRouting } from '~/services/keys/provision-routing.server';
import { addBoard } from '../../e2e/played-county';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { knownCounty } from '../sealed-submission';

export const { ctx, county } = await playedContext();

export const { fire, emergency, upper, intake, zhenxi, discipline } = county.unitIds;

export const guardians = [county.of('guardians.1'), county.of('guardians.2')];

export const FACTS: PageFacts = { keys: '', registers: '', fingerprint: '', boardArea: '500200101' };

export const trade = (unitId: string) => [{ unitId, duty: 'trade' as const, sectors: [] }];

await addBoard(ctx, fire);

// Regulates a trade, and so takes all but what special regulators answer for.
await ctx.db.update(employer).set({ sector: 'gas', regulators: trade(fire) });

await ctx.db.update(signboard).set({ regulators: trade(fire) });

await signRouting(ctx, guardians, county.directory);

/** Acts with the owner's rights and bypasses every trigger, as whoever runs the database can. */
export const force = (statement: ReturnType<typeof sql>) =>
  ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });

export const draftOf = (changes: Partial<ReportDraft>): ReportDraft => ({
  ...reportDraft(),
  sector: 'fire',
  town: null,
  accusedUnitId: null,
  ...changes,
});

/** Where an honest browser would send it, by what the server gives out. */
export async function ledTo(changes: Partial<ReportDraft> = {}, facts = FACTS) {
  const draft = draftOf(changes);
  const { routing, handling } = await destinationOf(draft, await knownCounty(ctx), facts);
  expect(handling.unitId).toBe(routing.responsibleUnitId);
  return routing.responsibleUnitId;
}
