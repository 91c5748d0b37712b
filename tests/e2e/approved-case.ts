import { today } from '~/services/context.server';
import { reportFire } from '../services/case-workspace';
import { approveFromWorkspace, confirmCase, proposeFrom } from '../services/reward-play';
import type { TestSite } from './site';

type Place = Pick<TestSite, 'ctx' | 'county'>;

/** A second report whose reward is approved, brought there by the services as the browsers bring the first. */
export async function approvedCase(place: Place): Promise<{ code: string }> {
  const occurredOn = today(place.ctx);
  const filed = await reportFire(place.ctx, { matter: 'violation', insider: false, occurredOn });
  await approveCase(place, filed);
  return filed;
}

/** The same for a report that already lies with the fire brigade. */
export async function approveCase({ ctx, county }: Place, filed: { caseId: string; reportId: string }) {
  await confirmCase(ctx, county, filed.caseId);
  const proposalId = await proposeFrom(ctx, county, filed);
  await approveFromWorkspace(ctx, county, { ...filed, proposalId });
}
