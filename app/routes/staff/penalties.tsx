import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { holdsRoleFor } from '~/domain/actions';
import { PENALTY_FIELDS, type PenaltyField, parsePenaltyForm } from '~/domain/penalty-form';
import { publicationDue } from '~/domain/publication';
import { Refusal } from '~/domain/refusal';
import { SECTORS } from '~/domain/vocabulary';
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
import { DateInput } from '~/ui/date-input';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { Tag } from '~/ui/tag';
import { TextInput } from '~/ui/text-input';
import { readForm } from '~/web/form.server';
import { staff, staffAct } from '~/web/staff.server';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { penaltyRefusal, penaltyWords } from '~/words/penalty';
import { publicWords } from '~/words/public';
import { vocabularyWords } from '~/words/vocabulary';

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
        publishBy: formatDate(due.on, lang),
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

type Answer = { done: 'registered' | 'published' | 'withdrawn' } | { wrong: PenaltyField[]; taken: boolean };

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
    if (!parsed.ok) return data({ wrong: parsed.fields, taken: false } satisfies Answer, { status: 422 });
    await registerPenalty(house, actor, parsed.draft);
    return { done: 'registered' } satisfies Answer;
  });

export default function Penalties() {
  const { lang, mayPublish, mayRegister, waiting, published } = useLoaderData<typeof loader>();
  const words = penaltyWords[lang];
  const answer = useActionData<typeof action>();
  const done = answer && 'done' in answer ? words[answer.done] : null;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {done && <NotificationBanner success>{done}</NotificationBanner>}
      {refused && refused.field !== 'decisionNumber' && (
        <ErrorSummary errors={[{ message: penaltyRefusal(lang, refused) }]} />
      )}
      {mayRegister && <RegisterForm lang={lang} />}
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
            ? [{ key: 'act', title: words.publish, cell: (row: Shown) => <PublishForm lang={lang} id={row.id} /> }]
            : []),
        ]}
        rows={waiting}
        rowKey={(row) => row.id}
        empty={<EmptyState title={`${words.waitingTitle}: ${words.none}`} />}
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
        empty={<EmptyState title={`${words.publishedTitle}: ${words.none}`} />}
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

function RegisterForm({ lang }: { lang: Lang }) {
  const { towns } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = penaltyWords[lang];
  const shown = publicWords[lang].exposure;
  const taken = answer && 'refused' in answer && answer.refused.field === 'decisionNumber';
  const wrong = answer && 'wrong' in answer ? answer.wrong : [];
  const errorOf = (field: PenaltyField) =>
    field === 'decisionNumber' && taken
      ? words.errors.decisionNumberTaken
      : wrong.includes(field) && field !== 'town'
        ? words.errors[field]
        : undefined;
  const errors = PENALTY_FIELDS.flatMap((field) => {
    const message = errorOf(field);
    return message ? [{ field, message }] : [];
  });
  return (
    <Form method="post" noValidate>
      <h2 className="govuk-heading-m">{words.registerTitle}</h2>
      <ErrorSummary errors={errors} />
      <TextInput name="decisionNumber" label={shown.decision} error={errorOf('decisionNumber')} maxLength={80} />
      <DateInput name="decidedOn" label={shown.decidedOn} error={errorOf('decidedOn')} />
      <TextInput name="offender" label={shown.offender} error={errorOf('offender')} maxLength={120} />
      <TextInput name="creditCode" label={words.creditCode} error={errorOf('creditCode')} maxLength={18} width={20} />
      <Select
        name="sector"
        label={shown.sector}
        error={errorOf('sector')}
        choices={SECTORS.map((value) => ({ value, label: vocabularyWords[lang].sectors[value] }))}
      />
      <Select name="town" label={shown.town} choices={towns} />
      <TextInput name="offence" label={shown.offence} error={errorOf('offence')} maxLength={500} />
      <TextInput name="legalBasis" label={shown.basis} error={errorOf('legalBasis')} maxLength={300} />
      <TextInput
        name="amountYuan"
        label={words.amountYuan}
        error={errorOf('amountYuan')}
        inputMode="decimal"
        width={10}
        suffix="元"
      />
      <Button name="act" value="register">
        {words.register}
      </Button>
    </Form>
  );
}
