import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { employer } from '#db/schema/register';
import type { Member } from '~/domain/acts/permission';
import { type EmployerEntry, employerShown, readEmployer, type TypedEmployer } from '~/domain/county/register-entry';
import { Refusal } from '~/domain/refusal';
import { requireShown } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { boardsAt, openEmployer, registeredCodes } from './employer.server';
import { knownOf, lockDraft, registerChoices, wrongFields } from './register-choices.server';

/** Adds an employer to the draft of the register. Refusal `invalid` with data.problems. */
export async function createEmployer(ctx: Context, actor: Member, typed: TypedEmployer): Promise<string> {
  const id = randomUUID();
  await perform(ctx, actor, 'employer.create', `employer:${id}`, async ({ tx, record }) => {
    await lockDraft(tx);
    const entry = await checked(tx, typed, null);
    await tx.insert(employer).values({ id, ...entry });
    record(loggedEntry(entry));
  });
  return id;
}

/**
 * Changes an employer; `shown` is what the form was filled from. Refusals: `notFound`, `conflict` (requireShown),
 * `invalid` with data.problems.
 */
export async function changeEmployer(
  ctx: Context,
  actor: Member,
  id: string,
  { shown, ...typed }: TypedEmployer & { shown: string },
): Promise<void> {
  await perform(ctx, actor, 'employer.change', `employer:${id}`, async ({ tx, record }) => {
    await lockDraft(tx);
    requireShown(shown, employerShown(await openEmployer(tx, id)));
    const entry = await checked(tx, typed, id);
    await tx.update(employer).set(entry).where(eq(employer.id, id));
    record(loggedEntry(entry));
  });
}

/** Takes an employer off the register. Refusals `notFound`, `conflict` (requireShown; `hasBoards`: its boards are taken down first). */
export async function closeEmployer(ctx: Context, actor: Member, id: string, shown: string): Promise<void> {
  await perform(ctx, actor, 'employer.close', `employer:${id}`, async ({ tx, today }) => {
    await lockDraft(tx);
    requireShown(shown, employerShown(await openEmployer(tx, id)));
    const boards = await boardsAt(tx, id);
    if (boards.length > 0) throw new Refusal('conflict', { data: { rule: 'hasBoards', boards } });
    await tx.update(employer).set({ closedOn: today }).where(eq(employer.id, id));
  });
}

async function checked(tx: Tx, typed: TypedEmployer, own: string | null): Promise<EmployerEntry> {
  const read = readEmployer(typed, knownOf(await registerChoices(tx)));
  if (!read.ok) throw wrongFields(read.problems);
  const { creditCode } = read.entry;
  const holder = (await registeredCodes(tx, [creditCode])).get(creditCode);
  if (holder !== undefined && holder !== own) throw wrongFields([{ field: 'creditCode', problem: 'registered' }]);
  return read.entry;
}

const loggedEntry = ({ sector, areaCode, regulators }: EmployerEntry) => ({
  sector,
  area: areaCode,
  regulators: regulators.map(({ unitId, duty, sectors }) => [duty, unitId, ...sectors].join(' ')),
});
