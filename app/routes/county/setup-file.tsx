import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { countyFilePage } from '~/services/county/county-file-import.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { countyFileAction } from '~/web/county/county-file.server';
import { staff } from '~/web/staff/staff.server';
import { countyFileWords } from '~/words/county/county-file';
import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import type { RefusedShape } from '~/words/refused';
import { CountyDifferences } from './county-differences';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: countyFileWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => {
    await countyFilePage(ctx, actor);
    return { lang };
  });

export const action = (args: ActionFunctionArgs) => countyFileAction(args);

/** The whole set-up as one file: downloaded, compared with one that is chosen, and taken from it as drafts. */
export default function SetupFile() {
  const { lang } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = countyFileWords[lang];
  const busy = useNavigation().state !== 'idle';
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const message = refused ? refusedIn(refused, lang) : undefined;
  const told = answer && 'checked' in answer ? answer.checked : null;
  const kept = told && told.text === null ? told.kept : null;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {told && kept !== null && (
        <NotificationBanner success told={answer}>
          {kept === told.total ? words.doneAll(kept) : words.done(kept)}
        </NotificationBanner>
      )}
      {message && <ErrorSummary told={answer} errors={[{ field: 'file', message }]} />}
      {told && <CountyDifferences lang={lang} checked={told} busy={busy} />}
      <h2 className="govuk-heading-m">{words.exportTitle}</h2>
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/staff/setup.json`} download data-export>
          {words.export}
        </a>
      </p>
      <h2 className="govuk-heading-m">{words.importTitle}</h2>
      <p className="govuk-body">{words.importLead}</p>
      <Form method="post" encType="multipart/form-data">
        <FileInput
          name="file"
          label={words.file}
          hint={words.fileHint}
          error={message}
          accept=".json,application/json"
        />
        <Button name="act" value="check" disabled={busy}>
          {words.check}
        </Button>
      </Form>
    </>
  );
}

function refusedIn(refused: RefusedShape, lang: Lang): string {
  const { noCountyFile, missingFile, tooLarge, changedSince } = countyFileWords[lang];
  const told: Readonly<Record<string, string>> = { noCountyFile, missingFile, tooLarge, changedSince };
  return told[String(refused.data?.rule ?? '')] ?? refusedText(refused, lang);
}
