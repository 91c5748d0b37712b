import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { useCommon } from './language';
import { TAKES_FOCUS, useTakenFocus } from './taken-focus';

type Props = {
  children: ReactNode;
  success?: boolean;
  title?: string;
  /** The answer or state that it reports; with each new one it takes the focus, also where the words are the same. */
  told: unknown;
};

/**
 * News about the page: what was just done (success), or what the reader must know before going on. It takes the focus,
 * and so comes into view wherever on the page something was done; in pages without scripts by the attribute.
 */
export function NotificationBanner({ children, success = false, title, told }: Props) {
  const words = useCommon();
  const id = useId();
  const box = useTakenFocus<HTMLElement>(told);
  return (
    <section
      ref={box}
      className={classNames('govuk-notification-banner', success && 'govuk-notification-banner--success')}
      role={success ? 'alert' : undefined}
      aria-labelledby={id}
      {...TAKES_FOCUS}
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
