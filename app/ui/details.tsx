import type { ReactNode } from 'react';
import { SiteLanguage } from './site-language';

type Props = { summary: ReactNode; children: ReactNode; open?: boolean };

/** More for those who want it, folded away in the browser's own element, so that it needs no script. */
export function Details({ summary, children, open = false }: Props) {
  return (
    <details className="govuk-details" open={open}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          <SiteLanguage>{summary}</SiteLanguage>
        </span>
      </summary>
      <div className="govuk-details__text">{children}</div>
    </details>
  );
}
