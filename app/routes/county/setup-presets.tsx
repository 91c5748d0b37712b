import { PRESET_NAMES } from '~/domain/county/presets';
import { setupWords } from '~/words/county/setup';
import type { Lang } from '~/words/language';

/** The kinds of place, each as a link to its own form: works with scripts off, and Back leads here again. */
export function SetupPresets({ lang, path }: { lang: Lang; path: string }) {
  const words = setupWords[lang];
  return (
    <dl data-presets>
      {PRESET_NAMES.map((name) => (
        <div key={name} className="anshao-case-section">
          <dt className="govuk-heading-m">
            <a className="govuk-link" href={`${path}?preset=${name}`}>
              {words.presets[name].name}
            </a>
          </dt>
          <dd className="govuk-body govuk-!-margin-left-0">{words.presets[name].text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What comes of the form, and how few people it takes. */
export function SetupOutcome({ lang }: { lang: Lang }) {
  const words = setupWords[lang];
  const list = (lines: readonly string[]) => (
    <ul className="govuk-list govuk-list--bullet">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  return (
    <>
      <h2 className="govuk-heading-m">{words.outcomeTitle}</h2>
      {list(words.outcome)}
      <h3 className="govuk-heading-s">{words.sevenTitle}</h3>
      {list(words.seven)}
    </>
  );
}
