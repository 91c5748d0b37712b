import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useRowKeys } from '~/browser/keys/use-row-keys';
import { type HomeCounts, type StaffPage, staffHome } from '~/services/staff/staff-frame.server';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { queuePage } from '~/web/case/queue-page.server';
import { staff } from '~/web/staff/staff.server';
import { accessWords } from '~/words/follow/access';
import { stampWords } from '~/words/keys/stamp';
import type { Lang } from '~/words/language';
import { HomeCasesSection } from './home-cases';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: accessWords[data?.lang ?? 'zh'].home.next }];

/** As many as a screen shows beside the rest. */
const CASES = 8;

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    const home = await staffHome(ctx, actor);
    return {
      ...home,
      lang,
      cases: home.pages.includes('queue') ? await queuePage(ctx, actor, lang, {}, CASES) : null,
    };
  });
}

type CardPage = Exclude<StaffPage, 'queue'>;
type Card = { to: string; title: string; text: string; plain?: boolean };

export default function Home() {
  const { lang, cases, ...home } = useLoaderData<typeof loader>();
  const words = accessWords[lang].home;
  // The cases themselves stand above; a card that only counts them would say it twice.
  const cards = home.pages
    .filter((page): page is CardPage => page !== 'queue')
    .flatMap((page) => cardsOf(page, home, lang));
  useRowKeys('[data-case-link]');
  if (home.operator) {
    const { report: title, reportText: text } = words.items;
    cards.unshift({ to: `/${lang}/report`, title, text, plain: true });
  }
  if (home.stamp) {
    const { title, due: text } = stampWords[lang];
    cards.unshift({ to: `/${lang}/staff/ceremonies#stamp-title`, title, text });
  }
  return (
    <>
      <PageTitle>{words.title(home.name)}</PageTitle>
      {cases && <HomeCasesSection {...cases} lang={lang} />}
      <h2 className="govuk-heading-m">{cases ? words.other : words.next}</h2>
      {cards.length === 0 && <EmptyState title={words.nothing} />}
      <ul className="anshao-cards govuk-list">
        {cards.map((card) => (
          <li className="anshao-card" key={card.to + card.text}>
            <h3 className="govuk-heading-s">
              {card.plain ? (
                <a className="govuk-link" href={card.to}>
                  {card.title}
                </a>
              ) : (
                <Link className="govuk-link" to={card.to}>
                  {card.title}
                </Link>
              )}
            </h3>
            <p className="govuk-body">{card.text}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A card per thing to do; finance and guardians see the payouts from their own side. */
function cardsOf(page: CardPage, home: HomeCounts, lang: Lang): Card[] {
  const words = accessWords[lang].home.items;
  const card = (text: string): Card => ({ to: `/${lang}/staff/${page}`, title: words[page], text });
  switch (page) {
    case 'ceremonies':
      return [card(words.ceremoniesText(home.ceremonies ?? 0))];
    case 'penalties':
      return [card(words.penaltiesText(home.penalties ?? 0))];
    case 'rewards':
      return [card(words.rewardsText(home.rewards ?? 0))];
    case 'payouts':
      return [
        ...(home.payoutsFinance === null ? [] : [card(words.payoutsFinance(home.payoutsFinance))]),
        ...(home.payoutsGuardian === null ? [] : [card(words.payoutsGuardian(home.payoutsGuardian))]),
      ];
    case 'keys':
      return [card(home.keys === 'make' ? words.keysMake : home.keys ? words.keysGrant(home.keys) : words.keysText)];
    case 'directory':
      return [card(words.directoryText(home.directory ?? 0))];
    case 'duties':
      return [card(words.dutiesText(home.duties ?? 0))];
    case 'members':
      return [card(words.membersText(home.members ?? 0))];
    default:
      return [card(words[`${page}Text`])];
  }
}
