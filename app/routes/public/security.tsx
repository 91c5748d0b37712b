import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publicOffices } from '~/services/county/offices.server';
import { BulletList } from '~/ui/bullet-list';
import { Layout } from '~/ui/layout';
import { OfficeContact } from '~/ui/office-contact';
import { PageTitle } from '~/ui/page-title';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG } from '~/words/language';
import { securityWords } from '~/words/publication/security';

export async function loader({ context: { ctx }, params, request }: LoaderFunctionArgs) {
  const { county, offices } = await publicOffices(ctx);
  return {
    lang: langOf(params),
    display: displayOf(request),
    contact: ctx.securityContact ?? null,
    office: county && offices.intake ? { ...offices.intake, hotline: county.hotline } : null,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && securityWords[data.lang].title) },
];

/** The page that `security.txt` calls the policy. */
export default function Security() {
  const { lang, display, contact, office } = useLoaderData<typeof loader>();
  const words = securityWords[lang];
  return (
    <Layout lang={lang} path={`/${lang}/security`} display={display}>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <h2 className="govuk-heading-m">{words.contactTitle}</h2>
      {contact ? (
        <p className="govuk-body">
          {words.contact}{' '}
          <a className="govuk-link" href={contact}>
            {contact.replace(/^(?:mailto|tel):/, '')}
          </a>
        </p>
      ) : (
        <>
          <p className="govuk-body">{words.noContact}</p>
          {office && <OfficeContact lang={lang} {...office} />}
        </>
      )}
      <h2 className="govuk-heading-m">{words.write}</h2>
      <BulletList items={words.items} />
      <h2 className="govuk-heading-m">{words.pleaseTitle}</h2>
      <BulletList items={words.please} />
      <p className="govuk-body">{words.demo}</p>
      <h2 className="govuk-heading-m">{words.answerTitle}</h2>
      <p className="govuk-body">{words.answer}</p>
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/report`}>
          {words.notHere}
        </a>
      </p>
    </Layout>
  );
}
