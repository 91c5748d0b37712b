import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { UnitChangesTable } from '~/routes/keys/directory-changes';
import { unitList } from '~/services/county/unit.server';
import { buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { Tag } from '~/ui/tag';
import { staff } from '~/web/staff/staff.server';
import { unitsWords } from '~/words/county/units';
import { formatDate } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { ProposalInset } from './unit-proposal';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: unitsWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, ...(await unitList(ctx, actor)) }));

type Row = Awaited<ReturnType<typeof unitList>>['units'][number];

/** All units as drafted, and what of it waits to be signed. */
export default function Units() {
  const { lang, units, changes, proposal } = useLoaderData<typeof loader>();
  const words = unitsWords[lang];
  const kinds: Record<string, string> = vocabularyWords[lang].unitKinds;
  const named = (id: string | null) => textIn(units.find((one) => one.id === id)?.names ?? {}, lang);
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: words.name,
      head: true,
      cell: ({ id, names }) => (
        <Link className="govuk-link" to={`/${lang}/staff/units/${id}`}>
          {textIn(names, lang)}
        </Link>
      ),
    },
    { key: 'kind', title: words.kind, cell: ({ kind }) => kinds[kind] ?? kind },
    { key: 'above', title: words.above, cell: ({ parentUnitId }) => named(parentUnitId) || words.noneAbove },
    {
      key: 'takes',
      title: words.takes,
      cell: ({ takes }) => (takes === null ? words.takesNone : takes ? words.takesYes : words.takesNo),
    },
    {
      key: 'state',
      title: words.state,
      cell: ({ state, fromDay }) => (
        <>
          <Tag tone={TONES[state]}>{words.states[state]}</Tag>{' '}
          {fromDay !== null && words.from(formatDate(fromDay, lang))}
        </>
      ),
    },
  ];
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <section aria-labelledby="units-waiting" data-units-waiting={changes.length}>
        <h2 className="govuk-heading-m" id="units-waiting">
          {words.waiting.title}
        </h2>
        <ProposalInset lang={lang} proposal={proposal} />
        {changes.length === 0 && <p className="govuk-body">{words.waiting.none}</p>}
        <UnitChangesTable lang={lang} units={units} changes={changes} ticks={false} />
        {changes.some(({ after }) => (after?.successorIds.length ?? 0) > 0) && (
          <p className="govuk-body">{words.waiting.next}</p>
        )}
      </section>
      <Link className={buttonClass('primary')} to={`/${lang}/staff/units/new`}>
        {words.add}
      </Link>
      <DataTable
        caption={words.title}
        captionHidden
        columns={columns}
        rows={units}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.empty} />}
        dense
      />
    </>
  );
}

const TONES = { signed: 'good', added: 'attention', changed: 'attention', closed: 'neutral' } as const;
