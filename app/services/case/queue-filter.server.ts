import { and, eq, gte, inArray, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { SOON_DAYS } from '~/domain/case/deadlines';
import type { QueueFilter } from '~/domain/case/queue-filter';
import { waitingStages } from '~/domain/case/waiting';
import { addDays } from '~/domain/dates';
import type { Stage } from '~/domain/vocabulary';
import { reporterSaidLast } from './awaiting-reply.server';
import { isOverdue, type QueueDay } from './danger-hours.server';

/** All conditions but `urgent`, which decides the index. */
export function queueConditions(db: Db, actor: Member, filter: QueueFilter, at: QueueDay): SQL[] {
  const { day } = at;
  const all: (SQL | false | undefined)[] = [
    eq(caseFile.responsibleUnitId, actor.unitId),
    filter.forMe && waitsFor(actor),
    filter.mine && eq(caseFile.assignedTo, actor.memberId),
    filter.sector === undefined ? undefined : eq(caseFile.sector, filter.sector),
    filter.overdue && isOverdue(at),
    filter.soon && and(gte(caseFile.dueOn, day), lte(caseFile.dueOn, addDays(day, SOON_DAYS))),
    filter.awaitsReply && reporterSaidLast(db),
  ];
  return all.filter((one): one is SQL => Boolean(one));
}

function waitsFor(actor: Member): SQL | undefined {
  const { roles, memberId } = actor;
  const { nobodys, own, others } = waitingStages(roles);
  const within = (stages: Stage[], whose: SQL | undefined) => and(inArray(caseFile.stage, stages), whose);
  return or(
    sql`false`,
    nobodys.length > 0 ? within(nobodys, isNull(caseFile.assignedTo)) : undefined,
    own.length > 0 ? within(own, eq(caseFile.assignedTo, memberId)) : undefined,
    others.length > 0 ? within(others, ne(caseFile.assignedTo, memberId)) : undefined,
    holdsRoleFor(actor, 'case.extend')
      ? and(
          isNotNull(caseFile.extensionAskedBy),
          ne(caseFile.extensionAskedBy, memberId),
          ne(caseFile.assignedTo, memberId),
        )
      : undefined,
  );
}
