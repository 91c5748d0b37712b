import { type Choice, choiceId } from './choice';
import { classNames } from './class-names';
import type { FieldProps } from './field';
import { Fieldset } from './fieldset';
import { SiteLanguage } from './site-language';

type Props = FieldProps & {
  choices: readonly Choice[];
  defaultValue?: string | undefined;
  inline?: boolean;
  required?: boolean;
};

/** One answer out of a few, all of them visible. */
export function Radios({ choices, defaultValue, inline = false, required, ...field }: Props) {
  const id = field.id ?? field.name;
  return (
    <Fieldset {...field}>
      <div className={classNames('govuk-radios', inline && 'govuk-radios--inline')}>
        {choices.map((choice, index) => {
          const itemId = choiceId(id, index);
          return (
            <div className="govuk-radios__item" key={choice.value}>
              <input
                className="govuk-radios__input"
                type="radio"
                id={itemId}
                name={field.name}
                value={choice.value}
                defaultChecked={choice.value === defaultValue}
                required={required}
                aria-describedby={choice.hint ? `${itemId}-item-hint` : undefined}
              />
              <label className="govuk-label govuk-radios__label" htmlFor={itemId}>
                <SiteLanguage>{choice.label}</SiteLanguage>
              </label>
              {choice.hint && (
                <div className="govuk-hint govuk-radios__hint" id={`${itemId}-item-hint`}>
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
