import { newsOf } from '~/domain/follow/news';
import { limitText } from '~/words/case/limit';
import { followWords } from '~/words/follow/follow';
import { formatDate, type Lang } from '~/words/language';
import type { FollowPageFacts } from './follow-facts';
import { decisionText, stageText } from './follow-standing';

/**
 * Comes before everything else: where the report stands, what is asked of the reporter, and what is new, each with the
 * way to it.
 */
export function FollowNews({ page, lang }: { page: FollowPageFacts; lang: Lang }) {
  const words = followWords[lang].page.news;
  const items = newsOf(page).map((one) => {
    if (one.kind === 'claim') {
      return { to: 'reward', text: words.claim(one.until && limitText(one.until, one.provisional, lang)) };
    }
    if (one.kind === 'cash') return { to: 'reward', text: one.ready ? words.cash : words.cashWait };
    if (one.kind === 'question') return { to: 'messages', text: words.question(formatDate(one.on, lang)) };
    if (one.kind === 'opened') return { to: 'access', text: words.opened(formatDate(one.on, lang)) };
    return { to: 'decisions', text: words.decision(decisionText(one.decision, lang)) };
  });
  return (
    <section className="anshao-card anshao-card--next" aria-labelledby="news" data-news>
      <h2 className="govuk-heading-m" id="news">
        {words.title}
      </h2>
      <p className="govuk-body">
        {words.now} <strong>{stageText(page, lang)}</strong>
      </p>
      {items.length > 0 ? (
        <ul className="govuk-list govuk-list--bullet">
          {items.map(({ to, text }) => (
            <li key={text}>
              <a className="govuk-link" href={`#${to}`}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p className="govuk-body">{words.nothing}</p>
      )}
    </section>
  );
}
