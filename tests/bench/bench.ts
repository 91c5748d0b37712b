import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAccepting } from './accepting/accepting';
import { profileInto } from './child';
import { measureCodes } from './codes/codes';
import { measureCrowd } from './crowd/measure';
import { measureLists } from './lists/lists';
import type { Measurement } from './measurement';
import { measurePages } from './pages/pages';
import { measureSlowPhone } from './pages/slow-phone';
import { measureWeight } from './pages/weight';
import { measureRecovery } from './recovery';
import { startScratchServer } from './scratch-database';
import { measureScriptsOff } from './scripts-off';
import { measureSealing } from './sealing/sealing';
import { startSite } from './site';
import { table } from './table';
import { measureUploads } from './uploads/uploads';
import { measureWalk } from './walk/walk';
import { openWorkshop, type Workshop } from './workshop';

const CASES = 100_000;
const FULL_CASES = 1_000_000;
const PARTS = [
  'accepting',
  'uploads',
  'submit',
  'lists',
  'pages',
  'walk',
  'sealing',
  'recovery',
  'crowd',
  'codes',
] as const;
const HELP = `npm run bench -- [--full] [--only PART,…] [--profile FOLDER] [--json]

  --full       lists at ${FULL_CASES} cases instead of ${CASES} (some minutes more)
  --only       of ${PARTS.join(', ')}
  --profile    each process writes a CPU profile there (slower)
  --json       one JSON value on standard output`;

type Part = (typeof PARTS)[number];
type Options = { json: boolean; cases: number; parts: readonly Part[] };

function readOptions(): Options | null {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { full: flag, json: flag, help: flag, only: { type: 'string' }, profile: { type: 'string' } },
  });
  if (values.profile) profileInto(values.profile);
  const asked = values.only?.split(',') ?? PARTS;
  const parts = PARTS.filter((part) => asked.includes(part));
  if (values.help || parts.length < asked.length) return null;
  return { json: values.json, cases: values.full ? FULL_CASES : CASES, parts };
}

/** Lists, on a database of their own. */
async function onDatabase(workshop: Workshop, { parts, cases }: Options): Promise<Measurement[]> {
  if (!parts.includes('lists')) return [];
  const server = await startScratchServer(workshop);
  try {
    return await measureLists(workshop, server, cases);
  } finally {
    await server.stop();
  }
}

/** Taking sealed reports and parts of files, by a site without limits for one address. */
async function onOwnSite(workshop: Workshop, { parts }: Options): Promise<Measurement[]> {
  if (!parts.includes('accepting') && !parts.includes('uploads')) return [];
  const data = workshop.dataFolder('accepting');
  workshop.say('accepting sealed reports and parts of files');
  const site = await startSite(workshop, data, { unpressed: true });
  try {
    const uploads = parts.includes('uploads') ? await measureUploads(workshop, site) : [];
    if (!parts.includes('accepting')) return uploads;
    return [...(await measureAccepting(workshop, site, data)), ...uploads];
  } finally {
    await site.stop();
  }
}

/** Everything that needs the whole site. */
async function onSite(workshop: Workshop, { parts }: Options): Promise<Measurement[]> {
  const asked = (part: Part) => parts.includes(part);
  if (!(['submit', 'pages', 'walk', 'recovery', 'crowd', 'codes'] as const).some(asked)) return [];
  const data = workshop.dataFolder('site');
  workshop.say('starting the site');
  const site = await startSite(workshop, data);
  const found: Measurement[] = [];
  if (asked('submit')) found.push(...(await measureScriptsOff(site)));
  if (asked('pages')) {
    workshop.say('public pages');
    found.push(...(await measurePages(workshop, site)), ...(await measureWeight(site)), await measureSlowPhone(site));
  }
  if (asked('walk')) {
    workshop.say('a practised report');
    found.push(...(await measureWalk(site)));
  }
  if (asked('codes')) found.push(...(await measureCodes(workshop, site, data)));
  if (asked('crowd')) found.push(...(await measureCrowd(workshop, site)));
  if (asked('recovery')) found.push(await measureRecovery(workshop, site, data));
  else await site.stop();
  return found;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.log(HELP);
    return 2;
  }
  const started = performance.now();
  const workshop = openWorkshop((line) =>
    console.error(`${((performance.now() - started) / 1000).toFixed(0)} s  ${line}`),
  );
  try {
    const found = [
      ...(await onOwnSite(workshop, options)),
      ...(await onDatabase(workshop, options)),
      ...(await onSite(workshop, options)),
    ];
    if (options.parts.includes('sealing')) {
      workshop.say('sealing 100 MB');
      found.push(...(await measureSealing(workshop)));
    }
    show(found, options.json, (performance.now() - started) / 1000);
    return 0;
  } catch (error) {
    console.error(workshop.lastWords());
    throw error;
  } finally {
    await workshop.close();
  }
}

function show(measurements: Measurement[], json: boolean, seconds: number): void {
  const machine = { node: process.version, cores: cpus().length, load: loadavg()[0] ?? 0 };
  if (json) {
    console.log(JSON.stringify({ machine, seconds, measurements }));
    return;
  }
  console.log(table(measurements));
  console.log(
    `Node ${machine.node}, ${machine.cores} cores, load ${machine.load.toFixed(1)}; ${seconds.toFixed(0)} s. Compare ratios, not absolute numbers.`,
  );
}

process.exitCode = await main();
