import type { EnteredPerson } from '~/domain/county/board-entry';
import { type BoardKind, type BoardPoint, POINT_PARTS, type PointKind } from '~/domain/county/board-kind';
import { type Localized, textIn } from '~/domain/localized';
import { SiteLanguage } from '~/ui/site-language';
import { SummaryList } from '~/ui/summary-list';
import { boardWords } from '~/words/county/board';
import { formatDate, type Lang } from '~/words/language';
import { PersonCard } from './person-card';
import { PersonCards } from './person-cards';

type Body = {
  kind: BoardKind;
  persons: readonly EnteredPerson[];
  risks: readonly Localized[];
  point: BoardPoint | null;
};

/** What the notice demands of each kind of signboard: its responsible persons, and the site's risks or the point. */
export function BoardBody({ board, lang }: { board: Body; lang: Lang }) {
  const { kind, persons, risks, point } = board;
  return (
    <>
      {kind !== 'responsibility' && point && <Point lang={lang} kind={kind} point={point} />}
      {persons.length > 0 && <Persons lang={lang} kind={kind} persons={persons} />}
      {kind === 'responsibility' && <Risks lang={lang} risks={risks} />}
    </>
  );
}

function Point({ lang, kind, point }: { lang: Lang; kind: PointKind; point: BoardPoint }) {
  const words = boardWords[lang];
  const said = POINT_PARTS.map((part) => ({
    key: words.point[kind][part],
    value: textIn(point[part], lang),
  }));
  const until = point.until === '' ? [] : [{ key: words.until, value: formatDate(point.until, lang) }];
  return <SummaryList rows={[...said, ...until]} />;
}

function Persons({ lang, kind, persons }: Pick<Body, 'kind' | 'persons'> & { lang: Lang }) {
  const words = boardWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m">{kind === 'responsibility' ? words.persons : words.levels}</h2>
      <PersonCards>
        {persons.map((person) => (
          <PersonCard
            key={person.role}
            duty={words.personRoles[person.role]}
            name={person.name}
            post={person.post}
            phone={person.phone}
          />
        ))}
      </PersonCards>
    </>
  );
}

function Risks({ lang, risks }: Pick<Body, 'risks'> & { lang: Lang }) {
  const words = boardWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m">{words.risks}</h2>
      {risks.length === 0 ? (
        <p className="govuk-body">{words.noRisks}</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {risks.map((risk) => (
            <li key={textIn(risk, lang)}>
              <SiteLanguage>{textIn(risk, lang)}</SiteLanguage>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
