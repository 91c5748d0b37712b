import { type ReactNode, useEffect, useId, useRef } from 'react';
import { classNames } from './class-names';
import { useCommon } from './language';

type Props = {
  children: ReactNode;
  success?: boolean;
  title?: string;
  /** The answer that it tells: with each new one it takes the focus again. */
  told?: unknown;
};

/**
 * News about the page: what was just done (success), or what the reader must know before going on. What was done takes the
 * focus, and so comes into view, wherever on the page it was done; without scripts by the attribute.
 */
export function NotificationBanner({ children, success = false, title, told }: Props) {
  const words = useCommon();
  const id = useId();
  const box = useRef<HTMLElement>(null);
  const takesFocus = success || told !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer in the same banner is news as well.
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus, told]);
  return (
    <section
      ref={box}
      className={classNames('govuk-notification-banner', success && 'govuk-notification-banner--success')}
      role={success ? 'alert' : undefined}
      aria-labelledby={id}
      {...(takesFocus && { tabIndex: -1, autoFocus: true })}
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
