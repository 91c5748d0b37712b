import { Link } from '@remix-run/react';
import { type ReactNode, useEffect, useState } from 'react';
import { BrandMark } from '~/ui/brand-mark';
import { SubmitWaits } from '~/ui/button';
import { type Display, NORMAL_DISPLAY } from '~/ui/display';
import { DisplaySwitch } from '~/ui/display-switch';
import { LanguageProvider, useCommon } from '~/ui/language';
import { SiteLanguage } from '~/ui/site-language';
import { SkipLink } from '~/ui/skip-link';
import { LANGS, type Lang, ownName, pathIn } from '~/words/language';

export type StaffNavItem = {
  readonly to: string;
  readonly label: string;
  readonly current: boolean;
  readonly count?: number;
};

/** Who is signed in, as the header shows it; `unlocked` says whether the browser holds the opened keys. */
export type StaffSession = {
  readonly memberId: string;
  readonly name: string;
  readonly unit: string;
  readonly unlocked: boolean;
};

type Props = {
  lang: Lang;
  path: string;
  nav: readonly StaffNavItem[];
  session?: StaffSession | undefined;
  /**
   * Lock and sign-out controls: forms and buttons, which the route provides because the keyring lives in its browser
   * code.
   */
  controls?: ReactNode;
  display?: Display;
  children: ReactNode;
};

/** Everything inside `<body>` of a staff page. */
export function StaffLayout({ lang, path, nav, session, controls, display = NORMAL_DISPLAY, children }: Props) {
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return (
    <LanguageProvider lang={lang}>
      <SkipLink />
      <StaffHeader lang={lang} path={path} session={session} controls={controls} display={display} />
      {nav.length > 0 && <StaffNav items={nav} />}
      <div className="anshao-page">
        <div className="anshao-staff-container">
          <main className="anshao-main anshao-staff" id="main-content" tabIndex={-1}>
            <SubmitWaits.Provider value={!alive}>{children}</SubmitWaits.Provider>
          </main>
        </div>
      </div>
    </LanguageProvider>
  );
}

type HeaderProps = Pick<Props, 'lang' | 'path' | 'session' | 'controls'> & { display: Display };

function StaffHeader({ lang, path, session, controls, display }: HeaderProps) {
  const words = useCommon();
  return (
    <header className="anshao-header anshao-header--staff">
      <div className="anshao-header__band">
        <div className="anshao-staff-container anshao-header__row">
          <Link className="anshao-header__brand" to={`/${lang}/staff`}>
            <BrandMark />
            <span className="anshao-header__name">{words.brand}</span>
            <span className="anshao-header__tagline">{words.staff.area}</span>
          </Link>
          <div className="anshao-header__tools">
            {session && <WhoIsIn session={session} />}
            {controls}
            <DisplaySwitch display={display} path={path} />
            {LANGS.filter((other) => other !== lang).map((other) => (
              <a className="anshao-bar-link" key={other} href={pathIn(path, other)} lang={other}>
                {ownName(other)}
              </a>
            ))}
          </div>
        </div>
      </div>
    </header>
  );
}

function WhoIsIn({ session }: { session: StaffSession }) {
  const words = useCommon().staff;
  return (
    <p className="anshao-who" data-member={session.memberId}>
      <span className="govuk-visually-hidden">{words.signedInAs} </span>
      <strong>
        <SiteLanguage>{session.name}</SiteLanguage>
      </strong>{' '}
      <span className="anshao-who__unit">
        <SiteLanguage>{session.unit}</SiteLanguage>
      </span>{' '}
      <span className={session.unlocked ? 'anshao-key anshao-key--open' : 'anshao-key'}>
        {session.unlocked ? words.unlocked : words.locked}
      </span>
    </p>
  );
}

function StaffNav({ items }: { items: readonly StaffNavItem[] }) {
  const words = useCommon().staff;
  return (
    <nav className="anshao-nav anshao-nav--staff" aria-label={words.navLabel}>
      <ul className="anshao-staff-container anshao-nav__list">
        {items.map((item) => (
          <li key={item.to}>
            <Link className="anshao-nav__link" to={item.to} aria-current={item.current ? 'page' : undefined}>
              {item.label}
              {item.count !== undefined && <span className="anshao-nav__count">{item.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
