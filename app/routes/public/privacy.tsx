import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isProductDefault } from '~/domain/county/policy';
import { textIn } from '~/domain/localized';
import { publicOffices } from '~/services/county/offices.server';
import { publicRetention } from '~/services/county/policies.server';
import { BulletList } from '~/ui/bullet-list';
import { DataTable } from '~/ui/data-table';
import { Layout } from '~/ui/layout';
import { OfficeContact } from '~/ui/office-contact';
import { PageTitle } from '~/ui/page-title';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG } from '~/words/language';
import { privacyWords } from '~/words/publication/privacy';
import { KeptFor } from './kept-for';

export async function loader({ context: { ctx }, params, request }: LoaderFunctionArgs) {
  const [offices, retention] = await Promise.all([publicOffices(ctx), publicRetention(ctx)]);
  const { ends, payeeDays, legalBasis, checkedBy } = retention;
  const terms = { ends, payeeDays, legalBasis, checkedBy, own: !isProductDefault(retention) };
  return { lang: langOf(params), display: displayOf(request), terms, ...offices };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && privacyWords[data.lang].title) },
];

export default function Privacy() {
  const { lang, display, terms, county, offices } = useLoaderData<typeof loader>();
  const words = privacyWords[lang];
  const { intake, upper } = offices;
  const named = (office: NonNullable<typeof intake>) => textIn(office.names, lang);
  return (
    <Layout lang={lang} path={`/${lang}/privacy`} display={display} wide>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <h2 className="govuk-heading-m">{words.whoTitle}</h2>
      <p className="govuk-body">
        {county && intake ? words.who(textIn(county.names, lang), named(intake)) : words.nobody}
      </p>
      <p className="govuk-body">{words.law}</p>
      <h2 className="govuk-heading-m">{words.visitTitle}</h2>
      <BulletList items={words.visit} />
      <DataTable
        caption={words.whatTitle}
        columns={[
          { key: 'what', title: words.what, head: true, cell: (row) => row.what },
          { key: 'purpose', title: words.purpose, cell: (row) => row.purpose },
          { key: 'opens', title: words.opens, cell: (row) => row.opens },
        ]}
        rows={words.rows}
        rowKey={(row) => row.what}
      />
      <p className="govuk-body">{words.consent}</p>
      <p className="govuk-body">{words.shared}</p>
      <KeptFor lang={lang} terms={terms} />
      <h2 className="govuk-heading-m">{words.rightsTitle}</h2>
      <BulletList items={words.rights} />
      <p className="govuk-body">{words.published}</p>
      <h2 className="govuk-heading-m">{words.complainTitle}</h2>
      {county && intake && (
        <>
          <p className="govuk-body">{words.first(named(intake))}</p>
          <OfficeContact lang={lang} {...intake} hotline={county.hotline} />
        </>
      )}
      {upper && (
        <>
          <p className="govuk-body">{words.upper(named(upper))}</p>
          {upper.contacts && <OfficeContact lang={lang} {...upper} />}
        </>
      )}
      <p className="govuk-body">{words.outside}</p>
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/security`}>
          {words.security}
        </a>
      </p>
    </Layout>
  );
}
