import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseFromRow, rowFromCase } from '~/domain/case/case-row';
import type { CaseCommand, CaseEvent } from '~/domain/case/case-state';
import { decide } from '~/domain/case/casework';
import { dueOn } from '~/domain/case/deadlines';
import { objectionDueOn, objectionRefusal } from '~/domain/case/objection';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { addDays } from '~/domain/dates';
import { isRefusal } from '~/domain/refusal';
import { STAGES } from '~/domain/vocabulary';
import { statutoryCalendar as calendar } from '~/services/county/work-calendar.server';
import { COMMANDS, day, given, HISTORY, lead, officer, reviewer, stateAfter } from './casework-states';

const limits = parsePolicyOf('timeLimits', timeLimits2023);
const OBJECTED = HISTORY.objected;
const PASSED_UP: CaseEvent[] = [...OBJECTED, { type: 'transferred', toUnitId: 'upper', ...lead }];
const reviewed = (...events: CaseEvent[]) => stateAfter([...PASSED_UP, ...events]);
const refusedAt = (events: CaseEvent[], on: string, seen: string | null = day, before: string | null = null) =>
  objectionRefusal(stateAfter(events), { replySeenOn: seen, objectedOn: before }, { limits, calendar, on })?.code ??
  null;

describe('an objection', () => {
  it.each([
    ['on the day of the receipt', '2026-03-16', null],
    ['on the tenth day after it', '2026-03-26', null],
    ['on the day after that', '2026-03-27', 'tooLate'],
  ])('counts from the receipt of the reply: %s', (_, on, expected) => {
    expect(refusedAt(HISTORY.replied, on, '2026-03-16')).toBe(expected);
    expect(refusedAt(HISTORY.closed, on, '2026-03-16')).toBe(expected);
  });

  it.each([
    ['whose last day is a rest day rolls on', '2026-03-18', '2026-03-30'],
    ['whose last day lies in the golden week rolls on to its end', '2026-09-24', '2026-10-08'],
  ])('%s', (_, seen, last) => {
    expect(objectionDueOn(seen, limits, calendar).on).toBe(last);
  });

  it('is not late for a reporter who never saw the reply, however long ago it was', () => {
    expect(refusedAt(HISTORY.closed, '2027-12-01', null)).toBeNull();
  });

  it('is made once to each reply, and only to one', () => {
    expect(refusedAt(HISTORY.replied, day, day, day)).toBe('alreadyDone');
    for (const stage of STAGES) {
      const possible = ['replied', 'objected', 'closed', 'reopened'].includes(stage);
      expect(refusedAt(HISTORY[stage], day), stage).toBe(possible ? null : 'stageForbids');
    }
  });

  it('takes a case back that was closed, and keeps it from being closed while it waits', () => {
    const reopened = stateAfter([...HISTORY.closed, { type: 'objected', by: 'reporter', on: '2026-03-20' }]);
    expect(reopened).toMatchObject({ stage: 'objected', objectedOn: '2026-03-20', objectedUnitId: 'fire' });
    expect(reopened).not.toHaveProperty('closedOn');
    given(...OBJECTED)
      .when(COMMANDS.close)
      .isRefused('stageForbids', { stage: 'objected' });
  });

  it('of a second reporter does not move the limit of the review', () => {
    const second: CaseEvent = { type: 'objected', by: 'reporter', on: '2026-03-30' };
    expect(stateAfter([...OBJECTED, second])).toEqual(stateAfter(OBJECTED));
  });

  it('is reviewed within 30 days of it, also after the case was passed up', () => {
    for (const state of [stateAfter(OBJECTED), stateAfter(PASSED_UP)]) {
      const facts = { ...state, acceptedOn: null, confirmedOn: null };
      expect(dueOn(facts, limits, calendar)).toEqual({ step: 'review', on: '2026-04-09', provisional: false });
    }
  });
});

