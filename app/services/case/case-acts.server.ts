import { createHash } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { sealedPart } from '#db/schema/casework';
import type { CaseInput } from '~/contract/posted/case-act';
import type { CaseActName } from '~/domain/acts/case-acts';
import type { Actor } from '~/domain/acts/permission';
import { isRefusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { BODIES } from './case.server';
import { actByRow } from './case-parts.server';

/** An act's own body, or what its row alone says. */
const bodyOf = <A extends CaseActName>(act: A) =>
  BODIES[act] ??
  ((ctx: Context, actor: Actor, caseId: string, input: CaseInput<A>) => actByRow(ctx, actor, caseId, act, input));

/**
 * Does an act of the case page with what its form gave. `once` is the form's mark: when an answer got lost, the form
 * comes again under the same mark, and what it sealed is then found to be done already. Refusals are the act's own.
 */
export async function runCaseAct<A extends CaseActName>(
  ctx: Context,
  actor: Actor,
  caseId: string,
  act: A,
  { input, once }: { input: CaseInput<A>; once: string },
): Promise<void> {
  const ids = isUuid(once) ? markParts(input as Posted, once) : [];
  try {
    await bodyOf(act)(ctx, actor, caseId, input);
  } catch (error) {
    if (!isRefusal(error) || !(await isKept(ctx, actor, caseId, ids))) throw error;
  }
}

type Sealed = { id?: string; reportId?: string };
type Posted = { part?: Sealed; message?: Sealed; messages?: Sealed[] };

/** Gives each sealed thing of a form an id derived from the form's mark. */
function markParts({ part, message, messages }: Posted, once: string): string[] {
  return [part, message, ...(messages ?? [])].flatMap((one) => {
    if (!one) return [];
    one.id = idOfPart(once, one.reportId ?? 'case');
    return [one.id];
  });
}

function idOfPart(once: string, place: string): string {
  const hex = createHash('sha256').update(`anshao/part-id/v1\n${once}\n${place}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Did this member already store all of it in this case? */
async function isKept(ctx: Context, actor: Actor, caseId: string, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0 || actor.kind !== 'member') return false;
  const same = and(
    inArray(sealedPart.id, [...ids]),
    eq(sealedPart.caseId, caseId),
    eq(sealedPart.authorId, actor.memberId),
  );
  return (await ctx.db.$count(sealedPart, same)) === ids.length;
}
