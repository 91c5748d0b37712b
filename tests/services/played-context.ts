import { deserialize } from 'node:v8';
import { inject } from 'vitest';
import { type County, type CountyFacts, countyOf } from './fixtures';
import { type TestContext, testContext } from './test-context';

/**
 * A context whose database has the fixture county set up and open: a copy of the one played for the whole run
 * (database/global-setup.ts).
 */
export async function playedContext(): Promise<{ ctx: TestContext; county: County }> {
  const { database, secret, facts } = inject('keptContext');
  const ctx = await testContext({ database, secret: Buffer.from(secret, 'hex') });
  return { ctx, county: countyOf(deserialize(Buffer.from(facts, 'base64')) as CountyFacts) };
}
