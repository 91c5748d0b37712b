import type { Db } from '#db/client';
import { readTable, underHeadings } from '~/contract/county/table-file';
import type { Member } from '~/domain/acts/permission';
import { calledBy } from '~/domain/county/employer-table';
import type { OwnSectors } from '~/domain/county/sector-list';
import { MAX_SITUATIONS, type SituationData } from '~/domain/county/situation-list';
import { type BadCell, readSituation, situationColumns } from '~/domain/county/situation-table';
import { Refusal } from '~/domain/refusal';
import { readDayAhead } from '~/domain/typed/day';
import { isBlank } from '~/domain/typed/text';
import { type Context, today } from '~/services/context.server';
import { look } from '~/services/look.server';
import type { SectorNames } from './employer-import.server';
import { COUNTY } from './policies.server';
import { askNextPolicy } from './policy-draft.server';
import { draftedSectors } from './sector-rows.server';

export const MAX_LIST_BYTES = 2_000_000;
/** A list with more problems than these has one common cause, or is no list of situations. */
const MAX_TOLD = 200;
const LONGEST_QUOTE = 80;

/** A cell that cannot be taken: its row, the beginning of what stands there, and the row that has the same code. */
export type BadSituation = BadCell & { number: number; cell: string; otherRow: number | null };
export type CheckedSituations = { good: SituationData[]; bad: BadSituation[]; problems: number };

/** The page with the empty form: the county's trades, as drafted. Refusal `notAllowed`. */
export const openSituations = (ctx: Context, actor: Member): Promise<OwnSectors> =>
  look(ctx, actor, 'policy.edit', null, ({ db }) => draftedSectors(db));

/** Reads a list of situations and says for each row whether it can be taken. Nothing is written. Refusal `invalid` (file). */
export const checkSituations = (
  ctx: Context,
  actor: Member,
  bytes: Uint8Array,
  sectorNames: SectorNames,
): Promise<CheckedSituations> => look(ctx, actor, 'policy.edit', null, ({ db }) => checkedList(db, bytes, sectorNames));

async function checkedList(db: Db, bytes: Uint8Array, sectorNames: SectorNames): Promise<CheckedSituations> {
  const { at, rows } = underHeadings(await readTable(bytes, MAX_SITUATIONS + 1), situationColumns);
  const named = Object.entries(sectorNames(await draftedSectors(db)));
  const sectors = calledBy(named.map(([code, names]) => [code, ...names] as const));
  const first = new Map<string, number>();
  const found: CheckedSituations = { good: [], bad: [], problems: 0 };
  for (const { number, cells } of rows) {
    const { item, code, problems } = readSituation(cells, at, sectors);
    const otherRow = first.get(code) ?? null;
    if (otherRow === null) first.set(code, number);
    const told: BadCell[] = otherRow === null ? problems : [...problems, { column: 'code', problem: 'repeated' }];
    if (item && told.length === 0) found.good.push(item);
    found.problems += told.length;
    for (const one of told.slice(0, MAX_TOLD - found.bad.length)) {
      const cell = cells[at[one.column] ?? -1] ?? '';
      found.bad.push({ ...one, number, cell: [...cell].slice(0, LONGEST_QUOTE).join(''), otherRow });
    }
  }
  return found;
}

export type TypedList = { effectiveFrom: string; legalBasis: string; checkedBy: string; items: SituationData[] };

/**
 * Asks that this list be the county's from its first day; a second person agrees as to every rule. Refusals: `invalid`
 * (effectiveFrom, legalBasis, checkedBy, items), those of `askNextPolicy`.
 */
export async function askSituations(ctx: Context, actor: Member, typed: TypedList): Promise<void> {
  const read = readDayAhead(typed.effectiveFrom, today(ctx));
  if (!('day' in read) || !read.sure) throw new Refusal('invalid', { field: 'effectiveFrom' });
  const { legalBasis, items } = typed;
  if (isBlank(legalBasis)) throw new Refusal('invalid', { field: 'legalBasis' });
  const checkedBy = isBlank(typed.checkedBy) ? null : typed.checkedBy;
  await askNextPolicy(ctx, actor, {
    kind: 'situations',
    jurisdiction: COUNTY,
    effectiveFrom: read.day,
    effectiveTo: null,
    legalBasis,
    checked: checkedBy !== null,
    checkedBy,
    items,
  });
}
