import { Link } from '@remix-run/react';
import type { OpeningStep } from '~/domain/county/opening-steps';
import { type Localized, textIn } from '~/domain/localized';
import { stepText } from '~/routes/county/opening-steps';
import { Inset } from '~/ui/inset';
import { openingWords } from '~/words/county/opening';
import { formatList, type Lang } from '~/words/language';

type News = {
  done: number;
  total: number;
  next: readonly OpeningStep[];
  places: readonly { id: string; names: Localized }[];
};

/** Until reporting opens: how far it is, and who can do what now. */
export function HomeOpening({ lang, opening }: { lang: Lang; opening: News }) {
  const words = openingWords[lang];
  const { done, total, next, places } = opening;
  const nameOf = (unitId: string | null) => {
    const place = places.find(({ id }) => id === unitId);
    return (place && textIn(place.names, lang)) ?? '';
  };
  return (
    <Inset>
      <p className="govuk-body">
        <label htmlFor="opening-progress">{words.home(done, total)}</label>
        <progress className="anshao-progress" id="opening-progress" value={done} max={total} />
      </p>
      <ul className="govuk-list govuk-list--bullet" data-opening>
        {next.map((step) => (
          <li key={`${step.act} ${step.unitId}`}>
            {words.homeNext(formatList([...step.who], lang), stepText(step, lang, nameOf))}
          </li>
        ))}
      </ul>
      <Link className="govuk-link" to={`/${lang}/staff/opening`}>
        {words.homeLink}
      </Link>
    </Inset>
  );
}
