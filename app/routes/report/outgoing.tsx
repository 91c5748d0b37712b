import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { outgoingForms } from '~/contract/posted/outgoing-forms';
import { SENDING_WAYS } from '~/domain/county/superior-entry';
import { textIn } from '~/domain/localized';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import { superiorParts } from '~/routes/keys/superior-parts';
import { DraftForm } from '~/routes/staff/draft-form';
import { recordSent, superiorReports } from '~/services/report/superior-report.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { type Column, DataTable } from '~/ui/data-table';
import { DateInput } from '~/ui/date-input';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { Warning } from '~/ui/warning';
import { savedNow } from '~/web/county/register-form.server';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { refusedText } from '~/words/follow/access';
import { formatDate, type Lang } from '~/words/language';
import { outgoingWords } from '~/words/report/outgoing';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: outgoingWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => ({
    lang,
    saved: new URL(request.url).searchParams.get('saved'),
    ...(await superiorReports(ctx, actor)),
  }));

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(outgoingForms, {
  sent: async ({ ctx, actor, lang }, given) => {
    await recordSent(ctx, actor, given);
    throw redirect(`/${lang}/staff/outgoing?${savedNow()}`);
  },
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page['rows'][number];

/** Reports about the office itself: sealed files that nobody here can open, to be handed on. */
export default function Outgoing() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { lang, rows, superior, saved } = page;
  const words = outgoingWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <p className="govuk-body">{words.limit(page.days)}</p>
      {saved !== null && refused === null && (
        <NotificationBanner success told={saved}>
          {words.form.saved}
        </NotificationBanner>
      )}
      {superior === null ? (
        <Warning>{words.noSuperior}</Warning>
      ) : (
        <section aria-labelledby="outgoing-how">
          <h2 className="govuk-heading-m" id="outgoing-how">
            {words.how(textIn(superior.names, lang))}
          </h2>
          <p className="govuk-body">{words.howText}</p>
          <SummaryList
            rows={superiorParts(superior, lang)
              .filter(({ key }) => ['address', 'phone', 'mail'].includes(key))
              .map(({ label, text }) => ({ key: label, value: text }))}
          />
        </section>
      )}
      <Files lang={lang} rows={rows} />
      <Sent key={saved} page={page} refused={refused} answer={answer} />
    </>
  );
}

function Files({ lang, rows }: Pick<Page, 'lang' | 'rows'>) {
  const words = outgoingWords[lang];
  const columns: Column<Row>[] = [
    { key: 'number', title: words.number, head: true, cell: ({ number }) => number },
    { key: 'received', title: words.receivedOn, cell: ({ receivedOn }) => formatDate(receivedOn, lang), short: true },
    { key: 'state', title: words.state, cell: (row) => <State row={row} lang={lang} /> },
    {
      key: 'file',
      title: words.file,
      cell: ({ number }) => (
        <a className="govuk-link" href={`/${lang}/staff/outgoing/${number}/file`}>
          {words.download(number)}
        </a>
      ),
    },
  ];
  return (
    <DataTable
      caption={words.title}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={({ number }) => number}
      empty={<EmptyState title={words.empty} />}
    />
  );
}

function State({ row, lang }: { row: Row; lang: Lang }) {
  return (
    <>
      {row.late && <Tag tone="bad">{outgoingWords[lang].late}</Tag>} {stateText(row, lang)}
    </>
  );
}

function stateText({ exportedOn, sentOn, way }: Row, lang: Lang): string {
  const { states, form } = outgoingWords[lang];
  if (sentOn !== null && way !== null) return states.sent(formatDate(sentOn, lang), form.ways[way]);
  return exportedOn === null ? states.waiting : states.exported(formatDate(exportedOn, lang));
}

type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };
type SentProps = { page: Page; refused: Refused | null; answer: object | null | undefined };

/** Records that one was handed on; only while one waits. */
function Sent({ page: { lang, rows }, refused, answer }: SentProps) {
  const { form, problems } = outgoingWords[lang];
  const busy = useNavigation().state !== 'idle';
  const waiting = rows.filter(({ sentOn }) => sentOn === null);
  if (waiting.length === 0) return null;
  const errors = problemsOf(refused, lang, problems);
  const error = (name: string) => errors.find(({ field }) => field === name)?.message;
  return (
    <DraftForm place="outgoing" aria-labelledby="outgoing-sent" id="outgoing-form">
      <h2 className="govuk-heading-m" id="outgoing-sent">
        {form.title}
      </h2>
      {errors.length > 0 && <ErrorSummary told={answer} errors={errors} />}
      <Select
        name="number"
        label={form.number}
        error={error('number')}
        placeholder={form.choose}
        choices={waiting.map(({ number }) => ({ value: number, label: number }))}
      />
      <Select name="way" label={form.way} error={error('way')} choices={choicesFrom(SENDING_WAYS, form.ways)} />
      <DateInput name="sentOn" label={form.sentOn} hint={form.sentHint} error={error('sentOn')} />
      <Button name="act" value="sent" disabled={busy}>
        {form.save}
      </Button>
    </DraftForm>
  );
}

function problemsOf(
  refused: Refused | null,
  lang: Lang,
  words: { number: string; notExported: string; sentOn: string; way: string },
): FormError[] {
  if (refused === null) return [];
  if (refused.data?.rule === 'notExported') return [{ field: 'number', message: words.notExported }];
  if (refused.code === 'notFound') return [{ field: 'number', message: words.number }];
  if (refused.field === 'sentOn' || refused.field === 'way') {
    return [{ field: refused.field, message: words[refused.field] }];
  }
  return [{ message: refusedText(refused, lang) }];
}
