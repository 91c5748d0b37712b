import { SiteLanguage } from './site-language';

/** Sentences or names, one to a line. */
export function BulletList({ items }: { items: readonly string[] }) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {items.map((item) => (
        <li key={item}>
          <SiteLanguage>{item}</SiteLanguage>
        </li>
      ))}
    </ul>
  );
}
