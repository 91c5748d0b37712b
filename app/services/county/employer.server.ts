import { and, asc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { employer, signboard } from '#db/schema/register';
import type { Member } from '~/domain/acts/permission';
import { employerShown } from '~/domain/county/register-entry';
import { Refusal } from '~/domain/refusal';
import { shownText } from '~/domain/shown-entry';
import { isUuid } from '~/domain/uuid';
import { registeredEmployer } from '~/envelope/keys/town-register';
import type { Context } from '~/services/context.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { allRegisters, routingInForce } from '~/services/keys/signed-routing.server';
import { look } from '~/services/look.server';
import { anyNameLike, codeLike, likeText } from './names-sought.server';
import { registerChoices } from './register-choices.server';

export type EmployerRow = typeof employer.$inferSelect;
/** Whether reports are routed by an entry as it stands here. */
export type SignedState = 'signed' | 'added' | 'changed';

export const PAGE_ROWS = 50;

/** Open employers by credit code, from `after` on; `sought` is looked for in names and code. */
export async function employerPage(ctx: Context, actor: Member, { after, sought }: { after: string; sought: string }) {
  return look(ctx, actor, 'employer.create', null, async ({ db, today }) => {
    const found = await db
      .select()
      .from(employer)
      .where(and(isNull(employer.closedOn), after ? gt(employer.creditCode, after) : undefined, isSought(sought)))
      .orderBy(asc(employer.creditCode))
      .limit(PAGE_ROWS + 1);
    const rows = found.slice(0, PAGE_ROWS);
    const signed = await signedEmployers(db);
    return {
      rows: rows.map((row): EmployerRow & { state: SignedState } => ({
        ...row,
        state: signedStateOf(signed.get(row.id), entryText(row)),
      })),
      next: found.length > PAGE_ROWS ? (rows.at(-1)?.creditCode ?? null) : null,
      choices: await registerChoices(db),
      waiting: await waitingDraft(db, today),
    };
  });
}

function isSought(sought: string) {
  if (sought === '') return undefined;
  return or(anyNameLike(employer.names, likeText(sought)), codeLike(employer.creditCode, sought));
}

export const signedStateOf = (signed: string | undefined, text: string): SignedState =>
  signed === undefined ? 'added' : signed === text ? 'signed' : 'changed';

const entryText = ({ id, names, creditCode, regulators }: EmployerRow): string =>
  JSON.stringify(registeredEmployer({ id, names, creditCode, regulators }));

async function signedEmployers(db: Db): Promise<Map<string, string>> {
  const inForce = await routingInForce(db);
  const registers = inForce ? await allRegisters(db, inForce.statement) : [];
  return new Map(
    registers.flatMap(({ employers }) => employers.map((one) => [one.id, JSON.stringify(registeredEmployer(one))])),
  );
}

/**
 * An open employer with the codes of its open boards and the form values; null for a new one. With it comes what the
 * form may name. Refusal `notFound`.
 */
export function employerForForm(ctx: Context, actor: Member, id: string | null) {
  return look(ctx, actor, 'employer.create', null, async ({ db }) => {
    const choices = await registerChoices(db);
    if (id === null) return { found: null, choices };
    const row = await openEmployer(db, id);
    return { found: { row, boards: await boardsAt(db, id), shown: shownText(employerShown(row)) }, choices };
  });
}

export async function openEmployer(db: Db | Tx, id: string): Promise<EmployerRow> {
  const [row] = isUuid(id)
    ? await db
        .select()
        .from(employer)
        .where(and(eq(employer.id, id), isNull(employer.closedOn)))
    : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

export async function boardsAt(db: Db | Tx, employerId: string): Promise<string[]> {
  const rows = await db
    .select({ code: signboard.code })
    .from(signboard)
    .where(and(eq(signboard.employerId, employerId), isNull(signboard.closedOn)))
    .orderBy(asc(signboard.code));
  return rows.map(({ code }) => code);
}

/** Ids of open employers by these credit codes. */
export async function registeredCodes(db: Db | Tx, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .select({ id: employer.id, code: employer.creditCode })
    .from(employer)
    .where(and(isNull(employer.closedOn), inArray(employer.creditCode, [...codes])));
  return new Map(rows.map(({ id, code }) => [code, id]));
}
