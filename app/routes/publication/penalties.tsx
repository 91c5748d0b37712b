import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { penaltyForms } from '~/contract/posted/publication-forms';
import { textIn } from '~/domain/localized';
import {
  PENALTY_FIELDS,
  type PenaltyField,
  parsePenaltyForm,
  WITHDRAWAL_REASONS,
} from '~/domain/publication/penalty-form';
import { shownAs } from '~/domain/shown';
import { today } from '~/services/context.server';
import {
  penaltiesPage,
  penaltyShown,
  publishPenalty,
  registerPenalty,
  withdrawPenalty,
} from '~/services/publication/penalty.server';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { Tag } from '~/ui/tag';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { limitText } from '~/words/case/limit';
import { formatDate, formatMoney, type Lang, labelled } from '~/words/language';
import { penaltyRefusal, penaltyWords } from '~/words/publication/penalty';
import { publicWords } from '~/words/publication/public';
import { PenaltyForm } from './penalty-form';

export const handle = { scripts: true };

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => {
    const page = await penaltiesPage(ctx, actor);
    const show = ({ due, late, ...row }: (typeof page.waiting)[number]) => ({
      id: row.id,
      decisionNumber: row.decisionNumber,
      offender: row.offender,
      offence: row.offence,
      decidedOn: formatDate(row.decidedOn, lang),
      amount: formatMoney(row.amount, lang),
      publishBy: limitText(due.on, due.provisional, lang),
      late,
      shown: shownAs(penaltyShown(row)),
    });
    return {
      lang,
      mayPublish: page.mayPublish,
      mayRegister: page.mayRegister,
      waiting: page.waiting.map(show),
      published: page.published.map(show),
      towns: page.towns.map((one) => ({ value: one.code, label: textIn(one.names, lang) })),
    };
  });

type Answer = { done: 'registered' | 'published' | 'withdrawn' } | { wrong: PenaltyField[] };

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS, { fieldBytes: 4096, fields: 20 });

const ACTS = formActs(penaltyForms, {
  publish: async ({ ctx, actor }, shown): Promise<Answer> => {
    await publishPenalty(ctx, actor, shown);
    return { done: 'published' };
  },
  withdraw: async ({ ctx, actor }, withdrawal): Promise<Answer> => {
    await withdrawPenalty(ctx, actor, withdrawal);
    return { done: 'withdrawn' };
  },
  register: async ({ ctx, actor }, typed) => {
    const parsed = parsePenaltyForm((field) => typed[field], today(ctx));
    if (!parsed.ok) return data({ wrong: parsed.fields } satisfies Answer, { status: 422 });
    await registerPenalty(ctx, actor, parsed.draft);
    return { done: 'registered' } satisfies Answer;
  },
});

export default function Penalties() {
  const { lang, mayPublish, mayRegister, waiting, published, towns } = useLoaderData<typeof loader>();
  const words = penaltyWords[lang];
  const answer = useActionData<typeof action>();
  const done = answer && 'done' in answer ? words[answer.done] : null;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const taken = refused?.field === 'decisionNumber';
  const unknown = refused?.code === 'invalid' ? PENALTY_FIELDS.filter((field) => field === refused.field) : [];
  const wrong = answer && 'wrong' in answer ? answer.wrong : unknown;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {done && (
        <NotificationBanner success told={answer}>
          {done}
        </NotificationBanner>
      )}
      {refused && !taken && unknown.length === 0 && (
        <ErrorSummary told={answer} errors={[{ message: penaltyRefusal(lang, refused) }]} />
      )}
      {mayRegister && (
        <p className="govuk-body">
          <Link className="govuk-link" to={`/${lang}/staff/penalties/import`}>
            {words.import.link}
          </Link>
        </p>
      )}
      {mayRegister && <PenaltyForm lang={lang} towns={towns} wrong={wrong} taken={taken} answer={answer} />}
      <DataTable
        caption={words.waitingTitle}
        columns={[
          ...columns(lang),
          {
            key: 'by',
            title: words.waitingTitle,
            cell: (row) => <Tag tone={row.late ? 'bad' : 'attention'}>{words.publishBy(row.publishBy)}</Tag>,
          },
          ...(mayPublish
            ? [{ key: 'act', title: words.publish, cell: (row: Shown) => <WaitingForm lang={lang} row={row} /> }]
            : []),
        ]}
        rows={waiting}
        dense
        rowKey={(row) => row.id}
        empty={<EmptyState title={labelled(words.waitingTitle, lang) + words.none} />}
      />
      <DataTable
        caption={words.publishedTitle}
        columns={[
          ...columns(lang),
          ...(mayPublish
            ? [{ key: 'act', title: words.withdraw, cell: (row: Shown) => <WithdrawForm lang={lang} row={row} /> }]
            : []),
        ]}
        rows={published}
        dense
        rowKey={(row) => row.id}
        empty={<EmptyState title={labelled(words.publishedTitle, lang) + words.none} />}
      />
    </>
  );
}

type Shown = Awaited<ReturnType<typeof loader>>['waiting'][number];

function columns(lang: Lang) {
  const words = publicWords[lang].exposure;
  return [
    { key: 'number', title: words.decision, head: true, short: true, cell: (row: Shown) => row.decisionNumber },
    { key: 'offender', title: words.offender, cell: (row: Shown) => row.offender },
    { key: 'offence', title: words.offence, cell: (row: Shown) => row.offence },
    { key: 'on', title: words.decidedOn, short: true, cell: (row: Shown) => row.decidedOn },
    { key: 'amount', title: words.amount, numeric: true, cell: (row: Shown) => row.amount },
  ];
}

type FormProps = { lang: Lang; row: Shown };

/** The decision's id, and what the page shows of it. */
function Decision({ row }: { row: Shown }) {
  return (
    <>
      <input type="hidden" name="id" value={row.id} />
      <input type="hidden" name="shown" value={row.shown} />
    </>
  );
}

/** Decisions to be published, or registered wrongly and withdrawn before that, so that they can be registered anew. */
function WaitingForm({ lang, row }: FormProps) {
  const words = penaltyWords[lang];
  return (
    <Form method="post">
      <Decision row={row} />
      <input type="hidden" name="reason" value="mistake" />
      <ButtonGroup>
        <Button name="act" value="publish">
          {words.publish}
        </Button>
        <Button name="act" value="withdraw" variant="secondary">
          {words.takeBack}
        </Button>
      </ButtonGroup>
    </Form>
  );
}

function WithdrawForm({ lang, row }: FormProps) {
  const words = penaltyWords[lang];
  return (
    <Details summary={words.withdraw}>
      <Form method="post">
        <Decision row={row} />
        <Select
          name="reason"
          id={`reason-${row.id}`}
          label={words.reason}
          choices={WITHDRAWAL_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
          required
        />
        <Button name="act" value="withdraw" variant="warning">
          {words.withdraw}
        </Button>
      </Form>
    </Details>
  );
}
