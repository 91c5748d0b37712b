import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import {
  EMPLOYER_COLUMNS,
  type EmployerColumn,
  employerHeading,
  type NameColumn,
} from '~/domain/county/employer-table';
import type { OwnSectors } from '~/domain/county/sector-list';
import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import { openImport } from '~/services/county/employer-import.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { sectorChoices } from '~/ui/sectors';
import { SummaryList } from '~/ui/summary-list';
import { importAction } from '~/web/county/employer-import.server';
import { staff } from '~/web/staff/staff.server';
import { importWords } from '~/words/county/employer-import';
import { registerWords } from '~/words/county/register';
import { formatList, type Lang, languageName } from '~/words/language';
import { ImportResult } from './employer-import-result';
import { TABLE_FILES, tableRefused } from './table-refused';

const TABLE = { columns: EMPLOYER_COLUMNS, heading: employerHeading };

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: importWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => {
    return { lang, sectors: await openImport(ctx, actor) };
  });

export const action = (args: ActionFunctionArgs) => importAction(args);

/** A table of employers: checked first, then taken. */
export default function EmployerImport() {
  const { lang, sectors } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = importWords[lang];
  const busy = useNavigation().state !== 'idle';
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const message = refused ? tableRefused(refused, lang, { ...TABLE, changedSince: words.changedSince }) : undefined;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {answer && 'done' in answer && (
        <NotificationBanner success={answer.done > 0} told={answer}>
          {words.done(answer.done)}
        </NotificationBanner>
      )}
      {message && <ErrorSummary told={answer} errors={[{ field: 'file', message }]} />}
      {answer && 'checked' in answer && <ImportResult lang={lang} checked={answer.checked} busy={busy} />}
      <h2 className="govuk-heading-m">{words.columnsTitle}</h2>
      <SummaryList
        rows={EMPLOYER_COLUMNS.map((key) => ({
          key: employerHeading(key, lang),
          value: columnText(key, lang, sectors),
        }))}
      />
      <Form method="post" encType="multipart/form-data">
        <FileInput name="file" label={words.file} hint={words.fileHint} error={message} accept={TABLE_FILES} />
        <Button name="act" value="check" disabled={busy}>
          {words.check}
        </Button>
      </Form>
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/employers`}>
          {registerWords[lang].employers.back}
        </Link>
      </p>
    </>
  );
}

/** The sectors are listed, because a table must use these names for them. */
function columnText(key: EmployerColumn, lang: Lang, sectors: OwnSectors): string {
  const { name, otherName, ...columns } = importWords[lang].columns;
  const language = LANGS.find((one) => key === `name.${one}`);
  if (language) return language === DEFAULT_LANG ? name : otherName(languageName(language, lang));
  const text = columns[key as Exclude<EmployerColumn, NameColumn>];
  const names = sectorChoices(sectors, lang).map(({ label }) => label);
  return key === 'sector' ? importWords[lang].oneOf(text, formatList(names, lang)) : text;
}
