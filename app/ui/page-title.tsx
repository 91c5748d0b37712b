import type { ReactNode } from 'react';

type Props = { children: ReactNode; caption?: ReactNode; lead?: ReactNode };

/** The page's one h1, with a caption above (section, case number) and a lead below. */
export function PageTitle({ children, caption, lead }: Props) {
  return (
    <div className="anshao-title">
      {caption && <p className="anshao-title__caption">{caption}</p>}
      <h1 className="anshao-title__heading">{children}</h1>
      {lead && <p className="govuk-body-l">{lead}</p>}
    </div>
  );
}
