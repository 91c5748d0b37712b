import { eq, inArray } from 'drizzle-orm';
import type { Db } from '#db/client';
import { unitKeyGrant } from '#db/schema/county';
import { rehearsalReport, rehearsalSeen } from '#db/schema/rehearsal';
import { member } from '#db/schema/staff';
import { readReport } from '~/contract/posted/report-body';
import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { meantIn, rehearsalWays } from '~/domain/report/rehearsal-questions';
import { isUuid } from '~/domain/uuid';
import { shareHashOf, verifySeen } from '~/envelope/report/rehearsal-proof';
import type { Context } from '~/services/context.server';
import { directoryInForce } from '~/services/keys/certified.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { checkedSealed } from '~/services/report/report-sealed.server';
import { units } from './county.server';
import { type HeldTest, type RehearsalRow, testsFor } from './rehearsal-held.server';

type Opened = { name: string; seenOn: IsoDate | null };
export type RehearsalPlace = {
  unitId: string;
  names: Localized;
  /** The unit that takes its reports now, if that is another one. */
  standIn: Localized | null;
  /** No duty leads to it, so no test report can. */
  noWay: boolean;
  sentOn: IsoDate | null;
  holders: Opened[];
};
export type Rehearsal = {
  /** Test reports can be sent: there are a signed list and signed duties. */
  ready: boolean;
  places: RehearsalPlace[];
  /** Custodians and guardians, of whom each holds a share of every report. */
  shares: { names: Localized; holders: Opened[] }[];
  /** What this member can open and has not seen yet. */
  mine: HeldTest[];
  directory: Awaited<ReturnType<typeof directoryInForce>>;
};

/** Test reports by unit, and who of its holders has opened them; for everybody of the staff. */
export function rehearsalPage(ctx: Context, actor: Member): Promise<Rehearsal> {
  return look(ctx, actor, 'setup.read', 'county:only', async ({ db }) => {
    const [rows, seen, all] = [
      await db.select().from(rehearsalReport),
      await db.select().from(rehearsalSeen),
      await units(db),
    ];
    const routing = await routingInForce(db);
    const ways = routing === null ? [] : rehearsalWays(routing.table);
    const namesOf = (id: string) => all.find((one) => one.id === id)?.names ?? {};
    const holdersOf = await holdersByKey(db, rows);
    const opened = (keyId: string, reports: readonly RehearsalRow[]) =>
      holdersOf(keyId).map(({ id, name }) => ({ name, seenOn: allSeen(id, reports, seen) }));
    const [first] = rows;
    const sharers = [
      { kind: 'custodians', keyId: first?.custodiansKeyId },
      { kind: 'guardians', keyId: first?.guardiansKeyId },
    ];
    return {
      ready: routing !== null,
      places: ways.map(({ unitId, question, takenBy }) => {
        const row = rows.find(({ meantFor }) => meantFor === unitId);
        const by = row?.takenBy ?? takenBy;
        return {
          unitId,
          names: namesOf(unitId),
          standIn: by === null || by === unitId ? null : namesOf(by),
          noWay: question === null,
          sentOn: row?.sentOn ?? null,
          holders: row ? opened(row.handlingKeyId, [row]) : [],
        };
      }),
      shares: sharers.flatMap(({ kind, keyId }) =>
        keyId === undefined
          ? []
          : [{ names: all.find((one) => one.kind === kind)?.names ?? {}, holders: opened(keyId, rows) }],
      ),
      mine: await testsFor(db, actor.memberId),
      directory: await directoryInForce(db),
    };
  });
}

type SeenRow = typeof rehearsalSeen.$inferSelect;

/** The day on which the last of these was opened by this member; null while one is left. */
function allSeen(memberId: string, reports: readonly RehearsalRow[], seen: readonly SeenRow[]): IsoDate | null {
  const days = reports.map(({ id }) => seen.find((one) => one.reportId === id && one.memberId === memberId)?.seenOn);
  return days.every((day) => day !== undefined) ? (days.sort().at(-1) ?? null) : null;
}

