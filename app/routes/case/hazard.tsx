import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useRevalidator } from '@remix-run/react';
import { useMemo } from 'react';
import { sealNewHazard } from '~/browser/case/hazard-workspace';
import { workspaceKeyring } from '~/browser/case/use-case-workspace';
import { useHazards } from '~/browser/case/use-hazards';
import { type HazardField, readHazard } from '~/domain/case/hazard-entry';
import { hazardForPage } from '~/services/case/hazard-page.server';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff/staff.server';
import { hazardWords } from '~/words/case/hazard';
import { HazardEntryView } from './hazard-entry-view';
import { HazardFields, hazardErrors } from './hazard-fields';
import { HazardForm } from './hazard-form';
import { HazardSteps } from './hazard-steps';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const t = hazardWords[data?.lang ?? 'zh'];
  return [{ title: data?.row ? t.entryTitle(data.row.order) : t.newTitle }];
};

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, params }) => {
    const hazardId = params.hazard ?? '';
    return { lang, ...(await hazardForPage(ctx, actor, hazardId === 'new' ? null : hazardId)) };
  });

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** One entry of the rectification ledger, or the form of a new one. */
export default function Hazard() {
  const page = useLoaderData<typeof loader>();
  const t = hazardWords[page.lang];
  return (
    <>
      <Link className="govuk-back-link" to={`/${page.lang}/staff/hazards`}>
        {t.back}
      </Link>
      {page.row ? <Entry page={page} row={page.row} /> : <NewEntry page={page} />}
    </>
  );
}

function NewEntry({ page }: { page: Page }) {
  const { lang, today, hasKey } = page;
  const t = hazardWords[lang];
  async function prepare(typed: FormData) {
    const read = readHazard((field: HazardField) => String(typed.get(field) ?? ''), today);
    if ('errors' in read) return { wrong: { ...read.errors } };
    const sealed = await sealNewHazard(read.entry, { workspace: page, keyring: workspaceKeyring, today });
    return { act: 'enter', fields: { ...sealed, grade: read.grade, dueOn: read.dueOn ?? '' } };
  }
  return (
    <>
      <PageTitle lead={t.newLead}>{t.newTitle}</PageTitle>
      {hasKey ? (
        <HazardForm
          lang={lang}
          place="hazards/new"
          save={t.save}
          done={`${t.saved}${t.savedLead}`}
          prepare={prepare}
          errorsOf={(wrong) => hazardErrors(wrong, lang)}
        >
          {(wrong) => <HazardFields lang={lang} problems={wrong} />}
        </HazardForm>
      ) : (
        <Inset>{t.noKey}</Inset>
      )}
    </>
  );
}

function Entry({ page, row }: { page: Page; row: NonNullable<Page['row']> }) {
  const { lang, today, memberId, isLead, units, names } = page;
  const t = hazardWords[lang];
  const { revalidate } = useRevalidator();
  const opened = useHazards(
    useMemo(() => [row], [row]),
    page,
  );
  const [entry] = opened ?? [];
  return (
    <>
      <PageTitle>{t.entryTitle(row.order)}</PageTitle>
      {opened === null && <Inset>{t.locked}</Inset>}
      {opened !== null && !entry?.said && <Inset>{t.notOpened}</Inset>}
      {entry?.said && (
        <>
          <HazardEntryView lang={lang} today={today} opened={{ ...entry, said: entry.said }} names={names} />
          <HazardSteps
            key={entry.version}
            opened={{ ...entry, said: entry.said }}
            workspace={page}
            onDone={revalidate}
            {...{ lang, today, memberId, isLead, units }}
          />
        </>
      )}
    </>
  );
}
