import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publicNotices } from '~/services/reward/public-notices.server';
import { BulletList } from '~/ui/bullet-list';
import { ButtonLink } from '~/ui/button-link';
import { DataTable } from '~/ui/data-table';
import { Layout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { limitText } from '~/words/case/limit';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG, formatDate } from '~/words/language';
import { noticeWords } from '~/words/reward/notices';

export async function loader({ context: { ctx }, params, request }: LoaderFunctionArgs) {
  return { lang: langOf(params), display: displayOf(request), notices: await publicNotices(ctx) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && noticeWords[data.lang].title) },
];

/** Public notices of rewards whose reporters nobody could reach: numbers and days, and nothing else. */
export default function Notices() {
  const { lang, display, notices } = useLoaderData<typeof loader>();
  const t = noticeWords[lang];
  return (
    <Layout lang={lang} path={`/${lang}/notices`} display={display}>
      <PageTitle lead={t.lead}>{t.title}</PageTitle>
      <DataTable
        caption={t.caption}
        columns={[
          { key: 'number', title: t.number, head: true, cell: ({ order }) => order },
          { key: 'on', title: t.noticedOn, cell: ({ noticedOn }) => formatDate(noticedOn, lang) },
          { key: 'until', title: t.until, cell: (row) => limitText(row.until, row.provisional, lang) },
        ]}
        rows={notices}
        rowKey={({ order }) => String(order)}
        empty={<p className="govuk-body">{t.none}</p>}
      />
      <h2 className="govuk-heading-m">{t.howTitle}</h2>
      <BulletList items={t.how} />
      <p className="govuk-body">
        <ButtonLink href={`/${lang}/follow`}>{t.toFollow}</ButtonLink>
      </p>
    </Layout>
  );
}
