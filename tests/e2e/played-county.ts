import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { connect } from '#db/client';
import { employer, signboard } from '#db/schema/register';
import { creditCheck } from '~/domain/credit-code';
import { regulatorOf } from '~/envelope/keys/site-regulator';
import type { Context } from '~/services/context.server';
import { makeContext } from '~/services/context-factory.server';
import { COUNTY, seedPolicies } from '~/services/county/policies.server';
import { enterPolicy } from '~/services/county/policy-entry.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { creditFund, openFund } from '~/services/reward/fund.server';
import { cheapArgon2id } from '../database/kept-context';
import { cloneTemplate } from '../database/template';
import { type County, type CountyFacts, countyOf, playCounty } from '../services/fixtures';

const CREDIT = '91500200MA0000000';

/** The board at the gate of the story. */
export const GATE = 'TEST01';

/** Database to copy, data folder to copy, and the file with everybody's keys. */
export type PlayedCounty = { database: string; data: string; facts: string };

/**
 * Plays the fixture county once for all browser tests: real keys (of passphrases at the cost of `cheapArgon2id`), one
 * signboard, a fund, and the county's reward rule.
 */
export async function keepCounty(serverUrl: string, folder: string): Promise<PlayedCounty> {
  const { name, url } = await cloneTemplate(serverUrl);
  const [data, facts] = [join(folder, 'data'), join(folder, 'facts')];
  mkdirSync(data, { recursive: true });
  const { db, close } = connect(url, { role: 'anshao_app' });
  const ctx = makeContext({ db, data, origin: 'http://localhost', smtpUrl: null, log: () => undefined });
  try {
    await seedPolicies(ctx);
    // On a slow machine a one-time code could expire between being made and being checked.
    const now = ctx.now();
    const played = await playCounty({ ...ctx, now: () => now, argon2id: cheapArgon2id() });
    await furnish(ctx, countyOf(played));
    writeFileSync(facts, serialize(played), { mode: 0o600 });
  } finally {
    ctx.mail.close();
    await close();
  }
  return { database: name, data, facts };
}

export const keptCounty = ({ facts }: PlayedCounty): County =>
  countyOf(deserialize(readFileSync(facts)) as CountyFacts);

/** An employer with its signboard. */
export async function addBoard(ctx: Context, regulatorUnitId: string): Promise<void> {
  const employerId = randomUUID();
  const { duty, sectors } = regulatorOf(regulatorUnitId, 'fire');
  const regulators = [{ unitId: regulatorUnitId, duty, sectors: [...sectors] }];
  const place = { areaCode: '500200101', regulators };
  await ctx.db.insert(employer).values({
    ...place,
    id: employerId,
    names: { zh: '锦程服装厂', en: 'Jincheng Garments' },
    creditCode: `${CREDIT}${creditCheck(CREDIT)}`,
    sector: 'fire',
  });
  await ctx.db.insert(signboard).values({
    ...place,
    code: GATE,
    site: { zh: '锦程服装厂东门', en: 'Jincheng Garments, east gate' },
    employerId,
    persons: [
      { role: 'employer', name: '甲某', post: '厂长', phone: '023-5555-0001' },
      { role: 'regulator', name: '乙某', post: '监管员', phone: '023-5555-0002' },
      { role: 'area', name: '丙某', post: '镇长', phone: '023-5555-0003' },
    ],
    risks: [{ zh: '疏散通道', en: 'Escape routes' }],
    hotline: '12350',
  });
}

/** What the fixture county still lacks: an employer with its signboard, a reward rule, and money. */
export async function furnish(ctx: Context, county: County): Promise<void> {
  const fire = county.unitIds.fire;
  await addBoard(ctx, fire);
  await signRouting(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
  await enterPolicy(ctx, { kind: 'system', name: 'test' }, LOCAL_RULE);
  const finance = county.actor('finance.1');
  const year = new Date(ctx.now()).getUTCFullYear();
  const fundId = await openFund(ctx, finance, { unitId: fire, year, source: 'fiscal' });
  await creditFund(ctx, finance, { fundId, amount: 10_000_000n, voucher: '拨001' });
}

export const LOCAL_RULE = {
  id: 'test-county-reward',
  kind: 'reward',
  jurisdiction: COUNTY,
  effectiveFrom: '2021-01-01',
  effectiveTo: null,
  legalBasis: '本县举报奖励办法（测试）',
  checked: false,
  checkedBy: null,
  penaltyShare: { basisPoints: null, floorFen: null, capFen: null },
  concealedDeath: { perDeathFen: { general: null, larger: null, major: null, especiallyMajor: null }, capFen: null },
  generalHazard: { minFen: null, maxFen: null },
  generalViolation: { minFen: null, maxFen: null },
  insider: null,
  anonymousEligible: true,
  rounding: null,
} satisfies Parameters<typeof enterPolicy>[2];
