import { Link } from '@remix-run/react';
import { queueQuery } from '~/domain/case/queue-filter';
import type { QueueNews } from '~/services/case/queue-news.server';
import { queueWords } from '~/words/case/queue';
import { accessWords } from '~/words/follow/access';
import type { Lang } from '~/words/language';

const BAD: readonly string[] = ['urgent', 'overdue'];

/** What is due, new and answered in the own department, and what waits for the reader; each leads to those cases. */
export function HomeCounted({ lang, news }: { lang: Lang; news: QueueNews }) {
  const t = queueWords[lang];
  return (
    <ul className="govuk-list anshao-counted" aria-label={accessWords[lang].home.counted} data-counted>
      {news.map(({ name, filter, count }) => (
        <li
          key={name}
          className={count === 0 ? 'anshao-counted__none' : BAD.includes(name) ? 'anshao-counted__bad' : ''}
        >
          <Link to={`/${lang}/staff/queue?${queueQuery(filter)}`} data-counted-name={name}>
            <strong className="anshao-counted__number">{t.counted(count)}</strong> {t.news[name]}
          </Link>
        </li>
      ))}
    </ul>
  );
}
