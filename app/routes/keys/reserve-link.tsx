import { Link } from '@remix-run/react';
import { reserveWords } from '~/words/keys/reserve';
import type { Lang } from '~/words/language';

/** A link to the page of the printed reserve key; within the staff pages it keeps the keys open. */
export function ReserveLink({ lang }: { lang: Lang }) {
  return (
    <p className="govuk-body">
      <Link className="govuk-link" to={`/${lang}/staff/reserve`}>
        {reserveWords[lang].title}
      </Link>
    </p>
  );
}
