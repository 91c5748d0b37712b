import { type Localized, textIn } from '~/domain/localized';
import type { Role } from '~/domain/vocabulary';
import { useLeaveWarning } from '~/routes/keys/printed-shares';
import { QrCode } from '~/routes/keys/qr-code';
import { Button } from '~/ui/button';
import { NotificationBanner } from '~/ui/notification-banner';
import { SiteLanguage } from '~/ui/site-language';
import { openingWords } from '~/words/county/opening';
import { formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

type Slip = { name: string; unit: Localized; roles: readonly Role[]; link: string };

/** A slip for each person who was invited, to be printed, cut and given to that person alone. */
export function OpeningSlips({ lang, answer }: { lang: Lang; answer: { slips: readonly Slip[] } }) {
  const words = openingWords[lang].everybody;
  useLeaveWarning(words.leave);
  return (
    <section aria-labelledby="slips-title" data-slips={answer.slips.length}>
      <NotificationBanner success told={answer}>
        <p className="govuk-body">{words.invited(answer.slips.length)}</p>
        <Button type="button" onClick={() => print()}>
          {words.print}
        </Button>
      </NotificationBanner>
      <h2 className="govuk-heading-m anshao-no-print" id="slips-title">
        {words.slipsTitle}
      </h2>
      <ul className="govuk-list anshao-slips">
        {answer.slips.map(({ name, unit, roles, link }) => (
          <li key={link} className="anshao-slip" data-slip>
            <QrCode text={link} label={openingWords[lang].qr(name)} />
            <div>
              <p className="govuk-body">
                <strong>
                  <SiteLanguage>{name}</SiteLanguage>
                </strong>
                <br />
                <SiteLanguage>{textIn(unit, lang)}</SiteLanguage> ·{' '}
                {formatList(
                  roles.map((role) => vocabularyWords[lang].roles[role]),
                  lang,
                )}
              </p>
              <p className="govuk-body-s">{words.slip(name)}</p>
              <p className="anshao-secret anshao-slip__link" data-link>
                {link}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
