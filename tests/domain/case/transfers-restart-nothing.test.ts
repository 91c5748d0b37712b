import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CaseStep } from '~/domain/acts/case-acts';
import { caseFromRow, rowFromCase } from '~/domain/case/case-row';
import type { CaseCommand, CaseState } from '~/domain/case/case-state';
import { decide } from '~/domain/case/casework';
import { extensionRefusal } from '~/domain/case/extension';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { addCalendarDays, addDays, addWorkingDays } from '~/domain/dates';
import { isRefusal } from '~/domain/refusal';
import { caseDueBy } from '~/services/case/case-deadline.server';
import { statutoryCalendar } from '~/services/county/work-calendar.server';
import { COMMANDS, start } from './casework-states';

const limits = parsePolicyOf('timeLimits', timeLimits2023);
const calendar = { calendar: statutoryCalendar };
const lastDay = (state: CaseState) => caseDueBy(limits, calendar, state, null).dueOn;

/** The only steps by which a last day moves: a decision from which the rule counts, an extension, or the end of it. */
const MOVES: readonly CaseStep[] = ['accept', 'extend', 'confirmVerdict', 'refuse', 'reply', 'close'];

/** Units pass the case on more often than anything else happens, accept it, give it to officers, ask for more days. */
const step = fc.record({
  type: fc.oneof(
    { weight: 4, arbitrary: fc.constant<CaseStep>('transfer') },
    { weight: 6, arbitrary: fc.constantFrom<CaseStep>('accept', 'assign', 'askExtension', 'extend') },
    { weight: 4, arbitrary: fc.constantFrom(...(Object.keys(COMMANDS) as CaseStep[])) },
  ),
  unit: fc.constantFrom('fire', 'housing', 'town', 'bureau'),
  later: fc.integer({ min: 0, max: 9 }),
});

const commandOf = (type: CaseStep, unit: string, on: string, state: CaseState): CaseCommand => {
  const command = { ...COMMANDS[type], on, unvisited: true } as Record<string, unknown>;
  if (type === 'transfer') command.toUnitId = unit;
  if (type === 'assign') command.officer = 'officer';
  if (type === 'visit') command.visitedOn = on;
  if ('verdict' in state && type === 'confirmVerdict') command.verdict = state.verdict;
  return command as unknown as CaseCommand;
};

it('whatever units a case passes through, its last day moves by a decision, an extension or the end, and by nothing else', () => {
  let [transfers, extensions] = [0, 0];
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
      let state: CaseState = start;
      let on = start.registeredOn;
      let accepted: string | null = null;
      let extended = 0;
      for (const { type, unit, later } of steps) {
        on = addDays(on, later);
        const before = lastDay(state);
        if (type === 'extend' && extensionRefusal(state, { limits, dueOn: before, on }) !== null) continue;
        const decided = decide(state, commandOf(type, unit, on, state));
        if (isRefusal(decided)) continue;
        // As it goes through the database.
        state = caseFromRow(rowFromCase(decided.state));
        if (type === 'transfer') transfers += 1;
        if (type === 'extend') extended += 1;
        if (type === 'accept') {
          // Nobody accepts it anew, after however many transfers.
          expect(accepted).toBeNull();
          accepted = on;
        }
        if (!MOVES.includes(type)) expect(lastDay(state), type).toBe(before);
        if (state.stage === 'registered') {
          expect(lastDay(state)).toBe(addWorkingDays(start.registeredOn, 5, statutoryCalendar).on);
        }
        if (state.stage === 'accepted' || state.stage === 'assigned' || state.stage === 'verifying') {
          expect(lastDay(state)).toBe(addCalendarDays(accepted ?? '', 60 + 30 * extended, statutoryCalendar).on);
        }
      }
      expect(extended).toBeLessThanOrEqual(limits.verificationExtensions);
      extensions += extended;
    }),
    { numRuns: 400 },
  );
  // The walk did what it is about.
  expect(transfers).toBeGreaterThan(200);
  expect(extensions).toBeGreaterThan(0);
});
