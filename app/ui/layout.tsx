import type { ReactNode } from 'react';
import type { Lang } from '~/words/language';
import { type Display, NORMAL_DISPLAY } from './display';
import { LanguageProvider } from './language';
import { PublicFooter } from './public-footer';
import { PublicHeader, type PublicSection } from './public-header';
import { SkipLink } from './skip-link';

type Props = {
  lang: Lang;
  /** Path of this page without query, for the language switch: '/zh/report'. */
  path: string;
  section?: PublicSection;
  display?: Display;
  /** Hides the exit link where leaving in a hurry makes no sense (print-only pages). */
  exit?: boolean;
  /** Wide pages (tables, statistics) use the full width; forms and prose keep a readable measure. */
  wide?: boolean;
  children: ReactNode;
};

/** Everything inside `<body>` of a public page: skip link, header, main content, footer. Needs no script. */
export function Layout({ lang, path, section, display = NORMAL_DISPLAY, exit = true, wide = false, children }: Props) {
  return (
    <LanguageProvider lang={lang}>
      <SkipLink />
      <PublicHeader path={path} section={section} display={display} exit={exit} />
      <div className="anshao-page">
        <div className="govuk-width-container">
          <main className={wide ? 'anshao-main' : 'anshao-main anshao-main--measure'} id="main-content" tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      <PublicFooter />
    </LanguageProvider>
  );
}
