import { Link, useNavigation } from '@remix-run/react';
import { type Localized, textIn } from '~/domain/localized';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import type { Role } from '~/domain/vocabulary';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { ErrorSummary } from '~/ui/error-summary';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { TextInput } from '~/ui/text-input';
import { openingWords } from '~/words/county/opening';
import { formatList, type Lang, sentences } from '~/words/language';
import { inviteRefused } from '~/words/staff/invite-refused';
import { vocabularyWords } from '~/words/vocabulary';

type Person = { id: string; name: string; roles: Role[]; status: 'invited' | 'enrolled'; linkExpired: boolean };
type Vacancy = { post: number; roles: readonly Role[]; login: string };
type Place = {
  id: string;
  names: Localized;
  opens: boolean;
  people: Person[];
  vacancies: Vacancy[];
  holders: number | null;
};
type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined } | null;
type Props = { lang: Lang; places: readonly Place[]; mayInvite: boolean; refused: Refused };

/** Each unit with its people and with a form for each post that nobody has; those that reporting needs stand open. */
export function OpeningPlaces({ lang, places, ...rest }: Props) {
  const words = openingWords[lang];
  const isFirst = ({ opens }: Place) => opens;
  const others = places.filter((place) => !isFirst(place));
  return (
    <>
      <h2 className="govuk-heading-m">{words.placesTitle}</h2>
      {places.filter(isFirst).map((place) => (
        <section key={place.id} className="anshao-case-section" data-place={place.id}>
          <h3 className="govuk-heading-s">
            <SiteLanguage>{textIn(place.names, lang)}</SiteLanguage> <Tag tone="progress">{words.needed}</Tag>
          </h3>
          <People lang={lang} place={place} {...rest} />
        </section>
      ))}
      {others.map((place) => (
        <Details
          key={place.id}
          summary={`${textIn(place.names, lang)} · ${place.people.length}`}
          open={rest.refused !== null && String(rest.refused.data?.place ?? '').startsWith(place.id)}
        >
          <p className="govuk-body">
            {sentences([words.growing, place.holders !== null && place.holders < 2 && words.standIn], lang)}
          </p>
          <People lang={lang} place={place} {...rest} />
        </Details>
      ))}
      {rest.mayInvite && (
        <p className="govuk-body">
          <Link className="govuk-link" to={`/${lang}/staff/members`}>
            {words.more}
          </Link>
        </p>
      )}
    </>
  );
}

type Within = Omit<Props, 'places'> & { place: Place };

function People({ lang, place, mayInvite, refused }: Within) {
  const words = openingWords[lang];
  return (
    <>
      {place.holders !== null && <p className="govuk-hint">{words.holders(place.holders)}</p>}
      <ul className="govuk-list">
        {place.people.map((person) => (
          <li key={person.id}>
            <SiteLanguage>{person.name}</SiteLanguage> · {rolesIn(person.roles, lang)}{' '}
            <Tag tone={person.status === 'enrolled' ? 'good' : 'attention'}>
              {person.linkExpired ? words.expired : words.statuses[person.status]}
            </Tag>
            {mayInvite && person.status === 'invited' && <Renew lang={lang} person={person} />}
          </li>
        ))}
      </ul>
      {mayInvite &&
        place.vacancies.map((vacancy, index) => (
          <Vacant
            key={`${vacancy.post} ${vacancy.login}`}
            lang={lang}
            place={place}
            vacancy={vacancy}
            // Posts of the same kind share a place in the refusal: it is told at the first of them.
            refused={index === firstOf(place, vacancy) && isAbout(refused, place, vacancy) ? refused : null}
          />
        ))}
    </>
  );
}

const firstOf = ({ vacancies }: Place, { post }: Vacancy): number => vacancies.findIndex((one) => one.post === post);
const isAbout = (refused: Refused, { id }: Place, { post }: Vacancy): boolean =>
  refused?.data?.place === `${id}.${post}`;

const rolesIn = (roles: readonly Role[], lang: Lang): string =>
  formatList(
    roles.map((role) => vocabularyWords[lang].roles[role]),
    lang,
  );

function Renew({ lang, person }: { lang: Lang; person: Person }) {
  const busy = useNavigation().state !== 'idle';
  return (
    <DraftForm place={`opening/${person.id}`}>
      <input type="hidden" name="memberId" value={person.id} />
      <input type="hidden" name="name" value={person.name} />
      <Button name="act" value="renew" variant="secondary" disabled={busy}>
        {openingWords[lang].newLink(person.name)}
      </Button>
    </DraftForm>
  );
}

type VacantProps = { lang: Lang; place: Place; vacancy: Vacancy; refused: Refused };

/** One post: name and login only, since the matrix says which roles it has. */
function Vacant({ lang, place, vacancy, refused }: VacantProps) {
  const words = openingWords[lang];
  const busy = useNavigation().state !== 'idle';
  const { post, roles, login } = vacancy;
  const id = `${place.id}-${login}`;
  const message = refused ? inviteRefused(refused, lang) : '';
  const error = (field: string) => (refused?.field === field ? message : undefined);
  const unitName = textIn(place.names, lang);
  return (
    <DraftForm place={`opening/${id}`} data-vacant={login}>
      {refused && <ErrorSummary told={refused} errors={[{ field: undefined, message }]} />}
      <h4 className="govuk-heading-s">
        <SiteLanguage>{words.inviteAs(unitName, rolesIn(roles, lang))}</SiteLanguage>
      </h4>
      <input type="hidden" name="unitId" value={place.id} />
      <input type="hidden" name="post" value={post} />
      <TextInput
        id={`${id}-name`}
        name="name"
        label={words.name}
        error={error('name')}
        maxLength={60}
        width={20}
        required
      />
      <TextInput
        id={`${id}-login`}
        name="login"
        label={words.login}
        hint={words.loginHint}
        error={error('login')}
        defaultValue={login}
        maxLength={60}
        width={20}
        required
      />
      <Button name="act" value="post" disabled={busy}>
        {words.invite}
      </Button>
    </DraftForm>
  );
}
