import { and, asc, eq, gt, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { employer, signboard } from '#db/schema/register';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { boardShown, risksText } from '~/domain/county/board-entry';
import { pointTyped, type TypedPoint } from '~/domain/county/board-point';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { shownText } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { allRegisters, routingInForce } from '~/services/keys/signed-routing.server';
import { look } from '~/services/look.server';
import { boardByCode } from './board.server';
import { countyInfo } from './county.server';
import { openEmployer, PAGE_ROWS } from './employer.server';
import { anyNameLike, codeLike, likeText } from './names-sought.server';
import { type RegisterChoices, registerChoices } from './register-choices.server';

export type BoardRow = { board: typeof signboard.$inferSelect; at: typeof employer.$inferSelect };

const joined = (db: Db | Tx) =>
  db
    .select({ board: signboard, at: employer })
    .from(signboard)
    .innerJoin(employer, eq(employer.id, signboard.employerId));

/**
 * Open boards by code, from `after` on; `sought` is looked for in codes, sites and employers. Boards hang at gates, so
 * they are no secret from staff.
 */
export function boardPage(ctx: Context, actor: Member, wanted: { after: string; sought: string }) {
  return look(ctx, actor, 'signboard.read', null, (at) => pageOf(at, actor, wanted));
}

async function pageOf(
  { db, today }: { db: Db; today: IsoDate },
  actor: Member,
  { after, sought }: { after: string; sought: string },
) {
  const text = likeText(sought);
  const isSought = or(
    codeLike(signboard.code, sought),
    anyNameLike(signboard.site, text),
    anyNameLike(employer.names, text),
    codeLike(employer.creditCode, sought),
  );
  const found = await joined(db)
    .where(
      and(isNull(signboard.closedOn), after ? gt(signboard.code, after) : undefined, sought ? isSought : undefined),
    )
    .orderBy(asc(signboard.code))
    .limit(PAGE_ROWS + 1);
  const rows = found.slice(0, PAGE_ROWS);
  const inForce = await signedCodes(db);
  const may = { print: holdsRoleFor(actor, 'signboard.print'), change: holdsRoleFor(actor, 'signboard.change') };
  return {
    rows,
    next: found.length > PAGE_ROWS ? (rows.at(-1)?.board.code ?? null) : null,
    may,
    signed: rows.map(({ board }) => board.code).filter((code) => inForce.has(code)),
    waiting: may.change ? await waitingDraft(db, today) : null,
  };
}

/** An open board of the draft. Refusal `notFound`. */
export async function openBoard(db: Db | Tx, code: string): Promise<BoardRow> {
  const [row] = await joined(db).where(and(eq(signboard.code, code), isNull(signboard.closedOn)));
  if (!row) throw new Refusal('notFound');
  return row;
}

/** The form values of a board. `employer` is its credit code, and `risks` has one risk on each line. */
export type BoardForForm = Pick<
  BoardRow['board'],
  'kind' | 'site' | 'areaCode' | 'regulators' | 'persons' | 'hotline'
> & {
  employer: string;
  risks: string;
  point: TypedPoint;
};

export const boardTyped = ({ board, at }: BoardRow): BoardForForm => {
  const { kind, site, areaCode, regulators, persons, hotline, risks, point } = board;
  const said = { risks: risksText(risks), point: pointTyped(point) };
  return { kind, site, areaCode, regulators, persons, hotline, employer: at.creditCode, ...said };
};

/**
 * A board as it stands in the draft, with its form values; for a new one, those that its employer's entry gives. With
 * it comes what the form may name. Refusals: `notAllowed`, `notFound`.
 */
export function boardForForm(
  ctx: Context,
  actor: Member,
  wanted: { code: string | null; employerId: string | null },
): Promise<{ entry: Partial<BoardForForm>; shown: string; choices: RegisterChoices }> {
  return look(ctx, actor, 'signboard.change', null, async ({ db }) => ({
    ...(await draftedBoard(db, wanted)),
    choices: await registerChoices(db),
  }));
}

async function draftedBoard(
  db: Db,
  { code, employerId }: { code: string | null; employerId: string | null },
): Promise<{ entry: Partial<BoardForForm>; shown: string }> {
  if (code !== null) {
    const entry = boardTyped(await openBoard(db, code));
    return { entry, shown: shownText(boardShown(entry)) };
  }
  const { hotline } = await countyInfo(db);
  if (employerId === null) return { entry: { hotline }, shown: '' };
  const { creditCode, areaCode, regulators } = await openEmployer(db, employerId);
  return { entry: { employer: creditCode, areaCode, regulators, hotline }, shown: '' };
}

/** Codes of the boards in the signed registers. */
export async function signedCodes(db: Db): Promise<Set<string>> {
  const inForce = await routingInForce(db);
  const registers = inForce ? await allRegisters(db, inForce.statement) : [];
  return new Set(registers.flatMap(({ boards }) => boards.map(({ code }) => code)));
}

/** What is printed of a signed board: its content as reporters get it, and the county key. Refusal `notFound`. */
export async function boardSheet(ctx: Context, actor: Member, code: string) {
  return look(ctx, actor, 'signboard.print', null, async ({ db }) => {
    const [board, { directoryKey, hotline, names }] = [await boardByCode(db, code), await countyInfo(db)];
    if (board === null || directoryKey === null) throw new Refusal('notFound');
    const address = `${ctx.origins[0]}/q/${encodeURIComponent(code)}`;
    return {
      board: { ...board, hotline: board.hotline ?? hotline },
      address,
      directoryKey,
      county: names,
    };
  });
}
