import type { TrustProblem } from '~/browser/keys/trust-problem';
import { trustWords } from '~/words/keys/trust';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; problem: TrustProblem | null; countyKeyChanged: boolean };

/** Loud, above everything else on the page: what is wrong, and what to do. */
export function TrustAlarm({ lang, problem, countyKeyChanged }: Props) {
  if (problem === null && !countyKeyChanged) return null;
  const words = trustWords[lang];
  return (
    <div className="govuk-error-summary" role="alert" data-trust-problem={problem ?? 'countyKeyChanged'}>
      <h2 className="govuk-error-summary__title">{words.title}</h2>
      <div className="govuk-error-summary__body">
        <p>{problem ? words.problems[problem] : words.countyKeyChanged}</p>
        <p>
          <strong>{words.stop}</strong>
        </p>
      </div>
    </div>
  );
}
