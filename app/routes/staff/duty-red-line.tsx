import { Link } from '@remix-run/react';
import { type DutyLack, worstLack } from '~/domain/county/duty-standing';
import { Warning } from '~/ui/warning';
import { rosterWords } from '~/words/county/roster';
import type { Lang } from '~/words/language';

/** What administrators and supervisors see each day until danger to life reaches somebody at every hour. */
export function DutyRedLine({ lang, lacks }: { lang: Lang; lacks: readonly DutyLack[] }) {
  const words = rosterWords[lang];
  const worst = worstLack(lacks);
  if (worst === null) return null;
  return (
    <div className="anshao-red-line" data-duty-lacks={lacks.join(' ')}>
      <Warning>
        {words.redLine}
        <br />
        {words.lacks[worst]}
        <br />
        <Link className="govuk-link" to={`/${lang}/staff/roster`}>
          {words.toRoster}
        </Link>
      </Warning>
    </div>
  );
}
