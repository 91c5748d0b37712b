import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { holdsRoleFor } from '~/domain/acts/permission';
import { type PenaltyField, parsePenaltyForm } from '~/domain/penalty-form';
import { publicationDue } from '~/domain/publication';
import { Refusal } from '~/domain/refusal';
import { areas } from '~/services/county.server';
import { today } from '~/services/house.server';
import {
  type ListedPenalty,
  penaltyPage,
  publishPenalty,
  registerPenalty,
  waitingPenalties,
  withdrawPenalty,
} from '~/services/penalty.server';
import { policyInForce } from '~/services/policies.server';
import { Button } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { Tag } from '~/ui/tag';
import { readForm } from '~/web/form.server';
import { staff, staffAct } from '~/web/staff.server';
import { formatDate, formatMoney, type Lang, labelled } from '~/words/language';
import { limitText } from '~/words/limit';
import { penaltyRefusal, penaltyWords } from '~/words/penalty';
import { publicWords } from '~/words/public';
import { PenaltyForm } from './penalty-form';

export const handle = { scripts: true };

const REASONS = ['setAside', 'mistake', 'expired'] as const;

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ house, actor, lang }) => {
    const mayPublish = holdsRoleFor(actor, 'penalty.publish');
    const mayRegister = holdsRoleFor(actor, 'penalty.register');
    if (!mayPublish && !mayRegister) throw new Refusal('notFound');
    const [waiting, published, all] = await Promise.all([
      waitingPenalties(house.db, actor),
      penaltyPage(house.db, 'published', {}, 20),
      areas(house.db),
    ]);
    const day = today(house);
    const limits = await policyInForce(house.db, 'timeLimits', day);
    const show = (row: ListedPenalty) => {
      const due = publicationDue(row, day, limits, house.calendar);
      return {
        id: row.id,
        decisionNumber: row.decisionNumber,
        offender: row.offender,
        offence: row.offence,
        decidedOn: formatDate(row.decidedOn, lang),
        amount: formatMoney(row.amount, lang),
        publishBy: limitText(due.on, due.provisional, lang),
        late: due.on < day,
      };
    };
    return {
      lang,
      mayPublish,
      mayRegister,
      waiting: waiting.rows.map(show),
      published: published.rows.map(show),
      towns: all
        .filter((one) => one.level === 'town')
        .map((one) => ({ value: one.code, label: lang === 'zh' ? one.nameZh : one.nameEn })),
    };
  });

type Answer = { done: 'registered' | 'published' | 'withdrawn' } | { wrong: PenaltyField[] };

export const action = (args: ActionFunctionArgs) =>
  staffAct(args, async ({ house, actor, request }) => {
    const form = await readForm(request, { fieldBytes: 4096, fields: 20 });
    const act = form.text('act');
    const id = form.text('id');
    if (act === 'publish') {
      await publishPenalty(house, actor, id);
      return { done: 'published' } satisfies Answer;
    }
    if (act === 'withdraw') {
      const reason = REASONS.find((known) => known === form.text('reason'));
      if (!reason) throw new Refusal('invalid', { field: 'reason' });
      await withdrawPenalty(house, actor, id, reason);
      return { done: 'withdrawn' } satisfies Answer;
    }
    const parsed = parsePenaltyForm((field) => form.text(field), today(house));
    if (!parsed.ok) return data({ wrong: parsed.fields } satisfies Answer, { status: 422 });
    await registerPenalty(house, actor, parsed.draft);
    return { done: 'registered' } satisfies Answer;
  });

export default function Penalties() {
  const { lang, mayPublish, mayRegister, waiting, published, towns } = useLoaderData<typeof loader>();
  const words = penaltyWords[lang];
  const answer = useActionData<typeof action>();
  const done = answer && 'done' in answer ? words[answer.done] : null;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const wrong = answer && 'wrong' in answer ? answer.wrong : [];
  const taken = refused?.field === 'decisionNumber';
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {done && <NotificationBanner success>{done}</NotificationBanner>}
      {refused && !taken && <ErrorSummary errors={[{ message: penaltyRefusal(lang, refused) }]} />}
      {mayRegister && <PenaltyForm lang={lang} towns={towns} wrong={wrong} taken={taken} />}
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
            ? [
                { key: 'act', title: words.publish, cell: (row: Shown) => <PublishForm lang={lang} id={row.id} /> },
                { key: 'mistake', title: words.correct, cell: (row: Shown) => <MistakeForm lang={lang} id={row.id} /> },
              ]
            : []),
        ]}
        rows={waiting}
        rowKey={(row) => row.id}
        empty={<EmptyState title={labelled(words.waitingTitle, lang) + words.none} />}
      />
      <DataTable
        caption={words.publishedTitle}
        columns={[
          ...columns(lang),
          ...(mayPublish
            ? [{ key: 'act', title: words.withdraw, cell: (row: Shown) => <WithdrawForm lang={lang} id={row.id} /> }]
            : []),
        ]}
        rows={published}
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
    { key: 'number', title: words.decision, head: true, cell: (row: Shown) => row.decisionNumber },
    { key: 'offender', title: words.offender, cell: (row: Shown) => row.offender },
    { key: 'offence', title: words.offence, cell: (row: Shown) => row.offence },
    { key: 'on', title: words.decidedOn, cell: (row: Shown) => row.decidedOn },
    { key: 'amount', title: words.amount, numeric: true, cell: (row: Shown) => row.amount },
  ];
}

function PublishForm({ lang, id }: { lang: Lang; id: string }) {
  const words = penaltyWords[lang];
  return (
    <Form method="post">
      <input type="hidden" name="id" value={id} />
      <Button name="act" value="publish">
        {words.publish}
      </Button>
    </Form>
  );
}

/** Registered wrongly: taken back before it is published, so that it can be registered anew. */
function MistakeForm({ lang, id }: { lang: Lang; id: string }) {
  const words = penaltyWords[lang];
  return (
    <Form method="post">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="reason" value="mistake" />
      <Button name="act" value="withdraw" variant="secondary">
        {words.takeBack}
      </Button>
    </Form>
  );
}

function WithdrawForm({ lang, id }: { lang: Lang; id: string }) {
  const words = penaltyWords[lang];
  return (
    <Form method="post">
      <input type="hidden" name="id" value={id} />
      <Select
        name="reason"
        id={`reason-${id}`}
        label={words.reason}
        choices={REASONS.map((value) => ({ value, label: words.reasons[value] }))}
        required
      />
      <Button name="act" value="withdraw" variant="warning">
        {words.withdraw}
      </Button>
    </Form>
  );
}