async function holdersByKey(db: Db, rows: readonly RehearsalRow[]) {
  const keys = rows.flatMap((row) => [row.handlingKeyId, row.custodiansKeyId, row.guardiansKeyId]);
  const held =
    keys.length === 0
      ? []
      : await db
          .select({ keyId: unitKeyGrant.unitKeyId, id: member.id, name: member.name, status: member.status })
          .from(unitKeyGrant)
          .innerJoin(member, eq(member.id, unitKeyGrant.memberId))
          .where(inArray(unitKeyGrant.unitKeyId, [...new Set(keys)]))
          .orderBy(member.login);
  return (keyId: string) => held.filter((one) => one.keyId === keyId && one.status === 'enrolled');
}

export type SentTest = { meantFor: string; report: Uint8Array; signingKey: string; shareHash: string };

/**
 * Takes a test report: it is checked as a true one is, and stored apart; one that was there for the same unit is replaced. Refusals as of a
 * sealed report; `invalid` (meantFor) where the duties do not lead it to the unit that it is meant for, `invalid` (report) with files.
 */
export async function sendRehearsal(ctx: Context, actor: Member, sent: SentTest): Promise<void> {
  const sealed = readReport(sent.report);
  if (!/^[\w-]{43}$/.test(sent.signingKey) || !/^[\w-]{43}$/.test(sent.shareHash)) throw new Refusal('invalid');
  if (sealed.uploadToken !== null) throw new Refusal('invalid', { field: 'report' });
  if (meantIn(sealed.routing.reasons) !== sent.meantFor) throw new Refusal('invalid', { field: 'meantFor' });
  const keys = await checkedSealed(ctx, sealed);
  await perform(ctx, actor, 'rehearsal.send', `unit:${sent.meantFor}`, async ({ tx, today }) => {
    await tx.delete(rehearsalReport).where(eq(rehearsalReport.meantFor, sent.meantFor));
    await tx.insert(rehearsalReport).values({
      id: sealed.reportId,
      meantFor: sent.meantFor,
      takenBy: sealed.routing.responsibleUnitId,
      caseId: sealed.caseId,
      handlingKeyId: keys.handling.unitKeyId,
      custodiansKeyId: keys.custodians.unitKeyId,
      guardiansKeyId: keys.guardians.unitKeyId,
      body: sent.report,
      signingKey: sent.signingKey,
      shareHash: sent.shareHash,
      sentBy: actor.memberId,
      sentOn: today,
    });
  });
}

/**
 * Records that this member opened a test report, by the proof that only an opened one gives. Refusals: `notFound` (none that this member
 * holds a key of), `invalid` (proof). The same once more is done already, and says nothing else.
 */
export async function seeRehearsal(
  ctx: Context,
  actor: Member,
  { reportId, proof }: { reportId: string; proof: string },
): Promise<void> {
  if (!isUuid(reportId)) throw new Refusal('notFound');
  const { memberId } = actor;
  await perform(ctx, actor, 'rehearsal.see', `member:${memberId}`, async ({ tx, today }) => {
    const [row] = await tx.select().from(rehearsalReport).where(eq(rehearsalReport.id, reportId)).for('share');
    const grants = await tx
      .select({ keyId: unitKeyGrant.unitKeyId })
      .from(unitKeyGrant)
      .where(eq(unitKeyGrant.memberId, memberId));
    const holds = (keyId: string) => grants.some((one) => one.keyId === keyId);
    if (!row) throw new Refusal('notFound');
    const whole = holds(row.handlingKeyId);
    if (!whole && !holds(row.custodiansKeyId) && !holds(row.guardiansKeyId)) throw new Refusal('notFound');
    const proven = whole ? verifySeen({ reportId, memberId }, proof, row) : shareHashOf(proof) === row.shareHash;
    if (!proven) throw new Refusal('invalid', { field: 'proof' });
    await tx.insert(rehearsalSeen).values({ reportId, memberId, seenOn: today }).onConflictDoNothing();
  });
}

/** Ends the rehearsal: all test reports are removed, with what was recorded about them. Refusal `alreadyDone`. */
export async function endRehearsal(ctx: Context, actor: Member): Promise<void> {
  await perform(ctx, actor, 'rehearsal.end', 'county:only', async ({ tx }) => {
    const removed = await tx.delete(rehearsalReport).returning({ id: rehearsalReport.id });
    if (removed.length === 0) throw new Refusal('alreadyDone');
  });
}
