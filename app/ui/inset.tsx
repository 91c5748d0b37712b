import type { ReactNode } from 'react';

/** Something worth noticing beside the text, without alarm. */
export function Inset({ children }: { children: ReactNode }) {
  return <div className="govuk-inset-text">{children}</div>;
}
