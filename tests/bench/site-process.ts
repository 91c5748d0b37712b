import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { serve, untilStopped } from '~/cli/serve';
import { addMonths, monthOf } from '~/domain/dates';
import { type Context, today } from '~/services/context.server';
import { countyIfAny } from '~/services/county/county.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { makeRelease } from '~/services/publication/statistics.server';
import { addBoard } from '../e2e/played-county';
import { makeCounty } from '../services/fixtures';
import { answerParent, argument } from './child-end';
import { CODES_FILE, spentCodes } from './codes/spent-codes';
import { addCases, addPenalties, type Run } from './lists/bulk-rows';

const CASES = 2_000;
const PENALTIES = 200;
const RELEASES = 6;

/** The real site as `npm start` serves it, over a county in which reporting is open and public pages have content. */
const { data, origin, unpressed } = argument<{ data: string; origin: string; unpressed?: boolean }>();
const NO_LIMIT = { most: Number.MAX_SAFE_INTEGER, perMs: 60_000 };
const serving = await serve({
  environment: {
    port: 0,
    host: '127.0.0.1',
    origin,
    data,
    databaseUrl: null,
    s3: null,
    processName: null,
    smtpUrl: null,
    gateway: null,
    backup: { folder: null, hour: 1, keep: 14, recipient: null },
    metrics: null,
    securityContact: null,
    statusToken: null,
    trustedProxies: [],
    otherOrigins: [],
    production: true,
  },
  print: () => undefined,
  // One address sends them all, and no browser stands behind it that could work for its turn.
  ...(unpressed && {
    throttleLimits: { view: NO_LIMIT, post: NO_LIMIT, report: NO_LIMIT, upload: NO_LIMIT, signIn: NO_LIMIT },
    pressureLimits: { pressedAt: Number.MAX_SAFE_INTEGER },
    quotaLimits: { free: Number.MAX_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER },
  }),
  prepare: async (ctx) => {
    if (!(await countyIfAny(ctx.db))) await fill(ctx);
  },
});
const stopped = untilStopped(serving);
answerParent({ port: serving.port });
process.exit(await stopped);

async function fill(ctx: Context): Promise<void> {
  const county = await makeCounty(cheaply(ctx));
  const { unitIds, actor } = county;
  writeFileSync(join(data, CODES_FILE), JSON.stringify(await spentCodes(ctx, county)));
  const run: Run = (statement) => ctx.db.execute(sql.raw(statement));
  const units = {
    own: unitIds.fire,
    others: [unitIds.emergency, unitIds.zhenxi],
    officer: actor('fire.handler').memberId,
  };
  await addCases(run, units, 1, CASES);
  await addBoard(ctx, units.own);
  await signRouting(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
  await addPenalties(run, units.own, 1, PENALTIES);
  for (let back = 1; back <= RELEASES; back += 1) {
    await makeRelease(ctx, { kind: 'system', name: 'bench' }, addMonths(monthOf(today(ctx)), -back));
  }
}

/** Nobody signs in here, so members' passphrases are stretched cheaply; reports are sealed at the full cost. */
function cheaply(ctx: Context): Context {
  const { argon2id } = ctx;
  return {
    ...ctx,
    argon2id: (password, salt, parameters) => argon2id(password, salt, { ...parameters, memoryKiB: 64, iterations: 1 }),
  };
}
