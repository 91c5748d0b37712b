import type { ReactNode } from 'react';
import { formatDate } from '~/words/language';
import { classNames } from './class-names';
import { useLang } from './language';
import { SiteLanguage } from './site-language';

/** One thing that happened. `state` 'next' marks what is still to come, drawn hollow. */
export type TimelineEvent = {
  readonly key: string;
  readonly title: ReactNode;
  /** ISO date; a finer time is given as `when` text on staff pages. */
  readonly date?: string | null;
  readonly when?: string;
  readonly by?: string | undefined;
  readonly body?: ReactNode;
  readonly state?: 'done' | 'current' | 'next';
};

/** What happened to a case, in order, oldest or newest first as given. */
export function Timeline({ events, label }: { events: readonly TimelineEvent[]; label: string }) {
  const lang = useLang();
  return (
    <ol className="anshao-timeline" aria-label={label}>
      {events.map((event) => (
        <li
          className={classNames('anshao-timeline__item', event.state && `anshao-timeline__item--${event.state}`)}
          aria-current={event.state === 'current' ? 'step' : undefined}
          key={event.key}
        >
          <div className="anshao-timeline__title">
            <SiteLanguage>{event.title}</SiteLanguage>
          </div>
          {(event.date || event.when || event.by) && (
            <p className="anshao-timeline__meta">
              {(event.when || event.date) && (
                <time dateTime={event.date ?? undefined}>{event.when ?? formatDate(event.date ?? '', lang)}</time>
              )}
              {event.by && (
                <span>
                  {' '}
                  · <SiteLanguage>{event.by}</SiteLanguage>
                </span>
              )}
            </p>
          )}
          {event.body && (
            <div className="anshao-timeline__body anshao-lines">
              <SiteLanguage>{event.body}</SiteLanguage>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
