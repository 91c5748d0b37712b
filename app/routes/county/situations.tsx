import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { SITUATION_COLUMNS, situationHeading } from '~/domain/county/situation-table';
import { type CheckedSituations, openSituations } from '~/services/county/situation-import.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { sectorChoices } from '~/ui/sectors';
import { SummaryList } from '~/ui/summary-list';
import { situationsAction } from '~/web/county/situation-import.server';
import { staff } from '~/web/staff/staff.server';
import { importWords } from '~/words/county/employer-import';
import { policyWords } from '~/words/county/policy';
import { situationWords } from '~/words/county/situations';
import { formatList, type Lang } from '~/words/language';
import type { RefusedShape } from '~/words/refused';
import { SituationResult } from './situation-result';
import { TABLE_FILES, tableRefused } from './table-refused';

const TABLE = { columns: SITUATION_COLUMNS, heading: situationHeading };

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: situationWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, sectors: await openSituations(ctx, actor) }));

export const action = (args: ActionFunctionArgs) => situationsAction(args);

/** A list of situations with their amounts: checked row by row first, then asked for as a version of the county's rule. */
export default function Situations() {
  const { lang, sectors } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = situationWords[lang];
  const busy = useNavigation().state !== 'idle';
  const checked = useLastChecked(answer);
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const error = refused && refusedOf(refused, lang);
  const names = formatList(
    sectorChoices(sectors, lang).map(({ label }) => label),
    lang,
  );
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {words.done(answer.done)}
        </NotificationBanner>
      )}
      {error && <ErrorSummary told={answer} errors={[error]} />}
      {checked && <SituationResult lang={lang} checked={checked} error={error} busy={busy} />}
      <h2 className="govuk-heading-m">{words.columnsTitle}</h2>
      <SummaryList
        rows={SITUATION_COLUMNS.map((column) => ({
          key: situationHeading(column, lang),
          value: column === 'sector' ? words.sectorOf(names) : words.columns[column],
        }))}
      />
      <Form method="post" encType="multipart/form-data">
        <FileInput
          name="file"
          label={importWords[lang].file}
          hint={words.fileHint}
          error={error?.field === 'file' ? error.message : undefined}
          accept={TABLE_FILES}
        />
        <Button name="act" value="check" disabled={busy}>
          {words.check}
        </Button>
      </Form>
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/policies`}>
          {words.back}
        </Link>
      </p>
    </>
  );
}

/** The list that was checked last, until it is asked for: a refused form keeps it, and what was typed beside it. */
function useLastChecked(answer: ReturnType<typeof useActionData<typeof action>>): CheckedSituations | null {
  const [seen, see] = useState(answer);
  const [checked, keep] = useState<CheckedSituations | null>(null);
  if (answer !== seen) {
    see(answer);
    if (answer && 'checked' in answer) keep(answer.checked);
    if (answer && 'done' in answer) keep(null);
  }
  return checked;
}

/** What is wrong with the list as a whole: the file, or what is asked besides. */
function refusedOf(refused: RefusedShape, lang: Lang): { field: string; message: string } {
  const words = situationWords[lang];
  const { field } = refused;
  if (field === 'effectiveFrom' || field === 'legalBasis' || field === 'checkedBy')
    return { field, message: words.wrong(policyWords[lang].fields[field] ?? field) };
  return { field: 'file', message: tableRefused(refused, lang, { ...TABLE, changedSince: words.changedSince }) };
}
