import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type ActLine, actLines } from '~/domain/staff/act-lines';
import { APART, type Apart, type Post, TOWN_OF_SEVEN } from '~/domain/staff/role-matrix';
import type { Role } from '~/domain/vocabulary';
import { type Column, DataTable } from '~/ui/data-table';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff/staff.server';
import { actName } from '~/words/acts';
import { formatList, type Lang } from '~/words/language';
import { rolesWords } from '~/words/staff/roles';
import { vocabularyWords } from '~/words/vocabulary';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: rolesWords[data?.lang ?? 'zh'].title }];

/** The matrix is the program's own, and says nothing of anybody. */
export const loader = (args: LoaderFunctionArgs) => staff(args, async ({ lang }) => ({ lang }));

export default function Roles() {
  const { lang } = useLoaderData<typeof loader>();
  const words = rolesWords[lang];
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <DataTable
        caption={words.townTitle}
        columns={townColumns(lang)}
        rows={TOWN_OF_SEVEN}
        rowKey={({ kind }) => kind}
        dense
      />
      <DataTable
        caption={words.apartTitle}
        columns={apartColumns(lang)}
        rows={APART}
        rowKey={({ between }) => between.flat().join()}
        dense
      />
      <p className="govuk-body">{words.apartLead}</p>
      <DataTable
        caption={words.actsTitle}
        columns={actColumns(lang)}
        rows={actLines()}
        rowKey={({ act }) => act}
        dense
      />
    </>
  );
}

const rolesIn = (roles: readonly Role[], lang: Lang): string =>
  formatList(
    roles.map((role) => vocabularyWords[lang].roles[role]),
    lang,
  );

function townColumns(lang: Lang): Column<Post>[] {
  const words = rolesWords[lang];
  return [
    { key: 'office', title: words.office, head: true, cell: ({ kind }) => vocabularyWords[lang].unitKinds[kind] },
    { key: 'people', title: words.people, numeric: true, cell: ({ people }) => people },
    { key: 'roles', title: words.roles, cell: ({ roles }) => rolesIn(roles, lang) },
  ];
}

function apartColumns(lang: Lang): Column<Apart>[] {
  const words = rolesWords[lang];
  return [
    { key: 'one', title: words.one, head: true, cell: ({ between }) => rolesIn(between[0], lang) },
    { key: 'other', title: words.other, cell: ({ between }) => rolesIn(between[1], lang) },
    { key: 'ever', title: words.ever, cell: ({ ever }) => (ever ? words.yes : words.no) },
    { key: 'why', title: words.why, cell: ({ rule }) => vocabularyWords[lang].roleConflicts[rule] },
  ];
}

function actColumns(lang: Lang): Column<ActLine>[] {
  const words = rolesWords[lang];
  const { unitKinds } = vocabularyWords[lang];
  const named = (all: readonly string[]) => formatList([...all], lang);
  return [
    { key: 'act', title: words.act, head: true, cell: ({ act }) => actName(act, lang) },
    { key: 'roles', title: words.roles, cell: ({ roles }) => rolesIn(roles, lang) },
    {
      key: 'town',
      title: words.town,
      cell: ({ town, above }) => (above ? words.above : named(town.map((kind) => unitKinds[kind]))),
    },
    { key: 'others', title: words.others, cell: ({ others }) => named(others.map((act) => actName(act, lang))) },
  ];
}
