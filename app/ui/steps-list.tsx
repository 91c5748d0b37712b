import type { ReactNode } from 'react';
import { SiteLanguage } from './site-language';

/** `amount` is the figure that the step arrives at; `basis` the paragraph of the rule on which it rests. */
export type Step = {
  readonly key: string;
  readonly text: ReactNode;
  readonly amount?: string;
  readonly basis?: string;
};

/** A computation step by step, as for a reward: what was done, under which rule, and with what result. */
export function StepsList({ steps, total }: { steps: readonly Step[]; total?: { label: string; amount: string } }) {
  return (
    <div className="anshao-steps">
      <ol className="anshao-steps__list">
        {steps.map((step) => (
          <li className="anshao-steps__item" key={step.key}>
            <span className="anshao-steps__row">
              <span>{step.text}</span>
              {step.amount && <span className="anshao-steps__amount">{step.amount}</span>}
            </span>
            {step.basis && (
              <span className="anshao-steps__basis">
                <SiteLanguage>{step.basis}</SiteLanguage>
              </span>
            )}
          </li>
        ))}
      </ol>
      {total && (
        <p className="anshao-steps__total">
          <span>{total.label}</span>
          <strong className="anshao-steps__amount">{total.amount}</strong>
        </p>
      )}
    </div>
  );
}
