import { and, inArray, ne } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { penaltyDecision } from '#db/schema/publication';
import { readTable, underHeadings } from '~/contract/county/table-file';
import type { Member } from '~/domain/acts/permission';
import { calledBy } from '~/domain/county/employer-table';
import type { OwnSectors } from '~/domain/county/sector-list';
import { type PenaltyDraft, parsePenaltyForm } from '~/domain/publication/penalty-form';
import {
  type PenaltyRowProblem,
  penaltyColumns,
  penaltyProblems,
  type TypedPenalty,
  typedPenalty,
} from '~/domain/publication/penalty-table';
import { Refusal } from '~/domain/refusal';
import { plainDecisionNumber } from '~/domain/typed/decision-number';
import type { Context } from '~/services/context.server';
import { areas } from '~/services/county/county.server';
import { lockHandOvers, storeHandOver, waitingOf } from '~/services/hand-over.server';
import { signedSectors } from '~/services/keys/signed-sectors.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { penaltyPlaces } from './penalty-places.server';

const MAX_PENALTIES = 2_000;
export const MAX_PENALTY_BYTES = 2_000_000;
const MAX_TOLD = 200;
const LONGEST_QUOTE = 80;

export type BadPenalty = PenaltyRowProblem & { number: number; cell: string };
export type CheckedPenalties = {
  good: { number: number; typed: TypedPenalty }[];
  bad: BadPenalty[];
  problems: number;
};
/** The names of each sector in all languages, as a table may use them. */
type SectorNames = (own: OwnSectors) => Readonly<Record<string, readonly string[]>>;

/** The page with the empty form. Refusal `notAllowed`. */
export const openPenaltyImport = (ctx: Context, actor: Member): Promise<void> =>
  look(ctx, actor, 'penalty.import', null, async ({ within }) => within({ unitId: actor.unitId }));

/** Reads a ledger of penalty decisions and says for each row whether it can be taken. Nothing is written. Refusal `invalid` (file). */
export function checkPenalties(
  ctx: Context,
  actor: Member,
  bytes: Uint8Array,
  sectorNames: SectorNames,
): Promise<CheckedPenalties> {
  return look(ctx, actor, 'penalty.import', null, async ({ db, today, within }) => {
    within({ unitId: actor.unitId });
    const { at, rows } = underHeadings(await readTable(bytes, MAX_PENALTIES + 1), penaltyColumns);
    const places = await areas(db);
    const names = {
      sectors: calledBy(
        Object.entries(sectorNames(await signedSectors(db))).map(([code, all]) => [code, ...all] as const),
      ),
      towns: calledBy(places.map(({ code, names: named }) => [code, ...Object.values(named)] as const)),
    };
    const known = await penaltyPlaces(db);
    const read = rows.map(({ number, cells }) => {
      const typed = typedPenalty(cells, at, names);
      return { number, cells, typed, problems: penaltyProblems(typed, { today, ...known }) };
    });
    const numbers = await knownNumbers(
      ctx,
      db,
      read.map(({ typed }) => plainDecisionNumber(typed.decisionNumber)),
    );
    const checked: CheckedPenalties = { good: [], bad: [], problems: 0 };
    for (const { number, cells, typed, problems } of read) {
      const told = [...problems, ...alreadyThere(typed, numbers)];
      if (told.length === 0) checked.good.push({ number, typed });
      checked.problems += told.length;
      for (const one of told.slice(0, MAX_TOLD - checked.bad.length)) {
        checked.bad.push({ ...one, number, cell: (cells[at[one.column] ?? -1] ?? '').slice(0, LONGEST_QUOTE) });
      }
    }
    return checked;
  });
}

/** Numbers met so far are added, so that a second row with one is told. */
function alreadyThere({ decisionNumber }: TypedPenalty, known: Map<string, 'registered' | 'repeated'>) {
  const plain = plainDecisionNumber(decisionNumber);
  const problem = known.get(plain);
  if (plain !== '' && problem === undefined) known.set(plain, 'repeated');
  return problem === undefined ? [] : [{ column: 'decisionNumber' as const, problem }];
}

/** Those of the numbers that are listed, or wait to be entered. */
async function knownNumbers(ctx: Context, db: Db | Tx, numbers: readonly string[]) {
  const listed = await db
    .select({ number: penaltyDecision.decisionNumber })
    .from(penaltyDecision)
    .where(and(inArray(penaltyDecision.decisionNumber, [...numbers]), ne(penaltyDecision.state, 'withdrawn')));
  const waiting = await waitingOf(ctx, db, 'penalty');
  const all = [...listed.map(({ number }) => number), ...waiting.map(({ content }) => content.decisionNumber)];
  return new Map(all.map((number) => [number, 'registered' as 'registered' | 'repeated']));
}

/**
 * Registers all these decisions for the member's own unit or none; returns how many. They wait sealed and are entered the
 * night after, as those that are typed one by one. Refusals `invalid` (rows), `conflict` (something changed since they
 * were checked).
 */
export async function importPenalties(ctx: Context, actor: Member, rows: readonly TypedPenalty[]): Promise<number> {
  if (rows.length === 0 || rows.length > MAX_PENALTIES) throw new Refusal('invalid', { field: 'rows' });
  return perform(ctx, actor, 'penalty.import', null, async ({ tx, today, within, record }) => {
    within({ unitId: actor.unitId });
    await lockHandOvers(tx);
    const places = await penaltyPlaces(tx);
    const known = await knownNumbers(
      ctx,
      tx,
      rows.map(({ decisionNumber }) => plainDecisionNumber(decisionNumber)),
    );
    for (const typed of rows) {
      const problems = [...penaltyProblems(typed, { today, ...places }), ...alreadyThere(typed, known)];
      const read = parsePenaltyForm((field) => typed[field], today);
      if (problems.length > 0 || !read.ok)
        throw new Refusal('conflict', { field: 'rows', data: { rule: 'changedSince' } });
      await storeHandOver(ctx, tx, 'penalty', contentOf(read.draft, actor.unitId));
    }
    record({ count: rows.length });
    return rows.length;
  });
}

const contentOf = (draft: PenaltyDraft, unitId: string) => ({ ...draft, amount: String(draft.amount), unitId });
