import { Link } from '@remix-run/react';
import { StageCounts } from '~/routes/case/queue-filters';
import { QueueTable } from '~/routes/case/queue-table';
import { EmptyState } from '~/ui/empty-state';
import type { queuePage } from '~/web/case/queue-page.server';
import { queueWords } from '~/words/case/queue';
import { accessWords } from '~/words/follow/access';
import type { Lang } from '~/words/language';

type Props = Awaited<ReturnType<typeof queuePage>> & { lang: Lang };

/** The most urgent cases of the own unit, so that the day's work begins on the first page. */
export function HomeCasesSection({ lang, rows, next, counts, officers, towns }: Props) {
  const words = accessWords[lang].home.cases;
  return (
    <section aria-labelledby="home-cases">
      <h2 className="govuk-heading-m" id="home-cases">
        {words.title}
      </h2>
      {rows.length === 0 ? (
        <EmptyState title={queueWords[lang].empty} />
      ) : (
        <>
          <StageCounts lang={lang} counts={counts} />
          <QueueTable lang={lang} rows={rows} officers={officers} towns={towns} choosing={false} />
          <p className="govuk-body">
            <Link className="govuk-link" to={`/${lang}/staff/queue`}>
              {next === null ? words.queue : words.all}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
