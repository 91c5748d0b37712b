import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { DELETION_REASONS } from '~/domain/case/retention';
import { askDeletion, deletionOf } from '~/services/case/deletion.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { Radios } from '~/ui/radios';
import { readForm } from '~/web/form.server';
import { staff, staffAct } from '~/web/staff/staff.server';
import { deletionWords } from '~/words/case/deletion';
import { refusedText } from '~/words/follow/access';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? deletionWords[data.lang].askTitle(data.order) : '' },
];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, params }) => ({
    lang,
    caseId: params.case ?? '',
    ...(await deletionOf(ctx, actor, params.case ?? '')),
  }));

export const action = (args: ActionFunctionArgs) =>
  staffAct(args, 'deletion.ask', async ({ ctx, actor, lang, params, request }) => {
    const form = await readForm(request);
    await askDeletion(ctx, actor, params.case ?? '', form.text('reason'));
    throw redirect(`/${lang}/staff/cases/${params.case}/delete`);
  });

/** The lead's request to delete a case before its time. */
export default function CaseDeletion() {
  const { lang, caseId, order, waits, purgedOn } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const t = deletionWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const missing = refused?.field === 'reason';
  const message = refused?.data?.rule === 'rewardUnderWay' ? t.rewardUnderWay : refused && refusedText(refused, lang);
  return (
    <>
      <Link className="govuk-back-link" to={`/${lang}/staff/cases/${caseId}`}>
        {t.back}
      </Link>
      <PageTitle lead={t.askLead}>{t.askTitle(order)}</PageTitle>
      {purgedOn !== null && <Inset>{t.confirmed}</Inset>}
      {purgedOn === null && waits && <Inset>{t.waits}</Inset>}
      {purgedOn === null && !waits && (
        <Form method="post">
          <ErrorMessage id="deletion-error" message={(!missing && message) || undefined} />
          <Radios
            name="reason"
            label={t.askReason}
            choices={DELETION_REASONS.map((value) => ({ value, label: t.reasons[value] }))}
            error={missing ? t.chooseReason : undefined}
          />
          <Button variant="warning" disabled={busy}>
            {t.ask}
          </Button>
        </Form>
      )}
    </>
  );
}
