import { asc, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { accusedMark } from '#db/schema/accused-mark';
import { wordsHashOf } from '~/contract/sealed/mark-words';
import type { Actor, Member } from '~/domain/acts/permission';
import type { SealedCase } from '~/domain/case/sealed-case';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { toBase64 } from '~/envelope/bytes';
import { type ConfirmedMark, isConfirmedBy, isMadeBy, markHash, type SignedMark } from '~/envelope/case/accused-mark';
import type { Context } from '~/services/context.server';
import { certifiedInForce } from '~/services/keys/certified.server';
import { look } from '~/services/look.server';
import { notifyNextPart } from '~/services/opening/ceremony-notice.server';
import type { WorkspaceData } from '~/services/opening/ceremony-view.server';
import { workspaceData } from '~/services/opening/ceremony-workspace.server';
import { perform } from '~/services/perform.server';
import { requireMember } from './case-act.server';
import { findCase, openReports, requireSealed } from './case-record.server';
import { confirmedMarks, markOf, type MarkRow as Row } from './mark-chain.server';
import { sealedCase } from './sealed-case.server';

/** What the page needs on which a unit is marked: the report keys wrapped for the own unit, and all marks. */
export type MarkPage = WorkspaceData & { case: { id: string; order: number }; sealed: SealedCase };

export function markPage(ctx: Context, actor: Actor, caseId: string): Promise<MarkPage> {
  const by = requireMember(actor);
  return look(ctx, actor, 'case.read', `case:${caseId}`, async (p) => {
    const file = await findCase(p.db, caseId);
    p.within({ unitId: file.responsibleUnitId, assignedTo: file.assignedTo });
    const sealed = await sealedCase(p.db, file, by.memberId, { kinds: [] });
    return { ...(await workspaceData(ctx, p, by)), sealed, case: { id: file.id, order: file.order } };
  });
}

/** A mark as the browser made it; `words` are sealed to the guardians. */
export type PostedMark = { mark: SignedMark; words: Uint8Array };

/**
 * Stores a mark until a guardian decides. The row says nothing about the case. Refusals: `notFound` outside the own
 * unit, `conflict` when the day has changed since, `invalid` when this member did not sign it.
 */
export async function proposeMark(ctx: Context, actor: Actor, caseId: string, posted: PostedMark): Promise<void> {
  const by = requireMember(actor);
  const { mark, words } = posted;
  if (!isUuid(mark.markId)) throw new Refusal('invalid');
  await perform(ctx, actor, 'accused.mark', `mark:${mark.markId}`, async (p) => {
    const file = await findCase(p.tx, caseId);
    p.within({ unitId: file.responsibleUnitId, assignedTo: file.assignedTo });
    if (mark.markedOn !== p.today) throw new Refusal('conflict');
    const maker = (await certifiedInForce(p.tx)).members.get(by.memberId);
    const rightly = maker !== undefined && mark.markedBy === by.memberId && isMadeBy(mark, maker.signingKey);
    if (!rightly || wordsHashOf(words) !== mark.wordsHash) throw new Refusal('invalid');
    if ((await openReports(p.tx, caseId)).length === 0 || !isSound(mark)) throw new Refusal('invalid');
    requireSealed(words, 'words');
    const { markId, entries, ...fields } = mark;
    const row = { ...fields, id: markId, entries: [...entries], words, state: 'asked' as const };
    const kept = await p.tx.insert(accusedMark).values(row).onConflictDoNothing().returning({ id: accusedMark.id });
    if (kept.length === 0) throw new Refusal('conflict');
    await notifyNextPart(p, markId, 'accused.confirm');
  });
}

const MAX_ENTRIES = 400;
const isSound = ({ entries, check, unitTag }: SignedMark): boolean =>
  entries.length > 0 &&
  entries.length <= MAX_ENTRIES &&
  [check, unitTag].every((one) => /^[\w-]{43}$/.test(one)) &&
  entries.every(({ lock, proof }) => /^[\w-]{43}$/.test(lock) && /^[\w-]{86}$/.test(proof));

type WaitingMark = { mark: SignedMark; words: string };
export type MarksPage = WorkspaceData & { waiting: WaitingMark[] };

/** Marks that wait for a guardian; without the guardians' key they tell neither case nor unit. */
export function marksPage(ctx: Context, actor: Actor): Promise<MarksPage> {
  const by = requireMember(actor);
  // The mark is listed among openings, so looking at it leaves a log row as theirs does.
  const page = () =>
    look(ctx, actor, 'ceremony.read', null, async (p) => {
      const rows = await p.db
        .select()
        .from(accusedMark)
        .where(eq(accusedMark.state, 'asked'))
        .orderBy(asc(accusedMark.markedOn), asc(accusedMark.id));
      const waiting = rows.flatMap((row) =>
        row.words === null ? [] : [{ mark: markOf(row), words: toBase64(row.words) }],
      );
      return { ...(await workspaceData(ctx, p, by)), waiting };
    });
  return look(ctx, actor, 'accused.confirm', null, page);
}

/**
 * The second person confirms. Refusals: `samePerson`, `alreadyDone`, `invalid` for a signature that does not hold,
 * `conflict` where another mark took the place meanwhile, or the day has changed.
 */
export async function confirmMarked(ctx: Context, actor: Member, confirmed: ConfirmedMark): Promise<void> {
  await perform(ctx, actor, 'accused.confirm', `mark:${confirmed.markId}`, async (p) => {
    const row = await lockAsked(p.tx, confirmed.markId, actor);
    const { sequence, previous, confirmation } = confirmed;
    const people = { confirmedBy: actor.memberId, confirmedOn: p.today };
    const mark = { ...markOf(row), ...people, sequence, previous, confirmation };
    const guardian = (await certifiedInForce(p.tx)).members.get(actor.memberId);
    if (confirmed.confirmedOn !== p.today) throw new Refusal('conflict');
    if (guardian === undefined || !isConfirmedBy(mark, guardian.signingKey)) throw new Refusal('invalid');
    const last = (await confirmedMarks(p.tx)).at(-1);
    if (sequence !== (last?.sequence ?? 0) + 1 || previous !== (last ? markHash(last) : '')) {
      throw new Refusal('conflict');
    }
    await decide(p.tx, row, { state: 'confirmed', sequence, previous, confirmation }, actor, p.today);
    p.record({ sequence, markHash: markHash(mark) });
  });
}

/** The guardian does not agree, and nothing is marked. */
export async function refuseMark(ctx: Context, actor: Member, markId: string): Promise<void> {
  await perform(ctx, actor, 'accused.refuse', `mark:${markId}`, async (p) => {
    await decide(p.tx, await lockAsked(p.tx, markId, actor), { state: 'refused' }, actor, p.today);
  });
}

/** The row is locked, and one mark is decided at a time, because each takes the next place in the chain. */
async function lockAsked(tx: Tx, markId: string, actor: Member): Promise<Row> {
  const rows = await tx.select().from(accusedMark).where(eq(accusedMark.state, 'asked')).for('update');
  const row = rows.find(({ id }) => id === markId);
  if (!row) throw new Refusal('alreadyDone');
  if (row.markedBy === actor.memberId) throw new Refusal('samePerson');
  return row;
}

type Decided = Pick<Row, 'state'> & Partial<Pick<Row, 'sequence' | 'previous' | 'confirmation'>>;

async function decide(tx: Tx, { id }: Row, decided: Decided, by: Member, on: IsoDate): Promise<void> {
  const who = { decidedBy: by.memberId, decidedOn: on, words: null };
  await tx
    .update(accusedMark)
    .set({ ...decided, ...who })
    .where(eq(accusedMark.id, id));
}
