import { today } from '~/services/house.server';
import { reportFire } from '../services/case-desk';
import { approveFromDesk, confirmCase, proposeFrom } from '../services/reward-play';
import type { TestSite } from './site';

type Place = Pick<TestSite, 'house' | 'county'>;

/** A second report whose reward is approved, brought there by the services as the browsers bring the first. */
export async function approvedCase(place: Place): Promise<{ code: string }> {
  const occurredOn = today(place.house);
  const filed = await reportFire(place.house, { matter: 'violation', insider: false, occurredOn });
  await approveCase(place, filed);
  return filed;
}

/** The same for a report that lies with the fire brigade already. */
export async function approveCase({ house, county }: Place, filed: { caseId: string; reportId: string }) {
  await confirmCase(house, county, filed.caseId);
  const proposalId = await proposeFrom(house, county, filed);
  await approveFromDesk(house, county, { ...filed, proposalId });
}
