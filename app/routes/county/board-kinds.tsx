import { Link } from '@remix-run/react';
import { BOARD_KINDS, type BoardKind } from '~/domain/county/board-kind';
import { boardWords } from '~/words/county/board';
import { registerWords } from '~/words/county/register';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; kind: BoardKind; choosing: boolean; employerId: string | null };

/** Which kind of board it is; for a new one, the way to the other kinds, each of which has a form of its own. */
export function BoardKinds({ lang, kind, choosing, employerId }: Props) {
  const { kinds } = boardWords[lang];
  const words = registerWords[lang].boards;
  const to = (one: BoardKind) => `?${new URLSearchParams({ kind: one, ...(employerId && { employer: employerId }) })}`;
  return (
    <>
      <p className="govuk-body">
        {words.kind} <strong data-board-kind={kind}>{kinds[kind]}</strong>
      </p>
      {choosing && (
        <p className="govuk-body">
          {words.otherKind}{' '}
          {BOARD_KINDS.filter((one) => one !== kind).map((one, place) => (
            <span key={one}>
              {place > 0 && ' · '}
              <Link className="govuk-link" to={to(one)}>
                {kinds[one]}
              </Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
}
