import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '~/domain/case/case-state';
import { decide } from '~/domain/case/casework';
import { dueOn } from '~/domain/case/deadlines';
import { extendedUntil, extensionRefusal } from '~/domain/case/extension';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { addDays } from '~/domain/dates';
import { isRefusal } from '~/domain/refusal';
import { STAGES } from '~/domain/vocabulary';
import { statutoryCalendar } from '~/services/county/work-calendar.server';
import { ASSIGNED, COMMANDS, given, HISTORY, lead, officer, PROPOSED, stateAfter, VERIFYING } from './casework-states';

const limits = parsePolicyOf('timeLimits', timeLimits2023);
const ASKED: CaseEvent[] = [...VERIFYING, { type: 'extensionAsked', ...officer }];
const EXTENDED: CaseEvent[] = [...ASKED, { type: 'extended', ...lead }];

describe('an extension', () => {
  it('is asked for by the officer and approved by the lead', () => {
    given(...VERIFYING)
      .when(COMMANDS.askExtension)
      .gives({ type: 'extensionAsked', ...officer });
    given(...ASKED)
      .when(COMMANDS.extend)
      .gives({ type: 'extended', ...lead });
    expect(stateAfter(EXTENDED)).toMatchObject({ stage: 'verifying', extensions: 1, extensionAskedBy: null });
  });

  it('is asked for by nobody but the officer', () => {
    given(...VERIFYING)
      .when({ ...COMMANDS.askExtension, by: 'another' })
      .isRefused('notAllowed', { rule: 'assignedOfficer' });
  });

  it('is neither approved nor refused before it was asked for, nor once it was answered', () => {
    for (const events of [ASSIGNED, VERIFYING, EXTENDED]) {
      for (const type of ['extend', 'refuseExtension'] as const) {
        given(...events)
          .when(COMMANDS[type])
          .isRefused('stageForbids', { missing: 'extensionAsked' });
      }
    }
  });

  it('takes a second person, whoever is the officer by now', () => {
    given(...ASKED)
      .when({ ...COMMANDS.extend, ...officer })
      .isRefused('samePerson');
    const reassigned: CaseEvent[] = [...ASKED, { type: 'assigned', officer: 'second', ...lead }];
    for (const by of ['officer', 'second']) {
      given(...reassigned)
        .when({ ...COMMANDS.extend, by, on: lead.on })
        .isRefused('samePerson');
    }
  });

  it('waits once, and not beside a verdict', () => {
    given(...ASKED)
      .when(COMMANDS.askExtension)
      .isRefused('alreadyDone');
    const returned: CaseEvent[] = [
      ...ASKED,
      { type: 'verdictProposed', verdict: 'substantiated', ...officer },
      { type: 'verdictReturned', ...lead },
    ];
    given(...returned)
      .when(COMMANDS.extend)
      .isRefused('stageForbids', { missing: 'extensionAsked' });
  });

  it('stays with the case wherever it goes; a request does not', () => {
    const moved = stateAfter([...EXTENDED, { type: 'transferred', toUnitId: 'housing', ...lead }]);
    expect(moved).toMatchObject({ unitId: 'housing', extensions: 1 });
    expect(moved).not.toHaveProperty('extensionAskedBy');
  });
});

describe('how often and until when', () => {
  const from = '2026-03-10';
  const at = (events: CaseEvent[], on: string, due = '2026-05-09', policy: typeof limits | null = limits) =>
    extensionRefusal(stateAfter(events), { limits: policy, dueOn: due, on });
  const never = { ...limits, verificationExtensions: 0 };
  const twice = { ...limits, verificationExtensions: 2 };

  it.each([
    ['the first one in time', at(ASKED, from), null],
    ['on the last day', at(ASKED, '2026-05-09'), null],
    ['the day after', at(ASKED, '2026-05-10'), 'tooLate limitEnded'],
    ['a second one', at(EXTENDED, from), 'alreadyDone extensionsUsed'],
    ['a second one where the rule allows two', at(EXTENDED, from, '2026-06-08', twice), null],
    ['where the rule allows none', at(ASKED, from, '2026-05-09', never), 'alreadyDone extensionsUsed'],
    ['where no rule is known', at(ASKED, from, '2026-05-09', null), 'alreadyDone extensionsUsed'],
    ['at another stage, about which casework decides', at(PROPOSED, '2027-01-01'), null],
  ])('%s', (_, refusal, expected) => {
    expect(refusal && `${refusal.code} ${refusal.data?.rule}`).toBe(expected);
  });

  it('the day that is shown before is the day that then counts, for every day of acceptance', () => {
    const acceptance = fc.integer({ min: 0, max: 200 }).map((n) => addDays('2026-01-01', n));
    fc.assert(
      fc.property(acceptance, (on) => {
        const asked = { ...stateAfter(ASKED), acceptedOn: on };
        const before = dueOn({ ...asked, confirmedOn: null }, limits, statutoryCalendar);
        const shown = extendedUntil(asked as never, { limits, dueOn: before?.on ?? null, on }, statutoryCalendar);
        const extended = decide(asked as never, COMMANDS.extend);
        if (isRefusal(extended) || !shown) throw new Error('refused');
        const after = dueOn({ ...asked, ...extended.state, confirmedOn: null }, limits, statutoryCalendar);
        expect(after).toEqual({ step: 'verify', ...shown });
        expect(shown.on >= addDays(on, 90)).toBe(true);
        expect(statutoryCalendar.isWorkingDay(shown.on)).toBe(true);
      }),
    );
  });

  it('is nothing at stages in which nobody verifies', () => {
    for (const stage of STAGES.filter((one) => one !== 'assigned' && one !== 'verifying')) {
      expect(
        extendedUntil(stateAfter(HISTORY[stage]), { limits, dueOn: null, on: from }, statutoryCalendar),
      ).toBeNull();
    }
  });
});