describe('the review', () => {
  const REVIEWS = ['upholdOnReview', 'changeOnReview', 'verifyOnReview'] as const;

  it('is not for the unit that gave the verdict', () => {
    for (const act of REVIEWS) {
      given(...OBJECTED)
        .when(COMMANDS[act])
        .isRefused('stageForbids', { missing: 'transferred' });
    }
  });

  it('is for nobody who verified, proposed or confirmed, wherever they work by now', () => {
    for (const act of REVIEWS) {
      for (const by of ['officer', 'lead']) {
        given(...PASSED_UP)
          .when({ ...COMMANDS[act], by } as CaseCommand)
          .isRefused('samePerson');
      }
      const done = decide(stateAfter(PASSED_UP), COMMANDS[act]);
      expect(isRefusal(done) ? done.code : null).toBeNull();
    }
  });

  it('that upholds leaves the case replied, and lets it go back to its unit', () => {
    const upheld = reviewed({ type: 'reviewUpheld', ...reviewer });
    expect(upheld).toMatchObject({
      stage: 'replied',
      unitId: 'upper',
      verdict: 'substantiated',
      struckOffOn: '2026-03-10',
    });
    expect(upheld).not.toHaveProperty('objectedOn');
    const back = decide(upheld, { type: 'transfer', toUnitId: 'fire', ...reviewer });
    expect(isRefusal(back) ? back.code : back.state).toMatchObject({ stage: 'replied', unitId: 'fire' });
    const closed = decide(isRefusal(back) ? upheld : back.state, COMMANDS.close);
    expect(isRefusal(closed) ? closed.code : closed.state.stage).toBe('closed');
  });

  it('that changes the verdict takes a second signature, of somebody else and of nobody who decided before', () => {
    const changed = reviewed({ type: 'reviewChanged', verdict: 'unsubstantiated', ...reviewer });
    expect(changed).toMatchObject({ stage: 'verdictProposed', proposedBy: 'reviewer', restartedOn: '2026-03-10' });
    const confirm = { ...COMMANDS.confirmVerdict, verdict: 'unsubstantiated' } as CaseCommand;
    for (const by of ['reviewer', 'lead', 'officer']) {
      const refused = decide(changed, { ...confirm, by } as CaseCommand);
      expect(isRefusal(refused) && refused.code, by).toBe('samePerson');
    }
    const confirmed = decide(changed, { ...confirm, by: 'second' } as CaseCommand);
    expect(isRefusal(confirmed) ? confirmed.code : confirmed.state).toMatchObject({
      stage: 'verdictConfirmed',
      verdict: 'unsubstantiated',
      rectifiedOn: '2026-03-10',
    });
  });

  it('that orders a new verification begins its days anew, with others than the first', () => {
    const anew = reviewed({ type: 'reviewVerifiesAnew', ...reviewer });
    expect(anew).toMatchObject({ stage: 'accepted', acceptedOn: '2026-03-10', barred: ['officer', 'lead'] });
    const facts = { ...anew, acceptedOn: '2026-03-10', confirmedOn: null };
    expect(dueOn({ ...facts, restartedOn: '2026-04-01' }, limits, calendar)?.on).toBe('2026-06-01');
    const again = decide(anew, { type: 'assign', officer: 'officer', ...reviewer });
    expect(isRefusal(again) && again.code).toBe('samePerson');
    const moved = stateAfter([
      ...PASSED_UP,
      { type: 'reviewVerifiesAnew', ...reviewer },
      { type: 'transferred', toUnitId: 'fire', ...reviewer },
    ]);
    expect(moved).toMatchObject({ stage: 'accepted', unitId: 'fire', barred: ['officer', 'lead'] });
  });

  it('on paper bars nobody, because the level above says who is to do it', () => {
    const entered: CaseEvent = { type: 'reviewEntered', outcome: 'verifyAnew', answeredOn: day, ...officer };
    expect(stateAfter([...OBJECTED, entered])).toMatchObject({ stage: 'accepted', barred: [] });
    expect(stateAfter([...OBJECTED, { ...entered, outcome: 'upheld' }])).toMatchObject({ stage: 'replied' });
  });
});

it('every state of a review is the one that its row stands for', () => {
  const events: CaseEvent[] = [
    { type: 'reviewUpheld', ...reviewer },
    { type: 'reviewChanged', verdict: 'unsubstantiated', ...reviewer },
    { type: 'reviewVerifiesAnew', ...reviewer },
    { type: 'transferred', toUnitId: 'fire', ...reviewer },
  ];
  for (const event of events) expect(caseFromRow(rowFromCase(reviewed(event)))).toEqual(reviewed(event));
});

it('the last day to object is never a rest day, and never before ten days', () => {
  const seen = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-01-01', n));
  fc.assert(
    fc.property(seen, (on) => {
      const last = objectionDueOn(on, limits, calendar);
      expect(last.on >= addDays(on, 10)).toBe(true);
      expect(last.provisional || calendar.isWorkingDay(last.on)).toBe(true);
    }),
  );
});
