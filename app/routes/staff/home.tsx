import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { type HomeCounts, type StaffPage, staffHome } from '~/services/staff-frame.server';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff.server';
import { accessWords } from '~/words/access';
import type { Lang } from '~/words/language';
import { stampWords } from '~/words/stamp';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: accessWords[data?.lang ?? 'zh'].home.next }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ house, actor, lang }) => ({ ...(await staffHome(house, actor)), lang }));
}

type Card = { to: string; title: string; text: string; plain?: boolean };

export default function Home() {
  const { lang, ...home } = useLoaderData<typeof loader>();
  const words = accessWords[lang].home;
  const cards = home.pages.flatMap((page) => cardsOf(page, home, lang));
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
      <h2 className="govuk-heading-m">{words.next}</h2>
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
function cardsOf(page: StaffPage, home: HomeCounts, lang: Lang): Card[] {
  const words = accessWords[lang].home.items;
  const card = (text: string): Card => ({ to: `/${lang}/staff/${page}`, title: words[page], text });
  switch (page) {
    case 'queue':
      return [card(words.queueText(home.queue ?? 0))];
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
