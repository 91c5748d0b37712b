import { isNeeded, PRESETS, type PresetName, type PresetUnit, unregulated } from '~/domain/county/presets';
import { type Localized, textIn } from '~/domain/localized';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import { LANGS } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { LocalizedInput } from '~/ui/localized-input';
import { SiteLanguage } from '~/ui/site-language';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { setupWords } from '~/words/county/setup';
import { refusedText } from '~/words/follow/access';
import { formatList, type Lang, languageName } from '~/words/language';
import { sectorNames } from '~/words/sectors';
import { SetupOutcome } from './setup-presets';

export type Typed = Record<string, string>;
type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };
type Props = { lang: Lang; preset: PresetName; typed: Typed | null; refused: Refused | null };

/** A plain form that works with scripts off: the first page that anybody opens on a new installation. */
export function SetupForm({ lang, preset, typed, refused }: Props) {
  const words = setupWords[lang];
  const { places, units } = PRESETS[preset];
  const lines = refused?.field === 'places' || refused?.field === 'more';
  const message = refused ? (lines ? words.placesWrong : refusedText(refused, lang)) : '';
  const error = (field: string) => (refused?.field === field ? message : undefined);
  const languages = formatList(
    LANGS.map((language) => languageName(language, lang)),
    lang,
  );
  const field = (name: string, label: string, fallback = '') => (
    <TextInput name={name} label={label} error={error(name)} defaultValue={typed?.[name] ?? fallback} required />
  );
  return (
    <form method="post">
      <ErrorSummary told={refused} errors={refused ? [{ field: refused.field ?? undefined, message }] : []} />
      <input type="hidden" name="preset" value={preset} />
      <h2 className="govuk-heading-m">{words.placeTitle[places]}</h2>
      <LocalizedInput
        name="name"
        label={(language) => words.name(languageName(language, lang))}
        error={error}
        values={typedIn(typed, 'name')}
      />
      {field('hotline', words.hotline, '12350')}
      <h2 className="govuk-heading-m">{words.placesTitle[places]}</h2>
      <TextArea
        name="places"
        label={words.places(languages)}
        hint={
          <>
            {words.placesHint[places]}{' '}
            <code>
              <SiteLanguage>{words.placesExample[places]}</SiteLanguage>
            </code>
          </>
        }
        error={error('places')}
        defaultValue={typed?.places}
        rows={6}
      />
      <h2 className="govuk-heading-m" id="units">
        {words.unitsTitle}
      </h2>
      <p className="govuk-body">{words.unitsHint}</p>
      {units.map((unit) => (
        <UnitFields key={unit.code} lang={lang} unit={unit} typed={typed} error={error} />
      ))}
      <TextArea
        name="more"
        label={words.moreTitle}
        hint={words.moreHint(languages)}
        error={error('more')}
        defaultValue={typed?.more}
        rows={3}
      />
      <Unregulated lang={lang} preset={preset} />
      <SetupOutcome lang={lang} />
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

/** What becomes of reports of which no unit of the preset is in charge. */
function Unregulated({ lang, preset }: Pick<Props, 'lang' | 'preset'>) {
  const units: readonly PresetUnit[] = PRESETS[preset].units;
  const left = unregulated(units);
  if (left.length === 0) return null;
  const all = sectorNames(lang, []);
  const names = left.map((sector) => all[sector] ?? sector);
  const nearest = units.some((unit) => unit.nearest);
  return <p className="govuk-body">{setupWords[lang].unregulated(formatList(names, lang), nearest)}</p>;
}

type UnitProps = Pick<Props, 'lang' | 'typed'> & { unit: PresetUnit; error: (field: string) => string | undefined };

function UnitFields({ lang, unit, typed, error }: UnitProps) {
  const words = setupWords[lang];
  const name = textIn(unit.names, lang);
  const { code, kind } = unit;
  const kept = typed === null ? !unit.extra : typed[`keep-${code}`] === 'yes';
  const sectors = sectorNames(lang, []);
  const regulates = formatList(
    unit.sectors.map((sector) => sectors[sector] ?? sector),
    lang,
  );
  const task = regulates === '' ? words.kinds[kind] : `${words.regulates} ${regulates}`;
  return (
    <fieldset className="govuk-fieldset anshao-case-section">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{name}</legend>
      {isNeeded(unit) ? (
        <p className="govuk-hint">
          {words.needed} · {task}
        </p>
      ) : (
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
              {words.keep} · {task}
            </label>
          </div>
        </div>
      )}
      <LocalizedInput
        name={code}
        label={(language) => words.unitName(name, languageName(language, lang))}
        error={error}
        values={typedIn(typed, code) ?? unit.names}
      />
    </fieldset>
  );
}

const typedIn = (typed: Typed | null, name: string): Localized | undefined =>
  typed === null ? undefined : Object.fromEntries(LANGS.map((lang) => [lang, typed[`${name}.${lang}`] ?? '']));
