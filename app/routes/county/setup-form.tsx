import { type Localized, textIn } from '~/domain/localized';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import type { Sector } from '~/domain/vocabulary';
import { LANGS } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { LocalizedInput } from '~/ui/localized-input';
import { SiteLanguage } from '~/ui/site-language';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { accessWords, refusedText } from '~/words/follow/access';
import { formatList, type Lang, languageName } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

export type Typed = Record<string, string>;
type Unit = { code: string; kind: string; names: Localized; sectors: readonly Sector[] };
type Props = {
  lang: Lang;
  units: readonly Unit[];
  typed: Typed | null;
  refused: { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined } | null;
};

/** A plain form that works with scripts off: the first page that anybody opens on a new installation. */
export function SetupForm({ lang, units, typed, refused }: Props) {
  const words = accessWords[lang].setup;
  const message = refused ? refusedText(refused, lang) : '';
  const error = (field: string) => (refused?.field === field ? message : undefined);
  const field = (name: string, label: string, fallback = '') => (
    <TextInput name={name} label={label} error={error(name)} defaultValue={typed?.[name] ?? fallback} required />
  );
  return (
    <form method="post">
      <ErrorSummary told={refused} errors={refused ? [{ field: refused.field ?? undefined, message }] : []} />
      <h2 className="govuk-heading-m">{words.countyTitle}</h2>
      <LocalizedInput
        name="name"
        label={(language) => words.name(languageName(language, lang))}
        error={error}
        values={typedIn(typed, 'name')}
        required
      />
      {field('hotline', words.hotline, '12350')}
      <h2 className="govuk-heading-m">{words.townsTitle}</h2>
      <TextArea
        name="towns"
        label={words.towns(
          formatList(
            LANGS.map((language) => languageName(language, lang)),
            lang,
          ),
        )}
        hint={
          <>
            {words.townsHint}{' '}
            <code>
              <SiteLanguage>{words.townsExample}</SiteLanguage>
            </code>
          </>
        }
        error={error('towns')}
        defaultValue={typed?.towns}
        rows={6}
      />
      <h2 className="govuk-heading-m" id="units">
        {words.unitsTitle}
      </h2>
      <p className="govuk-body">{words.unitsHint}</p>
      {units.map((unit) => (
        <UnitFields key={unit.code} lang={lang} unit={unit} typed={typed} />
      ))}
      <h2 className="govuk-heading-m">{words.adminTitle}</h2>
      {field('name', words.adminName)}
      <TextInput
        name="login"
        label={words.adminLogin}
        hint={words.adminLoginHint}
        error={error('login')}
        defaultValue={typed?.login ?? 'admin'}
        width={20}
        required
      />
      <Button>{words.submit}</Button>
    </form>
  );
}

function UnitFields({ lang, unit, typed }: { lang: Lang; unit: Unit; typed: Typed | null }) {
  const words = accessWords[lang].setup;
  const name = textIn(unit.names, lang);
  const { code } = unit;
  const kept = typed === null || typed[`keep-${code}`] === 'yes';
  return (
    <fieldset className="govuk-fieldset anshao-case-section">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{name}</legend>
      {unit.kind === 'department' ? (
        <div className="govuk-checkboxes govuk-checkboxes--small">
          <div className="govuk-checkboxes__item">
            <input
              className="govuk-checkboxes__input"
              type="checkbox"
              id={`keep-${code}`}
              name={`keep-${code}`}
              value="yes"
              defaultChecked={kept}
            />
            <label className="govuk-label govuk-checkboxes__label" htmlFor={`keep-${code}`}>
              {words.keep} · {words.regulates}{' '}
              {formatList(
                unit.sectors.map((sector) => vocabularyWords[lang].sectors[sector]),
                lang,
              )}
            </label>
          </div>
        </div>
      ) : (
        <p className="govuk-hint">{words.needed}</p>
      )}
      <LocalizedInput
        name={code}
        label={(language) => words.unitName(name, languageName(language, lang))}
        error={() => undefined}
        values={typedIn(typed, code) ?? unit.names}
        required
      />
    </fieldset>
  );
}

const typedIn = (typed: Typed | null, name: string): Localized | undefined =>
  typed === null ? undefined : Object.fromEntries(LANGS.map((lang) => [lang, typed[`${name}.${lang}`] ?? '']));
