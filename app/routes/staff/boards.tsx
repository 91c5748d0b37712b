import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { signboards } from '~/services/signboard.server';
import { DataTable } from '~/ui/data-table';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff.server';
import { boardWords } from '~/words/board';

export const handle = { scripts: true };

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ house, lang }) => ({ lang, boards: await signboards(house.db) }));

/** Every signboard with its printable QR code. */
export default function Boards() {
  const { lang, boards } = useLoaderData<typeof loader>();
  const words = boardWords[lang].list;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <DataTable
        caption={words.title}
        captionHidden
        columns={[
          { key: 'site', title: words.site, head: true, cell: (row) => (lang === 'zh' ? row.siteZh : row.siteEn) },
          { key: 'employer', title: words.employer, cell: (row) => (lang === 'zh' ? row.employerZh : row.employerEn) },
          { key: 'code', title: words.code, cell: (row) => row.code },
          {
            key: 'qr',
            title: words.qr,
            cell: (row) => (
              <img
                className="anshao-qr"
                src={`/q/${row.code}/qr.svg`}
                alt={`/q/${row.code}`}
                width={120}
                height={120}
              />
            ),
          },
          {
            key: 'open',
            title: words.open,
            cell: (row) => (
              <a className="govuk-link" href={`/q/${row.code}?lang=${lang}`}>
                {words.open} {row.code}
              </a>
            ),
          },
        ]}
        rows={boards}
        rowKey={(row) => row.code}
      />
    </>
  );
}
