import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { publicCounty } from '~/services/county/county.server';
import { BulletList } from '~/ui/bullet-list';
import { ButtonLink } from '~/ui/button-link';
import { Layout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { Warning } from '~/ui/warning';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG } from '~/words/language';
import { publicWords } from '~/words/publication/public';

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const county = await publicCounty(context.ctx);
  const name = county && textIn(county.names, lang);
  return { lang, display: displayOf(request), name, hotline: county?.hotline ?? null };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && publicWords[data.lang].home.title, data?.name) },
];

export default function Home() {
  const { lang, display, name, hotline } = useLoaderData<typeof loader>();
  const words = publicWords[lang].home;
  return (
    <Layout lang={lang} path={`/${lang}`} display={display}>
      <PageTitle caption={name} lead={words.lead}>
        {words.title}
      </PageTitle>
      <Warning>{words.danger}</Warning>
      <div className="anshao-doors">
        <section>
          <h2 className="govuk-heading-m">{words.reportTitle}</h2>
          <p className="govuk-body">{words.report}</p>
          <ButtonLink href={`/${lang}/report`}>{words.reportButton}</ButtonLink>
        </section>
        <section>
          <h2 className="govuk-heading-m">{words.followTitle}</h2>
          <p className="govuk-body">{words.follow}</p>
          <ButtonLink href={`/${lang}/follow`} variant="secondary">
            {words.followButton}
          </ButtonLink>
        </section>
      </div>
      {hotline && <p className="govuk-body">{words.hotline(hotline)}</p>}
      <h2 className="govuk-heading-m">{words.deviceTitle}</h2>
      <BulletList items={words.device} />
      <h2 className="govuk-heading-m">{words.whyTitle}</h2>
      <BulletList items={words.why} />
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/protection`}>
          {words.protectionLink}
        </a>
      </p>
      <h2 className="govuk-heading-m">{words.lookTitle}</h2>
      <ul className="govuk-list">
        {(['exposure', 'statistics', 'rewards', 'protection'] as const).map((page) => (
          <li key={page}>
            <a className="govuk-link" href={`/${lang}/${page}`}>
              {words.look[page]}
            </a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
