import type { Localized } from '~/domain/localized';
import { DEFAULT_LANG, LANGS, type Lang } from '~/domain/vocabulary';
import { htmlLang } from '~/words/language';
import { TextInput } from './text-input';

type Props = {
  /** The fields are `name.zh`, `name.en` … */
  name: string;
  label: (language: Lang, isDefault: boolean) => string;
  /** For each field in the language that is asked for there, since it shows by an example what to write. */
  hint?: (language: Lang) => string;
  values: Localized | undefined;
  error: (field: string) => string | undefined;
  maxLength?: number | undefined;
  /** Whether it is required in every language, and not only in the site's first. */
  required?: boolean;
};

/** One text in each of the site's languages, a field for each. */
export function LocalizedInput({ name, label, hint, values, error, maxLength, required = false }: Props) {
  return LANGS.map((language) => {
    const field = `${name}.${language}`;
    const isDefault = language === DEFAULT_LANG;
    return (
      <TextInput
        key={field}
        name={field}
        label={label(language, isDefault)}
        hint={hint && <span lang={htmlLang(language)}>{hint(language)}</span>}
        error={error(field)}
        defaultValue={values?.[language]}
        required={required}
        {...(maxLength !== undefined && { maxLength })}
      />
    );
  });
}
