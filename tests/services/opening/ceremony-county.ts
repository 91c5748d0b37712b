import { beforeAll } from 'vitest';
import { reportFire } from '../case-workspace';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { enterRules } from '../reward-play';
import type { TestContext } from '../test-context';

export const PERSON = { name: 'ZqReporterName11', phone: '13812345678', idNumber: '' };

export let ctx: TestContext;

export let county: County;

export const actor = (login: string) => county.actor(login);

export const report = () => reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true });

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});
