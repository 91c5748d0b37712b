import { expect, it } from 'vitest';
import { caseFromRow, rowFromCase } from '~/domain/case/case-row';
import { decide } from '~/domain/case/casework';
import { dueOn } from '~/domain/case/deadlines';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { isRefusal } from '~/domain/refusal';
import { statutoryCalendar } from '~/services/county/work-calendar.server';
import { COMMANDS, given, HISTORY, lead, officer, stateAfter } from './casework-states';

const limits = parsePolicyOf('timeLimits', timeLimits2023);
const asked = stateAfter(HISTORY.reopened);

it('a closed case is taken up again by two people, who may be its officer and its lead', () => {
  given(...HISTORY.reopened)
    .when({ ...COMMANDS.reopen, ...officer })
    .isRefused('samePerson');
  given(...HISTORY.reopened)
    .when(COMMANDS.reopen)
    .gives({ type: 'reopened', ...lead });
  expect(stateAfter([...HISTORY.reopened, { type: 'reopened', ...lead, on: '2026-05-06' }])).toMatchObject({
    stage: 'accepted',
    acceptedOn: '2026-03-10',
    restartedOn: '2026-05-06',
    extensions: 0,
    rectifiedOn: '2026-03-10',
  });
});

it('a request waits as an open case, within the days of an acceptance', () => {
  const due = dueOn({ ...asked, acceptedOn: null, confirmedOn: null }, limits, statutoryCalendar);
  expect(due).toEqual({ step: 'accept', on: '2026-03-17', provisional: false });
  expect(caseFromRow(rowFromCase(asked))).toEqual(asked);
});

it('that is refused leaves the case as it was closed', () => {
  const refused = decide(asked, COMMANDS.refuseReopening);
  expect(isRefusal(refused) ? refused.code : refused.state).toEqual(stateAfter(HISTORY.closed));
});

it('lapses where a reporter objects meanwhile, since the case is taken up by that', () => {
  const objected = stateAfter([...HISTORY.reopened, { type: 'objected', by: 'reporter', on: '2026-03-12' }]);
  expect(objected).toMatchObject({ stage: 'objected', objectedOn: '2026-03-12' });
  expect(objected).not.toHaveProperty('reopenedBy');
  expect(caseFromRow(rowFromCase(objected))).toEqual(objected);
});
