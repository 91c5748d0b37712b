import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { protectionFacts } from '~/services/log/protection.server';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Layout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG, formatDate, labelled } from '~/words/language';
import { protectionWords } from '~/words/log/protection';
import { Keys } from './protection-keys';
import { Scripts } from './protection-scripts';

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const { ctx } = context;
  return { lang, display: displayOf(request), facts: await protectionFacts(ctx), origin: ctx.origin };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && protectionWords[data.lang].title) },
];

export default function Protection() {
  const { lang, display, facts, origin } = useLoaderData<typeof loader>();
  const words = protectionWords[lang];
  return (
    <Layout lang={lang} path={`/${lang}/protection`} section="protection" display={display} wide>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <DataTable
        caption={words.promisesTitle}
        columns={[
          { key: 'who', title: words.who, head: true, cell: (row) => row[0] },
          { key: 'sees', title: words.sees, cell: (row) => row[1] },
          { key: 'not', title: words.not, cell: (row) => row[2] },
        ]}
        rows={words.rows}
        rowKey={(row) => row[0] ?? ''}
      />
      <h2 className="govuk-heading-m">{words.modeTitle}</h2>
      <p className="govuk-body">{words.mode}</p>
      <h2 className="govuk-heading-m">{words.limitsTitle}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {words.limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
      <Keys lang={lang} facts={facts} />
      <Scripts lang={lang} facts={facts} origin={origin} />
      <h2 className="govuk-heading-m" id="log">
        {words.logTitle}
      </h2>
      <p className="govuk-body">{words.logLead}</p>
      <p className="govuk-body">
        {labelled(words.logKey, lang)}
        <code className="anshao-code">{facts.logKey}</code>
      </p>
      <DataTable
        caption={words.logTitle}
        captionHidden
        columns={[
          { key: 'day', title: words.day, head: true, cell: (row) => formatDate(row.onDay, lang) },
          { key: 'sequence', title: words.sequence, numeric: true, cell: (row) => row.sequence },
          { key: 'head', title: words.head, cell: (row) => <code className="anshao-code">{row.head}</code> },
          {
            key: 'signature',
            title: words.signature,
            cell: (row) => <code className="anshao-code">{row.signature}</code>,
          },
        ]}
        rows={facts.checkpoints}
        rowKey={(row) => row.onDay}
        empty={<EmptyState title={words.noCheckpoint} />}
      />
    </Layout>
  );
}
