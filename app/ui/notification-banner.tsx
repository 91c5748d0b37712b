import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { useCommon } from './language';

type Props = { children: ReactNode; success?: boolean; title?: string };

/** News about the page: what was just done (success), or what the reader must know before going on. */
export function NotificationBanner({ children, success = false, title }: Props) {
  const words = useCommon();
  const id = useId();
  return (
    <section
      className={classNames('govuk-notification-banner', success && 'govuk-notification-banner--success')}
      role={success ? 'alert' : undefined}
      aria-labelledby={id}
    >
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id={id}>
          {title ?? (success ? words.success : words.important)}
        </h2>
      </div>
      <div className="govuk-notification-banner__content">{children}</div>
    </section>
  );
}
