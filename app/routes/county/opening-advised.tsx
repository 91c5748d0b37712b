import { Link } from '@remix-run/react';
import type { AdvisedAct, AdvisedStep } from '~/domain/county/opening-advised';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { openingWords } from '~/words/county/opening';
import { formatList, type Lang } from '~/words/language';
import { TONE } from './opening-steps';

/** The page on which it is done. */
const PAGE = {
  superior: 'superior',
  signSuperior: 'directory',
  roster: 'roster',
  confirmRoster: 'roster',
  reserve: 'directory',
  backup: 'directory',
} as const satisfies Record<AdvisedAct, string>;

/** What an office should have besides, how far it is, and who does it; reporting opens without it. */
export function OpeningAdvised({ lang, steps }: { lang: Lang; steps: readonly AdvisedStep[] }) {
  const words = openingWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m">{words.alsoTitle}</h2>
      <ul className="govuk-list govuk-list--bullet" data-advised>
        {steps.map(({ act, state, who }) => (
          <li key={act} data-step={act} data-state={state}>
            <SiteLanguage>{words.advised[act]}</SiteLanguage> <Tag tone={TONE[state]}>{words.states[state]}</Tag>{' '}
            {state === 'next' && (
              <>
                <SiteLanguage>
                  {who.length === 1 ? words.by(formatList([...who], lang)) : words.byOneOf(formatList([...who], lang))}
                </SiteLanguage>{' '}
                <Link className="govuk-link" to={`/${lang}/staff/${PAGE[act]}`}>
                  {words.go[PAGE[act]]}
                </Link>
              </>
            )}
          </li>
        ))}
        <li>{words.recovery}</li>
      </ul>
    </>
  );
}
