import type { Db, Tx } from '#db/client';
import { keptInsert } from '#db/kept-statement';
import { logEntry } from '#db/schema/log';
import type { ActRule } from '~/domain/acts/act';
import { type Actor, type ActSubject, mayPerform, needsCertificate, requireRoleFor } from '~/domain/acts/permission';
import { ACTS, type Act } from '~/domain/acts/table';
import type { IsoDate } from '~/domain/dates';
import { canonicalEntry, type LogData } from '~/domain/log/log';
import type { LogRecord } from '~/domain/log/log-fields';
import { isRefusal, Refusal } from '~/domain/refusal';
import { type Context, today } from './context.server';
import { requireCertified } from './keys/certified.server';
import { type NewJob, queueJobs, wakeWorker } from './outbox.server';
import { giveMarkBack, leaveMark, takeMark } from './posted-once.server';
import { type Acting, noteRefused, type Subject } from './refusing.server';

export type { Subject };

export type Performing = {
  tx: Tx;
  today: IsoDate;
  /** Finds out what the act is about, where only a row tells. It runs after the check of who may do the act. */
  about: (subject: Subject) => void;
  /** Checks the actor against the subject's unit, officer or owner; required where the act's row binds it. */
  within: (scope: ActSubject) => void;
  /** Adds codes (never content) to the log row. */
  record: (data: LogRecord) => void;
  /** Queues jobs that run after commit, once per key. */
  enqueue: (...jobs: readonly NewJob[]) => Promise<void>;
  /**
   * What the body returns when the answer is no and the record of it must stand: rows and log row are committed, with
   * the refusal's code, and only then does the caller get the refusal. A refusal that is thrown leaves nothing.
   */
  refuse: (refusal: Refusal) => Refused;
  /**
   * What the body of an act of the system returns when, after its look under the lock, there is nothing left to do, because
   * another process was first: nothing is committed, no row of the log either. People's acts are refused instead.
   */
  nothing: <T>(value: T) => Nothing<T>;
};

/** Made only by `refuse`, so that a value of a body is never mistaken for one. */
class Refused {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    this.refusal = refusal;
  }
}

/** Thrown inside the transaction, so that whatever its body may have written is rolled back with it. */
class Nothing<T> extends Error {
  readonly value: T;

  constructor(value: T) {
    super('nothing to do');
    this.value = value;
  }
}

/**
 * The one way to write (`look` reads): checks the permission table, opens the transaction, runs `body` (lock, decide,
 * write), inserts the log row and outbox jobs, commits. `act` is permission and audit verb. Throws Refusal `notAllowed`
 * (data.rule `notCertified`: the directory in force does not name the member); `notFound` is for subjects outside the
 * actor's reach (thrown by `within`).
 */
export async function perform<T>(ctx: Context, actor: Actor, act: Act, subject: Subject, body: Body<T>): Promise<T> {
  const acting: Acting = { actor, act, subject, within: !needsScope(actor, act) };
  try {
    return await carryOut(ctx, acting, body);
  } catch (error) {
    if (error instanceof Nothing) return error.value;
    if (isRefusal(error)) noteRefused(error, acting);
    throw error;
  }
}

type Body<T> = (p: Performing) => Promise<T | Refused | Nothing<T>>;

async function carryOut<T>(ctx: Context, acting: Acting, body: Body<T>): Promise<T> {
  const { actor, act } = acting;
  requireRoleFor(actor, act);
  const day = today(ctx);
  let queued = false;
  let marked = false;
  const committing = ctx.db.transaction(async (tx) => {
    await requireActor(ctx, tx, actor, act);
    if (!isLook(act)) marked = await takeMark(tx, actor, day);
    let data: LogData = {};
    let unitId: string | null = null;
    const value = await body({
      tx,
      today: day,
      about: (found) => {
        acting.subject = found;
      },
      within: (scope) => {
        if (!mayPerform(actor, act, scope)) throw new Refusal('notFound');
        unitId = scope.unitId ?? null;
        acting.within = true;
      },
      record: (more) => {
        data = { ...data, ...more };
      },
      enqueue: async (...jobs) => {
        if ((await queueJobs(tx, jobs)) > 0) queued = true;
      },
      refuse: (refusal) => new Refused(refusal),
      nothing: (of) => new Nothing(of),
    });
    if (value instanceof Nothing) {
      if (actor.kind !== 'system') throw new Error(`${act} of a person was answered by nothing`);
      throw value;
    }
    if (!acting.within) throw new Error(`${act} committed without a look at whose subject it is`);
    if (value instanceof Refused) {
      data = { ...data, refused: value.refusal.code };
      if (marked) await giveMarkBack(tx, actor);
    }
    await appendLog(tx, { day, act, actor, subject: acting.subject, unitId, data });
    return value;
  });
  try {
    const result = await committing;
    if (queued) wakeWorker(ctx);
    if (result instanceof Refused) throw result.refusal;
    return result;
  } catch (error) {
    if (marked) leaveMark(actor);
    throw error;
  }
}

const isLook = (act: Act): boolean => {
  const { logged }: ActRule = ACTS[act];
  return logged === true;
};

/**
 * May this actor do it at all, to whatever subject? Refusal `notAllowed`, also where the directory does not name the
 * member.
 */
export async function requireActor(ctx: Context, db: Db | Tx, actor: Actor, act: Act): Promise<void> {
  requireRoleFor(actor, act);
  if (actor.kind === 'member' && needsCertificate(act)) await requireCertified(ctx, db, actor);
}

/** Must a body call `within`? */
export function needsScope(actor: Actor, act: Act): boolean {
  const { where }: ActRule = ACTS[act];
  return actor.kind === 'member' ? where === 'ownUnit' || where === 'assigned' : actor.kind === 'reporter';
}

type Row = { day: IsoDate; act: Act; actor: Actor; subject: Subject; unitId: string | null; data: LogData };

async function appendLog(tx: Tx, row: Row): Promise<void> {
  const entry = canonicalEntry({
    day: row.day,
    act: row.act,
    actor: row.actor.kind === 'member' ? row.actor.memberId : row.actor.kind,
    unit: row.unitId ?? (row.actor.kind === 'member' ? row.actor.unitId : null),
    subject: row.subject,
    data: row.data,
  });
  await insertLogEntry(tx, { onDay: row.day, act: row.act, subject: row.subject, entry });
}

const insertLogEntry = keptInsert(logEntry, ['onDay', 'act', 'subject', 'entry']);
