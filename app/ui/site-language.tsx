import { Fragment, type ReactNode } from 'react';
import { DEFAULT_LANG, htmlLang } from '~/words/language';
import { useLang } from './language';

/** Chinese characters with the marks and figures between them. */
const CHINESE = /(\p{Script=Han}(?:[\p{Script=Han}\d、。，：；·〔〕（）《》“”\u3000]*[\p{Script=Han}〕）》”])?)/u;

/**
 * Text that a page in another language has only in this form, such as a person's name or a law: marked as Chinese, so
 * that it is read out and drawn as Chinese. Anything but text passes unchanged.
 */
export function SiteLanguage({ children }: { children: ReactNode }) {
  const lang = useLang();
  if (lang === DEFAULT_LANG || typeof children !== 'string' || !CHINESE.test(children)) return <>{children}</>;
  return (
    <>
      {children.split(CHINESE).map((part, at) =>
        at % 2 === 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
          <Fragment key={at}>{part}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same
          <span lang={htmlLang(DEFAULT_LANG)} key={at}>
            {part}
          </span>
        ),
      )}
    </>
  );
}

/** The same for an element that holds text only. */
export function useSiteLang(text: ReactNode): string | undefined {
  const lang = useLang();
  const foreign = lang !== DEFAULT_LANG && typeof text === 'string' && CHINESE.test(text);
  return foreign ? htmlLang(DEFAULT_LANG) : undefined;
}
