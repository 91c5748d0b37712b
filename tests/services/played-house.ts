import { deserialize } from 'node:v8';
import { inject } from 'vitest';
import { type County, type CountyFacts, countyOf } from './fixtures';
import { type TestHouse, testHouse } from './test-house';

/** A house in whose database the fixture county is set up and open: a copy of the one played for the whole run (database/global-setup.ts). */
export async function playedHouse(): Promise<{ house: TestHouse; county: County }> {
  const { database, secret, facts } = inject('keptHouse');
  const house = await testHouse({ database, secret: Buffer.from(secret, 'hex') });
  return { house, county: countyOf(deserialize(Buffer.from(facts, 'base64')) as CountyFacts) };
}
