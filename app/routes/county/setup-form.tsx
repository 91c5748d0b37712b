import type { RefusalCode, RefusalData } from '~/domain/refusal';
import type { Sector } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { accessWords, refusedText } from '~/words/follow/access';
import { formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

export type Typed = Record<string, string>;
type Unit = { code: string; kind: string; nameZh: string; nameEn: string; sectors: readonly Sector[] };
type Props = {
  lang: Lang;
  units: readonly Unit[];
  typed: Typed | null;
  refused: { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined } | null;
};

/** Plain form, scripts off: the first page that anybody opens on a new installation. */
export function SetupForm({ lang, units, typed, refused }: Props) {
  const words = accessWords[lang].setup;
  const message = refused ? refusedText(refused, lang) : '';
  const error = (field: string) => (refused?.field === field ? message : undefined);
  const field = (name: string, label: string, fallback = '') => (
    <TextInput name={name} label={label} error={error(name)} defaultValue={typed?.[name] ?? fallback} required />
  );
  return (
    <form method="post">
      <ErrorSummary errors={refused ? [{ field: refused.field ?? undefined, message }] : []} />
      <h2 className="govuk-heading-m">{words.countyTitle}</h2>
      {field('nameZh', words.nameZh)}
      {field('nameEn', words.nameEn)}
      {field('hotline', words.hotline, '12350')}
      <h2 className="govuk-heading-m">{words.townsTitle}</h2>
      <TextArea
        name="towns"
        label={words.towns}
        hint={words.townsHint}
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
  const name = lang === 'zh' ? unit.nameZh : unit.nameEn;
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
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-one-half">
          <TextInput
            name={`zh-${code}`}
            label={words.unitZh(name)}
            defaultValue={typed?.[`zh-${code}`] ?? unit.nameZh}
            required
          />
        </div>
        <div className="govuk-grid-column-one-half">
          <TextInput
            name={`en-${code}`}
            label={words.unitEn(name)}
            defaultValue={typed?.[`en-${code}`] ?? unit.nameEn}
            required
          />
        </div>
      </div>
    </fieldset>
  );
}
