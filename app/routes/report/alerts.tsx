import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { alertForms } from '~/contract/posted/roster-forms';
import { textIn } from '~/domain/localized';
import { answerTest } from '~/services/county/duty-outcome.server';
import { acknowledgeAlert, alertsFor, type OwnAlert, type UnitAlerts } from '~/services/report/alerts.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Tag } from '~/ui/tag';
import { TextInput } from '~/ui/text-input';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { hourText } from '~/words/case/limit';
import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { alertWords } from '~/words/report/alerts';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: alertWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, ...(await alertsFor(ctx, actor)) }));

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(alertForms, {
  acknowledge: async ({ ctx, actor }, { caseId }) => {
    await acknowledgeAlert(ctx, actor, caseId);
    return { done: 'taken' as const };
  },
  answer: async ({ ctx, actor }, { number }) => {
    await answerTest(ctx, actor, number);
    return { done: 'answered' as const };
  },
});

/** Danger to life that waits for somebody of the own unit; for supervisors and administrators how many each unit has. */
export default function Alerts() {
  const { lang, own, units } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const words = alertWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const ofTest = refused?.field === 'number';
  const said =
    refused && (ofTest ? words.test[refused.code === 'alreadyDone' ? 'already' : 'unknown'] : gone(refused, lang));
  return (
    <>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {answer.done === 'taken' ? words.taken : words.test.done}
        </NotificationBanner>
      )}
      <PageTitle lead={own ? words.lead : undefined}>{words.title}</PageTitle>
      {said && <ErrorSummary told={answer} errors={[{ message: said, ...(ofTest && { field: 'number' }) }]} />}
      {own && (
        <DataTable
          caption={words.title}
          captionHidden
          columns={ownColumns(lang, busy)}
          rows={own}
          rowKey={({ caseId }) => caseId}
          empty={<EmptyState title={words.none} />}
        />
      )}
      {units && (
        <section aria-labelledby="alerts-units" data-unit-alerts={units.length}>
          <h2 className="govuk-heading-m" id="alerts-units">
            {words.units.title}
          </h2>
          {units.length > 0 && <p className="govuk-body">{words.units.lead}</p>}
          <DataTable
            caption={words.units.title}
            captionHidden
            columns={unitColumns(lang)}
            rows={units}
            rowKey={({ unitId }) => unitId}
            empty={<EmptyState title={words.none} />}
          />
        </section>
      )}
      <h2 className="govuk-heading-m">{words.test.title}</h2>
      <Form method="post" noValidate>
        <TextInput
          name="number"
          label={words.test.number}
          hint={words.test.text}
          inputMode="numeric"
          width={10}
          maxLength={40}
          error={ofTest && said ? said : undefined}
        />
        <Button variant="secondary" name="act" value="answer" disabled={busy}>
          {words.test.submit}
        </Button>
      </Form>
    </>
  );
}

const gone = (refused: Parameters<typeof refusedText>[0], lang: Lang): string =>
  refused.code === 'notFound' ? alertWords[lang].gone : refusedText(refused, lang);

function ownColumns(lang: Lang, busy: boolean): Column<OwnAlert>[] {
  const words = alertWords[lang];
  return [
    {
      key: 'case',
      title: words.case,
      head: true,
      cell: ({ caseId, order }) => (
        <Link className="govuk-link" to={`/${lang}/staff/cases/${caseId}`}>
          {words.caseNumber(order)}
        </Link>
      ),
    },
    {
      key: 'due',
      title: words.due,
      cell: ({ dueOn, dueHour, late }) => (
        <>
          {dueOn !== null && dueHour !== null && hourText(dueOn, dueHour, lang)}{' '}
          {late && <Tag tone="bad">{words.late}</Tag>}
        </>
      ),
    },
    {
      key: 'state',
      title: words.state,
      cell: ({ caseId, order, acknowledgedBy }) =>
        acknowledgedBy === null ? (
          <Form method="post">
            <p className="govuk-body">
              <Tag tone="bad">{words.nobody}</Tag>
            </p>
            <input type="hidden" name="caseId" value={caseId} />
            <Button name="act" value="acknowledge" variant="warning" disabled={busy}>
              {words.take}
              <span className="govuk-visually-hidden"> {words.caseNumber(order)}</span>
            </Button>
          </Form>
        ) : (
          words.by(acknowledgedBy)
        ),
    },
  ];
}

function unitColumns(lang: Lang): Column<UnitAlerts>[] {
  const { units } = alertWords[lang];
  const count = (n: number) => (n > 0 ? <strong className="anshao-number">{n}</strong> : n);
  return [
    { key: 'unit', title: units.unit, head: true, cell: ({ names }) => textIn(names, lang) },
    { key: 'open', title: units.open, numeric: true, cell: ({ open }) => count(open) },
    { key: 'late', title: units.late, numeric: true, cell: ({ late }) => count(late) },
  ];
}
