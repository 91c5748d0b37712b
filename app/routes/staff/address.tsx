import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { addressesPage } from '~/services/staff/addresses.server';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { Tag } from '~/ui/tag';
import { Warning } from '~/ui/warning';
import { staff } from '~/web/staff/staff.server';
import { formatList } from '~/words/language';
import { addressWords } from '~/words/staff/address';
import { AddressNext } from './address-next';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: addressWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, ...(await addressesPage(ctx, actor)) }));

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Address = Page['addresses'][number];
type Person = Page['people'][number];

/** The addresses at which the site is served, who still has to be led over to which, and what to do next. */
export default function AddressPage() {
  const { lang, addresses, people, shutOut } = useLoaderData<typeof loader>();
  const words = addressWords[lang];
  const columns: Column<Address>[] = [
    { key: 'address', title: words.address, head: true, cell: ({ origin }) => origin },
    { key: 'use', title: words.use, cell: ({ main }) => (main ? `${words.main} (${words.mainText})` : words.other) },
    { key: 'over', title: words.over, cell: ({ over }) => words.people(over) },
    { key: 'missing', title: words.missing, cell: ({ missing }) => words.people(missing.length) },
  ];
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {shutOut.length > 0 && (
        <Warning>
          {words.shutOut(
            formatList(
              shutOut.map(({ name }) => name),
              lang,
            ),
          )}
        </Warning>
      )}
      <section aria-labelledby="addresses-title" data-addresses={addresses.length}>
        <h2 className="govuk-heading-m" id="addresses-title">
          {words.now}
        </h2>
        <DataTable
          caption={words.now}
          captionHidden
          columns={columns}
          rows={addresses}
          rowKey={(row) => row.origin}
          dense
        />
      </section>
      <AddressNext lang={lang} addresses={addresses} />
      <section aria-labelledby="people-title" data-people>
        <h2 className="govuk-heading-m" id="people-title">
          {words.who}
        </h2>
        <p className="govuk-body">{words.whoLead}</p>
        <DataTable
          caption={words.who}
          captionHidden
          columns={peopleColumns(words, addresses)}
          rows={people}
          rowKey={(row) => row.id}
          empty={<EmptyState title={words.noPeople} />}
          dense
        />
      </section>
    </>
  );
}

function peopleColumns(words: (typeof addressWords)['zh'], addresses: readonly Address[]): Column<Person>[] {
  const tag = (has: boolean) => (has ? words.has : <Tag tone="attention">{words.hasNot}</Tag>);
  return [
    { key: 'name', title: words.name, head: true, short: true, cell: (row) => row.name },
    ...addresses.map(({ host }) => ({
      key: host,
      title: host,
      cell: (row: Person) => tag(row.hosts.includes(host)),
    })),
    { key: 'passphrase', title: words.passphrase, cell: (row) => (row.passphrase ? words.has : words.hasNot) },
  ];
}
