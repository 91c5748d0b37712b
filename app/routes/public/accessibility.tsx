import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { publicOffices } from '~/services/county/offices.server';
import { BulletList } from '~/ui/bullet-list';
import { Layout } from '~/ui/layout';
import { OfficeContact } from '~/ui/office-contact';
import { PageTitle } from '~/ui/page-title';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG } from '~/words/language';
import { accessibilityWords } from '~/words/publication/accessibility';

export async function loader({ context: { ctx }, params, request }: LoaderFunctionArgs) {
  return { lang: langOf(params), display: displayOf(request), ...(await publicOffices(ctx)) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && accessibilityWords[data.lang].title) },
];

export default function Accessibility() {
  const { lang, display, county, offices } = useLoaderData<typeof loader>();
  const words = accessibilityWords[lang];
  const { intake, upper } = offices;
  const others = [
    ...(county ? [words.hotline(county.hotline)] : []),
    ...(intake ? [words.office(textIn(intake.names, lang))] : []),
    words.helper,
  ];
  return (
    <Layout lang={lang} path={`/${lang}/accessibility`} display={display}>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <h2 className="govuk-heading-m">{words.canTitle}</h2>
      <BulletList items={words.can} />
      <h2 className="govuk-heading-m">{words.barrierTitle}</h2>
      <p className="govuk-body">{words.barrier}</p>
      {county && intake && <OfficeContact lang={lang} {...intake} hotline={county.hotline} />}
      {upper && <p className="govuk-body">{words.upper(textIn(upper.names, lang))}</p>}
      <h2 className="govuk-heading-m">{words.otherTitle}</h2>
      <BulletList items={others} />
      <h2 className="govuk-heading-m">{words.aimTitle}</h2>
      <p className="govuk-body">{words.aim}</p>
      <h2 className="govuk-heading-m">{words.testedTitle}</h2>
      <BulletList items={words.tested} />
      <h2 className="govuk-heading-m">{words.limitsTitle}</h2>
      <BulletList items={words.limits} />
    </Layout>
  );
}
