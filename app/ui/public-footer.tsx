import { useCommon, useLang } from './language';

const SERVICES = ['report', 'follow', 'exposure', 'statistics'] as const;
const ABOUT = ['limits', 'rewards', 'protection', 'privacy', 'accessibility', 'staff'] as const;

/** Footer: the pages again, the hotline, and the duty of secrecy. */
export function PublicFooter() {
  const words = useCommon();
  return (
    <footer className="anshao-footer">
      <div className="govuk-width-container">
        <nav className="anshao-footer__nav" aria-label={words.footer.label}>
          <FooterColumn title={words.footer.publicPages} items={SERVICES} />
          <FooterColumn title={words.footer.about} items={ABOUT} />
        </nav>
        <p className="anshao-footer__line">
          <strong>{words.hotline}</strong>
        </p>
        <p className="anshao-footer__line">{words.emergency}</p>
        <p className="anshao-footer__line">{words.footer.notice}</p>
      </div>
    </footer>
  );
}

function FooterColumn({ title, items }: { title: string; items: readonly (typeof SERVICES | typeof ABOUT)[number][] }) {
  const words = useCommon();
  const lang = useLang();
  return (
    <div>
      <h2 className="anshao-footer__title">{title}</h2>
      <ul className="anshao-footer__list">
        {items.map((item) => (
          <li key={item}>
            <a className="anshao-footer__link" href={`/${lang}/${item}`}>
              {words.nav[item]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
