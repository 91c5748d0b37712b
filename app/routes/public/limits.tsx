import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publicLimits, type ShownLimit } from '~/domain/county/public-limits';
import { textIn } from '~/domain/localized';
import { publicOffices } from '~/services/county/offices.server';
import { publicTimeLimits } from '~/services/county/policies.server';
import { BulletList } from '~/ui/bullet-list';
import { ButtonLink } from '~/ui/button-link';
import { DataTable } from '~/ui/data-table';
import { Layout } from '~/ui/layout';
import { OfficeContact } from '~/ui/office-contact';
import { PageTitle } from '~/ui/page-title';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG, formatDate, type Lang } from '~/words/language';
import { limitsWords } from '~/words/publication/limits';

export async function loader({ context: { ctx }, params, request }: LoaderFunctionArgs) {
  const [policy, offices] = await Promise.all([publicTimeLimits(ctx), publicOffices(ctx)]);
  const { checkedBy, effectiveFrom } = policy;
  const rule = { checkedBy, effectiveFrom, limits: publicLimits(policy) };
  return { lang: langOf(params), display: displayOf(request), rule, ...offices };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && limitsWords[data.lang].title) },
];

export default function Limits() {
  const { lang, display, rule, county, offices } = useLoaderData<typeof loader>();
  const words = limitsWords[lang];
  const { intake, upper } = offices;
  return (
    <Layout lang={lang} path={`/${lang}/limits`} display={display} wide>
      <PageTitle lead={words.lead(formatDate(rule.effectiveFrom, lang))}>{words.title}</PageTitle>
      <DataTable
        caption={words.tableTitle}
        columns={[
          { key: 'what', title: words.what, head: true, cell: ({ name }) => words.limits[name].what },
          { key: 'count', title: words.count, short: true, cell: (row) => countText(row, lang) },
          { key: 'from', title: words.from, cell: ({ name }) => words.limits[name].from },
          { key: 'basis', title: words.basis, cell: (row) => <Basis row={row} by={rule.checkedBy} lang={lang} /> },
        ]}
        rows={rule.limits}
        rowKey={({ name }) => name}
      />
      <h2 className="govuk-heading-m">{words.howTitle}</h2>
      <BulletList items={words.how} />
      <h2 className="govuk-heading-m">{words.rightsTitle}</h2>
      <BulletList items={words.rights} />
      <p className="govuk-body">
        <ButtonLink href={`/${lang}/follow`}>{words.toFollow}</ButtonLink>
      </p>
      <h2 className="govuk-heading-m">{words.lateTitle}</h2>
      <p className="govuk-body">{words.late}</p>
      {county && intake && <OfficeContact lang={lang} {...intake} hotline={county.hotline} />}
      {upper && (
        <>
          <p className="govuk-body">{words.upper(textIn(upper.names, lang))}</p>
          {upper.contacts && <OfficeContact lang={lang} {...upper} />}
        </>
      )}
    </Layout>
  );
}

function countText({ count, unit, times, name }: ShownLimit, lang: Lang): string {
  const words = limitsWords[lang];
  const length = words.units[unit](count);
  return name === 'verificationExtensionDays' ? words.extension(times, length) : length;
}

/** The law, and whether somebody compared the number with it. */
function Basis({ row: { basis, standing }, by, lang }: { row: ShownLimit; by: string | null; lang: Lang }) {
  const words = limitsWords[lang];
  return (
    <>
      {basis && <SiteLanguage>{basis}</SiteLanguage>}{' '}
      <Tag tone={standing === 'checked' ? 'good' : 'attention'}>
        {standing === 'checked' ? words.checked(by ?? '') : words.standings[standing]}
      </Tag>
    </>
  );
}
