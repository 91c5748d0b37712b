import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { deletionForm } from '~/contract/posted/case-forms';
import { DELETION_REASONS } from '~/domain/case/retention';
import { DraftForm } from '~/routes/staff/draft-form';
import { askDeletion, deletionOf } from '~/services/case/deletion.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { Radios } from '~/ui/radios';
import { staff } from '~/web/staff/staff.server';
import { formAct } from '~/web/staff/staff-acts.server';
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
  formAct(args, deletionForm, async ({ ctx, actor, lang, params }, { reason }) => {
    await askDeletion(ctx, actor, params.case ?? '', reason);
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
        <DraftForm place={`cases/${caseId}#delete`}>
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
        </DraftForm>
      )}
    </>
  );
}
