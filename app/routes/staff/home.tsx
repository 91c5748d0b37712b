import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useRowKeys } from '~/browser/keys/use-row-keys';
import { casesGoingOn, handoverCount } from '~/services/case/case-handover.server';
import { queueNews } from '~/services/case/queue-news.server';
import { openingNews } from '~/services/county/opening.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { EmptyState } from '~/ui/empty-state';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { queuePage } from '~/web/case/queue-page.server';
import { staff } from '~/web/staff/staff.server';
import { handoverWords } from '~/words/case/handover';
import { rehearsalWords } from '~/words/county/rehearsal';
import { accessWords } from '~/words/follow/access';
import { DutyRedLine } from './duty-red-line';
import { HomeAddress } from './home-address';
import { HomeCasesSection } from './home-cases';
import { HomeCounted } from './home-counted';
import { type HomeItem, homeItems } from './home-items';
import { HomeOpening } from './home-opening';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: accessWords[data?.lang ?? 'zh'].home.next }];

/** A screen shows this many beside the rest. */
const CASES = 8;

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    const home = await staffHome(ctx, actor);
    const cases = home.pages.includes('queue');
    return {
      ...home,
      lang,
      opening: await openingNews(ctx, actor),
      news: cases ? await queueNews(ctx, actor) : null,
      goingOn: cases ? handoverCount(await casesGoingOn(ctx, actor)) : 0,
      cases: cases ? await queuePage(ctx, actor, lang, {}, CASES) : null,
    };
  });
}

/** What waits for whoever signed in, with how many of each; then their cases; then what else they can do. */
export default function Home() {
  const { lang, cases, news, goingOn, opening, ...home } = useLoaderData<typeof loader>();
  const words = accessWords[lang].home;
  const { waiting, others } = homeItems(home, lang);
  useRowKeys('[data-case-link]');
  return (
    <>
      <PageTitle>{words.title(home.name)}</PageTitle>
      {home.dutyLacks !== null && home.dutyLacks.length > 0 && <DutyRedLine lang={lang} lacks={home.dutyLacks} />}
      <HomeAddress lang={lang} own={home.addresses} />
      {opening && <HomeOpening lang={lang} opening={opening} />}
      {home.rehearsals > 0 && (
        <Inset>
          {rehearsalWords[lang].home(home.rehearsals)}{' '}
          <Link className="govuk-link" to={`/${lang}/staff/opening#rehearsal-title`} data-rehearsals={home.rehearsals}>
            {rehearsalWords[lang].homeLink}
          </Link>
        </Inset>
      )}
      {goingOn > 0 && (
        <Inset>
          <Link className="govuk-link" to={`/${lang}/staff/handover`} data-handover={goingOn}>
            {handoverWords[lang].waiting(goingOn)}
          </Link>
        </Inset>
      )}
      {news && <HomeCounted lang={lang} news={news} />}
      {waiting.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{words.waiting}</h2>
          <ul className="anshao-cards govuk-list" data-waiting>
            {waiting.map((item) => (
              <li className={`anshao-card anshao-card--next${item.bad ? ' anshao-card--bad' : ''}`} key={item.text}>
                <Card item={item} />
              </li>
            ))}
          </ul>
        </>
      )}
      {!cases && waiting.length === 0 && <EmptyState title={words.nothing} />}
      {cases && <HomeCasesSection {...cases} lang={lang} />}
      {others.length > 0 && <h2 className="govuk-heading-m">{words.other}</h2>}
      <ul className="anshao-cards govuk-list">
        {others.map((item) => (
          <li className="anshao-card" key={item.to + item.text}>
            <Card item={item} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Card({ item: { to, title, text, count, plain } }: { item: HomeItem }) {
  return (
    <>
      <h3 className="govuk-heading-s">
        {plain ? (
          <a className="govuk-link" href={to}>
            {title}
          </a>
        ) : (
          <Link className="govuk-link" to={to}>
            {title}
          </Link>
        )}
      </h3>
      {count !== null && count > 0 && <strong className="anshao-number">{count}</strong>}
      <p className="govuk-body">{text}</p>
    </>
  );
}
