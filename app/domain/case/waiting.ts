import { type Actor, mayPerform } from '~/domain/acts/permission';
import type { Role, Stage } from '~/domain/vocabulary';
import { CASE_STEPS, isAwaited, rowOf } from './casework';

/** Stages in which a case waits for a member, by whose case it is: nobody's yet, the member's own, or a colleague's. */
export type WaitingStages = { nobodys: Stage[]; own: Stage[]; others: Stage[] };

/**
 * For whom a case waits, derived from the table of acts. Before it is assigned it waits for all who may accept or
 * assign it, then for its officer, and a verdict for whoever may sign it second. An act that is possible but not
 * expected (`aside`) makes nobody wait, and one that was asked for only while the request stands (queue-filter.server.ts).
 */
export function waitingStages(roles: readonly Role[]): WaitingStages {
  const waiting: WaitingStages = { nobodys: [], own: [], others: [] };
  const actor: Actor = { kind: 'member', memberId: '', unitId: '', roles };
  for (const step of CASE_STEPS) {
    const { stages = [], secondPerson, otherThanFirst, whenAsked } = rowOf(step);
    if (whenAsked || !mayPerform(actor, `case.${step}`, { unitId: '' })) continue;
    for (const stage of stages) {
      if (!isAwaited(step, stage)) continue;
      const byOthers = secondPerson || (otherThanFirst && stage === 'objected');
      const whose = byOthers ? waiting.others : isBeforeOfficer(stage) ? waiting.nobodys : waiting.own;
      // Another officer may be chosen at any time, but the case waits for that only while there is none.
      if ((step !== 'assign' || isBeforeOfficer(stage)) && !whose.includes(stage)) whose.push(stage);
    }
  }
  return waiting;
}

const isBeforeOfficer = (stage: Stage): boolean => stage === 'registered' || stage === 'accepted';
