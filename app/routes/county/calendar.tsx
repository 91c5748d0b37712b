import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { calendarForms } from '~/contract/posted/calendar-forms';
import { askProgramYear, askYear, checkYear } from '~/services/county/calendar-change.server';
import { confirmYear, refuseYear } from '~/services/county/calendar-decision.server';
import { calendarPage, type YearSource } from '~/services/county/calendar-page.server';
import { buttonClass } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { Warning } from '~/ui/warning';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { holidaysWords } from '~/words/county/holidays';
import { formatDate, type Lang } from '~/words/language';
import { CalendarAsked } from './calendar-asked';
import { YearDays } from './calendar-days';
import { CalendarForm } from './calendar-form';
import { yearErrors } from './calendar-text';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: holidaysWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => ({
    lang,
    ...(await calendarPage(ctx, actor, new URL(request.url).searchParams.get('year'))),
  }));

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(calendarForms, {
  check: async ({ ctx, actor }, typed) => ({ checked: await checkYear(ctx, actor, typed) }),
  ask: async ({ ctx, actor }, typed) => {
    await askYear(ctx, actor, typed);
    return { done: 'asked' as const };
  },
  revert: async ({ ctx, actor }, { year }) => {
    await askProgramYear(ctx, actor, year);
    return { done: 'asked' as const };
  },
  confirm: async ({ ctx, actor }, decided) => {
    await confirmYear(ctx, actor, decided);
    return { done: 'confirmed' as const };
  },
  refuse: async ({ ctx, actor }, { request }) => {
    await refuseYear(ctx, actor, request);
    return { done: 'refused' as const };
  },
});

/** The holidays of each year, where they come from, and changes of them by two people. */
export default function Calendar() {
  const { lang, years, year, table, source, shown, asked, may } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const words = holidaysWords[lang];
  const errors = yearErrors(answer && 'refused' in answer ? answer.refused : null, lang);
  const checked = answer && 'checked' in answer && answer.checked.year === year ? answer.checked : null;
  return (
    <>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {words.done[answer.done]}
        </NotificationBanner>
      )}
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {!may.ask && <ErrorSummary told={answer} errors={errors} />}
      <CalendarAsked lang={lang} asked={asked} mayConfirm={may.confirm} />
      <nav aria-label={words.years}>
        <ButtonGroup>
          {years.map((one) => (
            <Link
              key={one}
              className={buttonClass(one === year ? 'primary' : 'secondary')}
              to={`/${lang}/staff/calendar?year=${one}`}
              aria-current={one === year ? 'page' : undefined}
            >
              {one}
            </Link>
          ))}
        </ButtonGroup>
      </nav>
      <section aria-labelledby="calendar-year" data-year={year}>
        <h2 className="govuk-heading-m" id="calendar-year">
          {words.yearTitle(year)}
        </h2>
        {table === null ? (
          <Warning>{words.none(year)}</Warning>
        ) : (
          <>
            <SummaryList rows={[{ key: words.source, value: sourceText(source, lang) }]} />
            <YearDays lang={lang} table={table} />
          </>
        )}
      </section>
      {may.ask && (
        <CalendarForm
          key={`${year} ${shown}`}
          own={source !== null && source !== 'program'}
          {...{ lang, year, table, shown, checked, errors, answer, busy }}
        />
      )}
    </>
  );
}

function sourceText(source: YearSource, lang: Lang): string {
  const words = holidaysWords[lang];
  if (source === null || source === 'program') return words.fromProgram;
  return words.fromCounty(source.notice, formatDate(source.since, lang));
}
