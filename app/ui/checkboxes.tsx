import { type Choice, choiceId } from './choice';
import type { FieldProps } from './field';
import { Fieldset } from './fieldset';
import { SiteLanguage } from './site-language';

type Props = FieldProps & { choices: readonly Choice[]; defaultValues?: readonly string[] };

/** Any number of answers. For a single tick (consent) give one choice; the label is then the question above it. */
export function Checkboxes({ choices, defaultValues = [], ...field }: Props) {
  const id = field.id ?? field.name;
  return (
    <Fieldset {...field}>
      <div className="govuk-checkboxes">
        {choices.map((choice, index) => {
          const itemId = choiceId(id, index);
          return (
            <div className="govuk-checkboxes__item" key={choice.value}>
              <input
                className="govuk-checkboxes__input"
                type="checkbox"
                id={itemId}
                name={field.name}
                value={choice.value}
                defaultChecked={defaultValues.includes(choice.value)}
                aria-describedby={choice.hint ? `${itemId}-item-hint` : undefined}
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={itemId}>
                <SiteLanguage>{choice.label}</SiteLanguage>
              </label>
              {choice.hint && (
                <div className="govuk-hint govuk-checkboxes__hint" id={`${itemId}-item-hint`}>
                  {choice.hint}
                </div>
              )}
            </div>
          );
        })}
      </div>
    </Fieldset>
  );
}
