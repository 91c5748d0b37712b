import type { ReactNode } from 'react';
import { SiteLanguage } from './site-language';

type Props = { children: ReactNode; caption?: ReactNode; lead?: ReactNode };

/** The page's one h1, with a caption above (section, case number) and a lead below. */
export function PageTitle({ children, caption, lead }: Props) {
  return (
    <div className="anshao-title">
      {caption && (
        <p className="anshao-title__caption">
          <SiteLanguage>{caption}</SiteLanguage>
        </p>
      )}
      <h1 className="anshao-title__heading">
        <SiteLanguage>{children}</SiteLanguage>
      </h1>
      {lead && (
        <p className="govuk-body-l">
          <SiteLanguage>{lead}</SiteLanguage>
        </p>
      )}
    </div>
  );
}
