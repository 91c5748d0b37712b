import type { ReactNode } from 'react';
import { useCommon } from './language';

/** Something with consequences: danger to life, an act that cannot be undone. */
export function Warning({ children }: { children: ReactNode }) {
  const words = useCommon();
  return (
    <div className="govuk-warning-text">
      <span className="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <div className="govuk-warning-text__text">
        <span className="govuk-visually-hidden">{words.warning}</span>
        {children}
      </div>
    </div>
  );
}
