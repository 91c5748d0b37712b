import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { confirmDeletion, type DeletionAsked, deletionsAsked, refuseDeletion } from '~/services/case/deletion.server';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff/staff.server';
import { staffActs } from '~/web/staff/staff-acts.server';
import { deletionWords } from '~/words/case/deletion';
import { refusedText } from '~/words/follow/access';
import { formatDate } from '~/words/language';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: deletionWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, waiting: await deletionsAsked(ctx, actor) }));

export const action = (args: ActionFunctionArgs) =>
  staffActs(args, {
    confirm: [
      'deletion.confirm',
      async ({ ctx, actor }, form) => {
        await confirmDeletion(ctx, actor, { requestId: form.text('request'), shown: form.text('shown') });
        return { done: 'confirmed' as const };
      },
    ],
    refuse: [
      'deletion.refuse',
      async ({ ctx, actor }, form) => {
        await refuseDeletion(ctx, actor, form.text('request'));
        return { done: 'refused' as const };
      },
    ],
  });

/** What waits for a guardian: numbers and reasons, no case. */
export default function Deletions() {
  const { lang, waiting } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const t = deletionWords[lang];
  const refusal = answer && 'refused' in answer ? answer.refused : null;
  const columns: Column<DeletionAsked>[] = [
    { key: 'case', title: t.case, head: true, cell: (row) => row.caseOrder },
    { key: 'reason', title: t.reason, cell: (row) => t.reasons[row.reason] },
    { key: 'askedBy', title: t.askedBy, cell: (row) => row.askedByName },
    { key: 'askedOn', title: t.askedOn, cell: (row) => formatDate(row.askedOn, lang) },
    {
      key: 'decide',
      title: t.decision,
      cell: (row) => (
        <Form method="post">
          <input type="hidden" name="request" value={row.id} />
          <input type="hidden" name="shown" value={row.shown} />
          <ButtonGroup>
            <Button variant="warning" name="act" value="confirm" disabled={busy}>
              {t.confirm}
              <span className="govuk-visually-hidden"> {t.caseOf(row.caseOrder)}</span>
            </Button>
            <Button variant="secondary" name="act" value="refuse" disabled={busy}>
              {t.refuse}
              <span className="govuk-visually-hidden"> {t.caseOf(row.caseOrder)}</span>
            </Button>
          </ButtonGroup>
        </Form>
      ),
    },
  ];
  return (
    <>
      {answer && 'done' in answer && <NotificationBanner success>{t[answer.done]}</NotificationBanner>}
      <PageTitle lead={t.lead}>{t.title}</PageTitle>
      <ErrorMessage id="deletions-error" message={refusal ? refusedText(refusal, lang) : undefined} />
      <DataTable
        caption={t.title}
        captionHidden
        columns={columns}
        rows={waiting}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t.none} />}
      />
    </>
  );
}
