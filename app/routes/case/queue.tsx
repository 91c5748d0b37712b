import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useRowKeys } from '~/browser/keys/use-row-keys';
import { queueForms } from '~/contract/posted/case-forms';
import { Refusal } from '~/domain/refusal';
import { STAGES } from '~/domain/vocabulary';
import { assignCases } from '~/services/case/case.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { queueFilterOf } from '~/web/case/queue-filter.server';
import { queuePage } from '~/web/case/queue-page.server';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { caseWords } from '~/words/case/case';
import { queueWords } from '~/words/case/queue';
import type { Lang } from '~/words/language';
import { refusalSentence } from '~/words/refused';
import { vocabularyWords } from '~/words/vocabulary';
import { QueueFilters } from './queue-filters';
import { QueueTable } from './queue-table';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: queueWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, request }) => {
    const filter = queueFilterOf(request);
    const { search, searchParams } = new URL(request.url);
    return {
      lang,
      filter,
      ...(await queuePage(ctx, actor, lang, filter)),
      search,
      transferred: searchParams.get('done') === 'transfer',
    };
  });
}

export function action(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fieldBytes: 200, fields: 110 });
}

const ACTS = formActs(queueForms, {
  assign: async ({ ctx, actor }, { case: cases, officer }) => {
    if (cases.length === 0) throw new Refusal('invalid', { field: 'case' });
    return { done: await assignCases(ctx, actor, cases, officer) };
  },
});

export default function Queue() {
  const { lang, filter, rows, next, counts, officers, towns, mayAssign, search, transferred } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const t = queueWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const done = answer && 'done' in answer ? answer.done : null;
  const wrong = refused && queueRefused(refused, lang);
  const ended = filter.stage === 'closed' || filter.stage === 'notAccepted';
  useRowKeys('[data-case-link]', '#stage');
  const filtered = Object.keys(filter).length > 0;
  const first = new URLSearchParams(search);
  first.delete('after');
  const following = new URLSearchParams(first);
  if (next !== null) following.set('after', next);
  return (
    <>
      {wrong && (
        <ErrorSummary
          told={answer}
          errors={[{ field: refused?.field === 'case' ? 'cases' : 'officer', message: wrong }]}
        />
      )}
      <QueueDone lang={lang} transferred={transferred && search} done={done} />
      <PageTitle lead={t.intro}>{t.title}</PageTitle>
      <QueueFilters
        lang={lang}
        filter={filter}
        counts={counts}
        stages={choicesFrom(STAGES, vocabularyWords[lang].stages)}
      />
      {rows.length === 0 ? (
        <EmptyState title={t.emptyTitle}>
          <p className="govuk-body">{filtered ? t.emptyFiltered : t.empty}</p>
          {filtered && <Link to={`/${lang}/staff/queue`}>{t.clear}</Link>}
        </EmptyState>
      ) : (
        <Form method="post" id="cases">
          <QueueTable lang={lang} rows={rows} officers={officers} towns={towns} choosing={mayAssign && !ended} />
          {mayAssign && !ended && (
            <div className="anshao-filters" data-bulk>
              <Select
                name="officer"
                label={t.assignTo}
                placeholder={t.chooseOfficer}
                choices={officers.map(({ memberId, name }) => ({ value: memberId, label: name }))}
                error={wrong && refused?.field !== 'case' ? wrong : undefined}
                required
              />
              <Button name="act" value="assign" variant="secondary" disabled={busy}>
                {t.assignChosen}
              </Button>
            </div>
          )}
        </Form>
      )}
      <nav className="anshao-pagination" aria-label={t.title}>
        {filter.after && (
          <Link className="anshao-pagination__link" to={`?${first}`}>
            {t.first}
          </Link>
        )}
        {next !== null && (
          <Link className="anshao-pagination__link anshao-pagination__link--next" to={`?${following}`} rel="next">
            {t.more} <span aria-hidden="true">→</span>
          </Link>
        )}
      </nav>
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/staff/queue.csv${first.size > 0 ? `?${first}` : ''}`} download>
          {t.csv}
        </a>
      </p>
      <p className="govuk-hint">{t.keys}</p>
    </>
  );
}

type Refused = Extract<Awaited<ReturnType<typeof action>>, { data: { refused: unknown } }>['data']['refused'];

function queueRefused(refused: Refused, lang: Lang): string {
  const t = queueWords[lang];
  if (refused.code === 'invalid' && refused.field === 'case') return t.noneChosen;
  return refused.code === 'invalid' && refused.field === 'officer' ? t.chooseOfficer : refusalSentence(refused, lang);
}

type DoneProps = { lang: Lang; transferred: string | false; done: { assigned: number; left: number } | null };

/** The outcome of the last act; where nothing was done, nothing is reported as done. */
function QueueDone({ lang, transferred, done }: DoneProps) {
  const t = queueWords[lang];
  return (
    <>
      {transferred !== false && (
        <NotificationBanner success told={transferred}>
          {caseWords[lang].done.transfer}
        </NotificationBanner>
      )}
      {done && (
        <NotificationBanner success={done.assigned > 0} told={done}>
          {done.assigned > 0 && <p className="govuk-body">{t.assigned(done.assigned)}</p>}
          {done.left > 0 && <p className="govuk-body">{t.notAssigned(done.left)}</p>}
        </NotificationBanner>
      )}
    </>
  );
}
