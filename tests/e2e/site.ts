import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { afterAll } from 'vitest';
import type { Connection } from '#db/client';
import { migrationsCurrent } from '#db/migrate';
import { employer, signboard } from '#db/schema/county';
import { builtManifest } from '~/cli/built-manifest';
import { ISLANDS, STATIC_FOLDERS } from '~/cli/static-folders';
import { HANDLERS } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import { creditFund, openFund } from '~/services/fund.server';
import type { House } from '~/services/house.server';
import { makeHouse } from '~/services/house-factory.server';
import type { Message } from '~/services/mail.server';
import { COUNTY, enterPolicy, seedPolicies } from '~/services/policies.server';
import { serveScripts } from '~/services/served-scripts.server';
import { readIslands } from '~/web/islands.server';
import { makePageCache } from '~/web/page-cache.server';
import { createSite } from '~/web/server';
import { freshDatabase } from '../database/fresh-database';
import { ensureBuilt, freePort } from '../faults/running-site';
import { type County, makeCounty } from '../services/fixtures';

export type BareSite = {
  origin: string;
  house: House;
  /** The folder of blobs and keys. */
  data: string;
  /** With the owner's rights. */
  owner: Connection;
  mails: Message[];
  /** Every structured log line, as written. */
  logged: string[];
  /** Moves the site's clock on. */
  advance: (ms: number) => void;
};

export type TestSite = BareSite & { county: County };

/** The board at the gate of the story. */
export const GATE = 'TEST01';

/** A whole site in this process: fixture county with real keys, one signboard, a fund, the county's reward rule. */
export async function openSite(): Promise<TestSite> {
  const site = await openBareSite();
  await seedPolicies(site.house);
  const county = await makeCounty(site.house);
  await furnish(site.house, county);
  return { ...site, county };
}

/** A site as it is at its first start: migrated, and nothing else. Closed after the test file. */
export async function openBareSite(): Promise<BareSite> {
  ensureBuilt();
  const data = mkdtempSync(join(tmpdir(), 'anshao-e2e-'));
  const database = await freshDatabase();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  let ahead = 0;
  const logged: string[] = [];
  const mails: Message[] = [];
  const cache = makePageCache(Date.now, 0);
  const made = makeHouse({
    db: database.db,
    data,
    origin,
    smtpUrl: null,
    log: (event, fields) => void logged.push(JSON.stringify({ event, ...fields })),
    publicChanged: () => cache.clear(),
    now: () => Date.now() + ahead,
  });
  const mail = { configured: true, send: async (message: Message) => void mails.push(message), close: () => undefined };
  const house: House = { ...made, mail, scripts: await serveScripts(made, await builtManifest()) };
  const build = (await import(pathToFileURL(join(process.cwd(), 'build/server/index.js')).href)) as ServerBuild;
  const site = createSite({
    house,
    build,
    cache,
    production: true,
    folders: STATIC_FOLDERS,
    islands: readIslands(ISLANDS),
    ready: () => migrationsCurrent(house.db),
  });
  await site.listen(port, '127.0.0.1');
  const worker = startWorker(house, database.sql, { handlers: HANDLERS, periodic: [] });
  afterAll(async () => {
    await site.close();
    await worker.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const advance = (ms: number) => {
    ahead += ms;
  };
  return { origin, house, data, owner: database.owner, mails, logged, advance };
}

/** What the fixture county still lacks: an employer with its signboard, a reward rule, and money. */
export async function furnish(house: House, county: County): Promise<void> {
  const fire = county.unitIds.fire;
  const employerId = randomUUID();
  const place = { areaCode: '500200101', regulatorUnitId: fire };
  await house.db.insert(employer).values({
    ...place,
    id: employerId,
    nameZh: '锦程服装厂',
    nameEn: 'Jincheng Garments',
    creditCode: '91500200MA00000001',
    sector: 'fire',
  });
  await house.db.insert(signboard).values({
    ...place,
    code: GATE,
    siteZh: '锦程服装厂东门',
    siteEn: 'Jincheng Garments, east gate',
    employerId,
    persons: [
      { role: 'employer', name: '甲某', post: '厂长', phone: '023-5555-0001' },
      { role: 'regulator', name: '乙某', post: '监管员', phone: '023-5555-0002' },
      { role: 'area', name: '丙某', post: '镇长', phone: '023-5555-0003' },
    ],
    risks: [{ zh: '疏散通道', en: 'Escape routes' }],
    hotline: '12350',
  });
  await enterPolicy(house, { kind: 'system', name: 'test' }, LOCAL_RULE);
  const finance = county.actor('finance.1');
  const year = new Date(house.now()).getUTCFullYear();
  const fundId = await openFund(house, finance, { unitId: fire, year, source: 'fiscal' });
  await creditFund(house, finance, { fundId, amount: 10_000_000n, voucher: '拨001' });
}

const LOCAL_RULE: Parameters<typeof enterPolicy>[2] = {
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
  insider: null,
  anonymousEligible: true,
};
