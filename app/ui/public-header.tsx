import { htmlLang, LANGS, ownName, pathIn } from '~/words/language';
import { BrandMark } from './brand-mark';
import type { Display } from './display';
import { DisplaySwitch } from './display-switch';
import { useCommon, useLang } from './language';

/** The public pages on which a reader can be, as marked in the navigation. */
export type PublicSection = 'report' | 'follow' | 'exposure' | 'statistics' | 'rewards' | 'protection';

/** Leads to an ordinary, much-visited site: a quick way out when somebody looks over the reporter's shoulder. */
const EXIT_URL = 'https://www.weather.com.cn/';

const MAIN_NAV: readonly PublicSection[] = ['report', 'follow', 'exposure', 'statistics', 'rewards', 'protection'];

type Props = { path: string; section: PublicSection | undefined; display: Display; exit: boolean };

/** Header band, tools (language, display), navigation and the exit link. */
export function PublicHeader({ path, section, display, exit }: Props) {
  const words = useCommon();
  const lang = useLang();
  return (
    <header className="anshao-header">
      <div className="anshao-header__band">
        <div className="govuk-width-container anshao-header__row">
          <a className="anshao-header__brand" href={`/${lang}`}>
            <BrandMark />
            <span className="anshao-header__name">{words.brand}</span>
            <span className="anshao-header__tagline">{words.tagline}</span>
          </a>
          <div className="anshao-header__tools">
            <DisplaySwitch display={display} path={path} />
            <LanguageLinks path={path} />
          </div>
        </div>
      </div>
      <nav className="anshao-nav" aria-label={words.nav.label}>
        <ul className="govuk-width-container anshao-nav__list">
          {MAIN_NAV.map((item) => (
            <li key={item}>
              <a
                className="anshao-nav__link"
                href={`/${lang}/${item}`}
                aria-current={item === section ? 'page' : undefined}
              >
                {words.nav[item]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {exit && (
        <div className="anshao-exit">
          <a className="anshao-exit__link" href={EXIT_URL} rel="noreferrer" title={words.exitHint}>
            {words.exit}
          </a>
        </div>
      )}
    </header>
  );
}

function LanguageLinks({ path }: { path: string }) {
  const words = useCommon();
  const lang = useLang();
  return (
    <ul className="anshao-languages" aria-label={words.languageSwitch}>
      {LANGS.filter((other) => other !== lang).map((other) => (
        <li key={other}>
          <a className="anshao-bar-link" href={pathIn(path, other)} hrefLang={htmlLang(other)} lang={other}>
            {ownName(other)}
          </a>
        </li>
      ))}
    </ul>
  );
}
