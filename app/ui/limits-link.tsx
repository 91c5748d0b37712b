import { useCommon, useLang } from './language';

/** Leads to the page of limits and rights beside what is open, because leaving would lose what was typed or unlocked. */
export function LimitsLink() {
  return (
    <p className="govuk-body-s">
      <a className="govuk-link" href={`/${useLang()}/limits`} target="_blank" rel="noreferrer">
        {useCommon().limitsLink}
      </a>
    </p>
  );
}
