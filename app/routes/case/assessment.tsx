import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { assessmentForm } from '~/contract/posted/assessment-form';
import { assessedMonths } from '~/domain/case/record-period';
import { timeOf } from '~/domain/dates';
import { textIn } from '~/domain/localized';
import { enterPoints, monthAssessment, unitsToJudge } from '~/services/case/assessment.server';
import { today } from '~/services/context.server';
import { Button } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { staff } from '~/web/staff/staff.server';
import { formAct } from '~/web/staff/staff-acts.server';
import { assessmentWords } from '~/words/case/assessment';
import { formatList, formatMonth, type Lang } from '~/words/language';
import { monthAsked, weighing } from './assessment-cells';
import { AssessmentPoints } from './assessment-points';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const lang = data?.lang ?? 'zh';
  return [{ title: assessmentWords[lang].link }];
};

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const month = monthAsked(request.url, today(ctx));
    const assessed = await monthAssessment(ctx, actor, month);
    const units = (await unitsToJudge(ctx, actor)).map(({ id, names }) => ({ value: id, label: textIn(names, lang) }));
    return { lang, month, months: assessedMonths(today(ctx)), assessed, units };
  });

export const action = (args: ActionFunctionArgs) =>
  formAct(args, assessmentForm, async ({ ctx, actor }, typed) => {
    await enterPoints(ctx, actor, typed);
    return { done: true };
  });

type UnitRow = Awaited<ReturnType<typeof monthAssessment>>['units'][number];

/** Each unit's month by the county's rule, as page and as a notice to print; the last in rank speaks first. */
export default function Assessment() {
  const { lang, month, months, assessed, units } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = assessmentWords[lang];
  const { rule } = assessed;
  const weights = weighing(assessed).map((one) => t.weighs(t.rates[one], rule.weights[one]));
  const refused = answer && 'refused' in answer ? answer.refused : null;
  return (
    <>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {t.entered}
        </NotificationBanner>
      )}
      <PageTitle lead={t.lead}>{t.title(formatMonth(month, lang))}</PageTitle>
      <p className="govuk-body">
        <SiteLanguage>{t.rule(rule.legalBasis, formatList(weights, lang))}</SiteLanguage> {!rule.own && t.unchecked}
      </p>
      <ul className="govuk-list anshao-stage-counts anshao-no-print" aria-label={t.months}>
        {months.map((one) => (
          <li key={one}>
            <Link className="govuk-link" to={`?month=${one}`} aria-current={one === month ? 'true' : undefined}>
              {formatMonth(one, lang)}
            </Link>
          </li>
        ))}
      </ul>
      <DataTable
        caption={t.title(formatMonth(month, lang))}
        captionHidden
        dense
        narrow="scroll"
        rows={assessed.units}
        rowKey={({ unitId }) => unitId}
        empty={<EmptyState title={t.none} />}
        columns={[
          { key: 'rank', title: t.rank, numeric: true, cell: ({ rank }: UnitRow) => rank },
          { key: 'unit', title: t.unit, head: true, cell: (row: UnitRow) => <Named lang={lang} row={row} /> },
          { key: 'score', title: t.score, numeric: true, cell: ({ score }: UnitRow) => score },
          ...weighing(assessed).map((one) => ({
            key: one,
            title: t.rates[one],
            numeric: true,
            cell: ({ rates }: UnitRow) => (rates[one] === null ? null : `${rates[one]} %`),
          })),
        ]}
      />
      <p className="govuk-body">{t.speaksNote}</p>
      <p className="govuk-body anshao-no-print">
        {t.figuresOf(timeOf(assessed.at))} {t.file}{' '}
        {(['xlsx', 'csv'] as const).map((kind) => (
          <a key={kind} className="govuk-link" href={`/${lang}/staff/assessment.${kind}?month=${month}`} download>
            {kind.toUpperCase()}{' '}
          </a>
        ))}
      </p>
      <Button type="button" variant="secondary" onClick={() => print()}>
        {t.print}
      </Button>
      {units.length > 0 && (
        <AssessmentPoints lang={lang} month={month} units={units} refused={refused} answer={answer} />
      )}
    </>
  );
}

/** A unit's name, and whether it speaks first. */
function Named({ lang, row }: { lang: Lang; row: UnitRow }) {
  return (
    <>
      {textIn(row.names, lang)} {row.speaksFirst && <Tag tone="attention">{assessmentWords[lang].speaksFirst}</Tag>}
    </>
  );
}
