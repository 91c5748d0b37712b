import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useHazards } from '~/browser/case/use-hazards';
import { useRowKeys } from '~/browser/keys/use-row-keys';
import { HAZARD_SHOWN, hazardFilterOf, hazardQuery } from '~/domain/case/hazard-filter';
import { HAZARD_GRADES } from '~/domain/case/hazard-kinds';
import { hazardLedger } from '~/services/case/hazard-page.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { staff } from '~/web/staff/staff.server';
import { hazardWords } from '~/words/case/hazard';
import { HazardTable } from './hazard-table';
import { WholeLedger } from './hazard-whole';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: hazardWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const filter = hazardFilterOf(new URL(request.url).searchParams);
    return { lang, filter, ...(await hazardLedger(ctx, actor, filter)) };
  });

/** The rectification ledger of the own unit. */
export default function Hazards() {
  const page = useLoaderData<typeof loader>();
  const { lang, filter, today, rows, next, waiting, counts, hasKey, mayPublicise } = page;
  const t = hazardWords[lang];
  const opened = useHazards(rows, page);
  useRowKeys('[data-case-link]', '#state');
  const first = hazardQuery(filter);
  const shown = rows.map(({ bytes: _, ...row }) => ({
    ...row,
    ...(opened && { said: opened.find(({ hazardId }) => hazardId === row.hazardId)?.said ?? null }),
  }));
  return (
    <>
      <PageTitle lead={t.lead}>{t.title}</PageTitle>
      <Inset>{t.sealed}</Inset>
      <p className="govuk-body">
        {hasKey ? (
          <Link className="govuk-link" to={`/${lang}/staff/hazards/new`}>
            {t.enterLink}
          </Link>
        ) : (
          t.noKey
        )}
      </p>
      {mayPublicise && (
        <p className="govuk-body">
          <Link className="govuk-link" to={`/${lang}/staff/supervisions`}>
            {t.supervisionsLink}
          </Link>
        </p>
      )}
      <p className="govuk-body" data-hazard-counts>
        {t.counts(counts.open, counts.late, counts.major, counts.supervised)} {waiting > 0 && t.waiting(waiting)}
      </p>
      <Form method="get" className="anshao-filters" aria-label={t.filters} key={first}>
        <Select
          name="state"
          label={t.state}
          placeholder={t.allStates}
          choices={choicesFrom(HAZARD_SHOWN, t.shown)}
          defaultValue={filter.state}
        />
        <Select
          name="grade"
          label={t.grade}
          placeholder={t.allGrades}
          choices={choicesFrom(HAZARD_GRADES, t.grades)}
          defaultValue={filter.grade}
        />
        <Button variant="secondary">{t.apply}</Button>
      </Form>
      {opened === null && rows.length > 0 && <p className="govuk-body">{t.locked}</p>}
      <HazardTable lang={lang} today={today} rows={shown} caption={t.title} />
      <nav className="anshao-pagination" aria-label={t.title}>
        {filter.after !== undefined && (
          <Link className="anshao-pagination__link" to={`?${first}`}>
            {t.first}
          </Link>
        )}
        {next !== null && (
          <Link
            className="anshao-pagination__link anshao-pagination__link--next"
            to={`?${new URLSearchParams([...new URLSearchParams(first), ['after', String(next)]])}`}
            rel="next"
          >
            {t.more} <span aria-hidden="true">→</span>
          </Link>
        )}
      </nav>
      <WholeLedger lang={lang} today={today} filter={filter} workspace={page} />
    </>
  );
}
