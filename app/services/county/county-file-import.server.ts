import { type CountyValues, readCountyFile } from '~/contract/county/county-file';
import type { Member } from '~/domain/acts/permission';
import {
  type CountyEntry,
  canonical,
  type Difference,
  differences,
  withoutPastDays,
} from '~/domain/county/county-file';
import { isKept } from '~/domain/county/county-file-shown';
import type { Localized } from '~/domain/localized';
import { isRefusal, Refusal } from '~/domain/refusal';
import { type Context, today } from '~/services/context.server';
import { sha256Hex } from '~/services/log/log-chain.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { presentCounty } from './county-file.server';
import { EMPLOYERS_AT_ONCE, keepNewEmployers } from './county-file-employers.server';
import { KEEP } from './county-file-keep.server';
import { type IdOf, idsOf } from './county-file-units.server';

/** It is held in memory whole. A register of 20,000 employers has about 12 MB. */
export const MAX_COUNTY_FILE = 20_000_000;

/** `wrong`: what the act that would keep it refuses, as `field problem` where it says so. */
export type CheckedDifference = Omit<Difference, 'value'> & { names: Localized; name: string; wrong: string[] };
export type CheckedCountyFile = {
  found: CheckedDifference[];
  unchanged: number;
  misshapen: { section: string; at: number; field: string }[];
  /** What was shown, which is posted with the file when it shall be kept. */
  told: string;
};

/** Carries what was found out of a transaction that is to be rolled back. */
class OnlyChecked extends Error {
  readonly checked: CheckedCountyFile;

  constructor(checked: CheckedCountyFile) {
    super('only checked');
    this.checked = checked;
  }
}

/**
 * Says what a file would change, and for each entry what is wrong with it: every entry is kept by its own act, and all of it rolled back.
 * Refusal `invalid` (file).
 */
export async function checkCountyFile(ctx: Context, actor: Member, text: string): Promise<CheckedCountyFile> {
  try {
    return await keptTogether(ctx, actor, text, (checked) => {
      throw new OnlyChecked(checked);
    });
  } catch (error) {
    if (error instanceof OnlyChecked) return error.checked;
    throw error;
  }
}

/**
 * Keeps every entry that can be kept, as drafts of the kind that its own page makes; all in one transaction. What could not stays out,
 * and is told. Refusals: `invalid` (file), `conflict` (by now it would change something else than was shown).
 */
export const importCountyFile = (ctx: Context, actor: Member, text: string, told: string): Promise<CheckedCountyFile> =>
  keptTogether(ctx, actor, text, (checked) => {
    if (checked.told !== told) throw new Refusal('conflict', { field: 'file', data: { rule: 'changedSince' } });
  });

async function keptTogether(
  ctx: Context,
  actor: Member,
  text: string,
  atEnd: (checked: CheckedCountyFile) => void,
): Promise<CheckedCountyFile> {
  const file = readCountyFile(text);
  if (file === null) throw new Refusal('invalid', { field: 'file', data: { rule: 'noCountyFile' } });
  return perform(ctx, actor, 'setup.import', 'county:only', async ({ tx, record }) => {
    // The acts below open their own transactions in this one.
    const within: Context = { ...ctx, db: tx as unknown as Context['db'], publicChanged: () => undefined };
    const day = today(ctx);
    const present = await presentCounty(tx, day);
    const { found, unchanged } = differences(withoutPastDays(file.entries, day), present);
    const unitNames = namesOfUnits([...present.entries, ...file.entries]);
    const id = await idsOf(within, actor);
    const made: CheckedDifference[] = [];
    for (const some of together(found)) {
      const wrong = await refusedBy(within, actor, some, id);
      for (const [at, one] of some.entries()) {
        const { value: _, ...difference } = one;
        made.push({ ...difference, ...calledIn(one, unitNames), wrong: wrong[at] ?? [] });
      }
    }
    const checked = { found: made, unchanged, misshapen: file.misshapen, told: sha256Hex(canonical(made)) };
    atEnd(checked);
    record({ count: made.filter(isKept).length });
    return checked;
  }).then((checked) => {
    ctx.publicChanged();
    return checked;
  });
}

/** The page with the empty form. Refusal `notAllowed`. */
export const countyFilePage = (ctx: Context, actor: Member): Promise<void> =>
  look(ctx, actor, 'setup.import', null, async () => undefined);

/** The entries in their order; new employers that follow each other are kept together, all others one by one. */
function together(found: readonly Difference[]): Difference[][] {
  const groups: Difference[][] = [];
  for (const one of found) {
    const last = groups.at(-1);
    const joins = last?.[0] && isNewEmployer(one) && isNewEmployer(last[0]) && last.length < EMPLOYERS_AT_ONCE;
    if (joins) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

const isTried = ({ section, state, problems }: Difference): boolean =>
  section !== 'funds' && state === 'ready' && problems.length === 0;
const isNewEmployer = (one: Difference): boolean =>
  one.section === 'employers' && one.change === 'added' && isTried(one);

/** Keeps entries; returns for each why not. What must wait, or has a problem already, is not tried. */
async function refusedBy(ctx: Context, actor: Member, some: readonly Difference[], id: IdOf): Promise<string[][]> {
  const [one] = some;
  if (one === undefined || !isTried(one)) return [];
  if (isNewEmployer(one)) {
    const values = some.map(({ value }) => value as CountyValues['employers']);
    return keepNewEmployers(ctx, actor, values, id);
  }
  return [await refusedAlone(ctx, actor, one, id)];
}

async function refusedAlone(ctx: Context, actor: Member, { section, value }: Difference, id: IdOf): Promise<string[]> {
  if (section === 'funds') return [];
  try {
    await KEEP[section](ctx, actor, value as CountyValues[typeof section] & never, id);
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { problems: told } = error.data ?? {};
    return Array.isArray(told) ? told.map(String) : [`${error.field ?? ''} ${error.code}`.trim()];
  }
}

const namesOfUnits = (entries: readonly CountyEntry[]): ReadonlyMap<unknown, Localized> =>
  new Map(
    entries.flatMap(({ section, value }) => (section === 'units' ? [[value.code, value.names as Localized]] : [])),
  );

/** What people call an entry: its name in each language, if it has one, and what else tells it from others. */
function calledIn(
  { section, value }: Difference,
  unitNames: ReadonlyMap<unknown, Localized>,
): { names: Localized; name: string } {
  const { names, site, code, creditCode, id, unit, successor, year, event, mail, target, fromDay } = value;
  const ended = section === 'unitEndings' ? unitNames.get(unit) : undefined;
  const named = (names ?? site ?? ended ?? {}) as Localized;
  const { duty, sector, area, matter } = value;
  const parts =
    section === 'duties'
      ? [duty, sector, area, matter]
      : [code ?? creditCode ?? id, successor ? `${unit} → ${successor}` : unit, year, event, mail || target, fromDay];
  return { names: named, name: parts.filter((one) => one !== undefined && one !== '').join(' · ') };
}
