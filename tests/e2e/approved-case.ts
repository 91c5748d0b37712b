import { today } from '~/services/house.server';
import { approveReward } from '~/services/reward.server';
import { confirmedCase, proposeFrom } from '../services/reward-play';
import type { TestSite } from './site';

/** A second report whose reward is approved, brought there by the services as the browsers bring the first. */
export async function approvedCase({ house, county }: TestSite): Promise<{ code: string }> {
  const filed = await confirmedCase(house, county, { occurredOn: today(house) });
  const rewardId = await proposeFrom(house, county, filed);
  await approveReward(house, county.actor('fire.lead'), { rewardId });
  return filed;
}
