import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { supervisionForms } from '~/contract/posted/publication-forms';
import { textIn } from '~/domain/localized';
import { parseSupervision, SUPERVISION_FIELDS, type SupervisionField } from '~/domain/publication/supervision-form';
import { shownAs } from '~/domain/shown';
import { DraftForm } from '~/routes/staff/draft-form';
import { today } from '~/services/context.server';
import {
  moveSupervision,
  registerSupervision,
  supervisionShown,
  supervisionsPage,
} from '~/services/publication/supervision.server';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { DataTable } from '~/ui/data-table';
import { DateInput } from '~/ui/date-input';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { TextInput } from '~/ui/text-input';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { formatDate, type Lang } from '~/words/language';
import { supervisionWords } from '~/words/publication/supervision';
import { refusalSentence } from '~/words/refused';
import { supervisionColumns } from './supervision-columns';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: supervisionWords[page?.lang ?? 'zh'].title },
];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => {
    const { rows, ...may } = await supervisionsPage(ctx, actor);
    return {
      lang,
      ...may,
      rows: rows.flatMap(({ state, ...row }) =>
        state === 'withdrawn'
          ? []
          : {
              ...row,
              state,
              unit: textIn(row.unit, lang),
              dueOn: formatDate(row.dueOn, lang),
              shown: shownAs(supervisionShown(row)),
            },
      ),
    };
  });

type Answer = { done: 'registered' | 'moved' } | { wrong: SupervisionField[] };

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS, { fieldBytes: 4096, fields: 12 });

const ACTS = formActs(supervisionForms, {
  publish: async ({ ctx, actor }, shown): Promise<Answer> => {
    await moveSupervision(ctx, actor, 'publish', shown);
    return { done: 'moved' };
  },
  end: async ({ ctx, actor }, shown): Promise<Answer> => {
    await moveSupervision(ctx, actor, 'end', shown);
    return { done: 'moved' };
  },
  withdraw: async ({ ctx, actor }, shown): Promise<Answer> => {
    await moveSupervision(ctx, actor, 'withdraw', shown);
    return { done: 'moved' };
  },
  register: async ({ ctx, actor }, typed) => {
    const parsed = parseSupervision((field) => typed[field], today(ctx));
    if ('fields' in parsed) return data({ wrong: parsed.fields } satisfies Answer, { status: 422 });
    await registerSupervision(ctx, actor, parsed.draft);
    return { done: 'registered' } satisfies Answer;
  },
});

/** Major hazards that the public sees under supervision: leads register them, publishers publish them. */
export default function Supervisions() {
  const { lang, mayPublish, mayRegister, rows } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = supervisionWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const taken = refused?.field === 'orderNumber';
  const done = answer && 'done' in answer ? answer.done : null;
  return (
    <>
      <PageTitle lead={t.lead}>{t.title}</PageTitle>
      {done && (
        <NotificationBanner success told={answer}>
          {done === 'registered' ? t.registered : t.done}
        </NotificationBanner>
      )}
      {refused && !taken && <ErrorSummary told={answer} errors={[{ message: refusalSentence(refused, lang) }]} />}
      {mayRegister && (
        <Register lang={lang} taken={taken} wrong={answer && 'wrong' in answer ? answer.wrong : []} answer={answer} />
      )}
      <DataTable
        caption={t.listTitle}
        dense
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t.none} />}
        columns={[
          ...supervisionColumns<Row>(lang),
          ...(mayPublish ? [{ key: 'act', title: t.act, cell: (row: Row) => <Moves lang={lang} row={row} /> }] : []),
        ]}
      />
    </>
  );
}

type Row = Awaited<ReturnType<typeof loader>>['rows'][number];
type RegisterProps = {
  lang: Lang;
  taken: boolean;
  wrong: readonly SupervisionField[];
  answer: object | null | undefined;
};

function Register({ lang, taken, wrong, answer }: RegisterProps) {
  const t = supervisionWords[lang];
  const errorOf = (field: SupervisionField) =>
    field === 'orderNumber' && taken ? t.taken : wrong.includes(field) ? t.errors[field] : undefined;
  const errors = SUPERVISION_FIELDS.flatMap((field) => {
    const message = errorOf(field);
    return message ? [{ field, message }] : [];
  });
  const given = (name: SupervisionField) => ({ name, label: t.columns[name], error: errorOf(name) });
  return (
    <DraftForm place="supervisions#register" noValidate>
      <h2 className="govuk-heading-m">{t.registerTitle}</h2>
      <ErrorSummary told={answer} errors={errors} />
      <TextInput {...given('orderNumber')} maxLength={80} />
      <TextInput {...given('supervisor')} maxLength={120} />
      <TextInput {...given('employer')} maxLength={120} />
      <TextInput {...given('hazard')} maxLength={500} />
      <DateInput {...given('dueOn')} />
      <Button name="act" value="register">
        {t.register}
      </Button>
    </DraftForm>
  );
}

/** What a publisher can do with one now. */
function Moves({ lang, row }: { lang: Lang; row: Row }) {
  const t = supervisionWords[lang];
  return (
    <Form method="post">
      <input type="hidden" name="id" value={row.id} />
      <input type="hidden" name="shown" value={row.shown} />
      <ButtonGroup>
        {row.state === 'registered' && (
          <Button name="act" value="publish">
            {t.acts.publish}
          </Button>
        )}
        {row.state === 'published' && (
          <Button name="act" value="end">
            {t.acts.end}
          </Button>
        )}
        <Button name="act" value="withdraw" variant="secondary">
          {t.acts.withdraw}
        </Button>
      </ButtonGroup>
    </Form>
  );
}
