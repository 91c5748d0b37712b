import { Link } from '@remix-run/react';
import type { OpeningAct, OpeningStep } from '~/domain/county/opening-steps';
import { type Column, DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { openingWords } from '~/words/county/opening';
import { formatList, type Lang } from '~/words/language';

type Props = { lang: Lang; steps: readonly OpeningStep[]; nameOf: (unitId: string | null) => string };

export const TONE = { done: 'good', next: 'attention', later: 'neutral' } as const;

/** The page on which a step is done; null for this one, and for links that people open elsewhere. */
const PAGE: Record<OpeningAct, 'keys' | 'directory' | null> = {
  invite: null,
  enrol: null,
  key: 'keys',
  shares: 'keys',
  countyKey: 'directory',
  list: 'directory',
  confirmList: 'directory',
  handOn: 'keys',
  sayHeld: null,
  routing: 'directory',
  confirmRouting: 'directory',
};

/** How far it is; nothing where all is done. */
export function OpeningProgress({ lang, steps }: { lang: Lang; steps: readonly Pick<OpeningStep, 'state'>[] }) {
  const done = steps.filter(({ state }) => state === 'done').length;
  if (done === steps.length) return null;
  return (
    <p className="govuk-body">
      <label htmlFor="opening-progress">{openingWords[lang].progress(done, steps.length)}</label>
      <progress className="anshao-progress" id="opening-progress" value={done} max={steps.length} />
    </p>
  );
}

/** What can be done now and by whom, and all steps folded away. */
export function OpeningSteps({ lang, steps, nameOf }: Props) {
  const words = openingWords[lang];
  const next = steps.filter(({ state }) => state === 'next');
  const columns: Column<OpeningStep>[] = [
    { key: 'what', title: words.what, head: true, cell: (step) => stepText(step, lang, nameOf) },
    { key: 'who', title: words.who, cell: ({ who }) => formatList([...who], lang) },
    {
      key: 'state',
      title: words.state,
      short: true,
      cell: ({ state }) => <Tag tone={TONE[state]}>{words.states[state]}</Tag>,
    },
  ];
  return (
    <>
      <h2 className="govuk-heading-m">{words.nextTitle}</h2>
      {next.length === 0 && <p className="govuk-body">{words.nothingNext}</p>}
      <ul className="govuk-list govuk-list--bullet" data-next>
        {next.map((step) => (
          <li key={`${step.act} ${step.unitId}`} data-step={step.act}>
            <strong>
              <SiteLanguage>{stepText(step, lang, nameOf)}</SiteLanguage>
            </strong>{' '}
            <SiteLanguage>{whoText(step, lang)}</SiteLanguage> <Where lang={lang} act={step.act} />
          </li>
        ))}
      </ul>
      <Details summary={words.stepsTitle}>
        <DataTable
          caption={words.stepsTitle}
          captionHidden
          columns={columns}
          rows={steps}
          rowKey={({ act, unitId }) => `${act} ${unitId}`}
          dense
        />
      </Details>
    </>
  );
}

export const stepText = ({ act, unitId, whom }: OpeningStep, lang: Lang, nameOf: Props['nameOf']): string =>
  openingWords[lang].acts[act](nameOf(unitId), formatList([...whom], lang));

/** Several may do most steps; everybody concerned opens their own link, or signs in. */
function whoText({ act, who }: OpeningStep, lang: Lang): string {
  const words = openingWords[lang];
  if (who.length === 0) return '';
  const names = formatList([...who], lang);
  return who.length === 1 || act === 'enrol' || act === 'sayHeld' ? words.by(names) : words.byOneOf(names);
}

function Where({ lang, act }: { lang: Lang; act: OpeningAct }) {
  const page = PAGE[act];
  if (page === null) return null;
  return (
    <Link className="govuk-link" to={`/${lang}/staff/${page}`}>
      {openingWords[lang].go[page]}
    </Link>
  );
}
