import { randomInt } from 'node:crypto';
import { and, eq, isNull, or } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { employer, signboard } from '#db/schema/register';
import type { Member } from '~/domain/acts/permission';
import { type BoardEntry, boardShown, readBoard, type TypedBoard } from '~/domain/county/board-entry';
import { type FieldProblem, plainName } from '~/domain/county/register-entry';
import { requireShown } from '~/domain/shown-entry';
import { plainNumber } from '~/domain/typed/number';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { anyNameIs } from './names-sought.server';
import { knownOf, lockDraft, registerChoices, wrongFields } from './register-choices.server';
import { boardTyped, openBoard } from './signboard.server';

/** A board, and the employer at whose site it hangs, by credit code or name. */
export type TypedBoardAt = TypedBoard & { employer: string };

/** Adds a board to the draft of the register and returns its code. Refusal `invalid` with data.problems. */
export async function createBoard(ctx: Context, actor: Member, typed: TypedBoardAt): Promise<string> {
  return perform(ctx, actor, 'signboard.create', 'routing:draft', async ({ tx, record }) => {
    await lockDraft(tx);
    const { entry, employerId } = await checked(tx, typed);
    const code = entry.code ?? (await freeCode(tx));
    if (await isTaken(tx, code)) throw wrongFields([{ field: 'code', problem: 'codeTaken' }]);
    await tx.insert(signboard).values({ ...entry, code, employerId });
    record({ ...loggedBoard(entry), board: code, employer: employerId });
    return code;
  });
}

/**
 * Changes all of a board but its code; `shown` is what the form was filled from. Refusals: `notFound`, `conflict`
 * (requireShown), `invalid` with data.problems.
 */
export async function changeBoard(
  ctx: Context,
  actor: Member,
  code: string,
  { shown, ...typed }: TypedBoardAt & { shown: string },
): Promise<void> {
  await perform(ctx, actor, 'signboard.change', `signboard:${code}`, async ({ tx, record }) => {
    await lockDraft(tx);
    const row = await openBoard(tx, code);
    requireShown(shown, boardShown(boardTyped(row)));
    // What hangs at one place under one code stays of one kind; another kind is another board.
    const { entry, employerId } = await checked(tx, { ...typed, code: '', kind: row.board.kind });
    const { code: _, ...rest } = entry;
    await tx
      .update(signboard)
      .set({ ...rest, employerId })
      .where(eq(signboard.code, code));
    record({ ...loggedBoard(entry), employer: employerId });
  });
}

/** Takes a board down; its code stays taken. Refusals: `notFound`, `conflict` (requireShown). */
export async function closeBoard(ctx: Context, actor: Member, code: string, shown: string): Promise<void> {
  await perform(ctx, actor, 'signboard.close', `signboard:${code}`, async ({ tx, today }) => {
    await lockDraft(tx);
    requireShown(shown, boardShown(boardTyped(await openBoard(tx, code))));
    await tx.update(signboard).set({ closedOn: today }).where(eq(signboard.code, code));
  });
}

async function checked(tx: Tx, typed: TypedBoardAt): Promise<{ entry: BoardEntry; employerId: string }> {
  const read = readBoard(typed, knownOf(await registerChoices(tx)));
  const at = await employersCalled(tx, typed.employer);
  const problems: FieldProblem[] = read.ok ? [] : [...read.problems];
  const [only, ...others] = at;
  if (only === undefined) problems.unshift({ field: 'employer', problem: 'employer' });
  if (others.length > 0) problems.unshift({ field: 'employer', problem: 'employers' });
  if (!read.ok || only === undefined || problems.length > 0) throw wrongFields(problems);
  return { entry: read.entry, employerId: only };
}

/** Open employers of this credit code or name. */
async function employersCalled(tx: Tx, written: string): Promise<string[]> {
  const name = plainName(written);
  if (name === '') return [];
  const isCalled = or(eq(employer.creditCode, plainNumber(written)), anyNameIs(employer.names, name));
  const rows = await tx
    .select({ id: employer.id })
    .from(employer)
    .where(and(isNull(employer.closedOn), isCalled));
  return rows.map(({ id }) => id);
}

/** Letters and digits that are read aloud and typed without mistakes: neither 0, O, 1, I nor L. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

async function freeCode(tx: Tx): Promise<string> {
  for (;;) {
    const code = Array.from({ length: 6 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
    if (!(await isTaken(tx, code))) return code;
  }
}

/** A board that was taken down still occupies its code, because the printed one may hang somewhere. */
async function isTaken(tx: Tx, code: string): Promise<boolean> {
  return (await tx.$count(signboard, eq(signboard.code, code))) > 0;
}

const loggedBoard = ({ kind, areaCode, regulators }: BoardEntry) => ({
  kind,
  area: areaCode,
  regulators: regulators.map(({ unitId, duty, sectors }) => [duty, unitId, ...sectors].join(' ')),
});
