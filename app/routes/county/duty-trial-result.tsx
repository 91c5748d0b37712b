import type { TypedTry } from '~/contract/posted/duty-trial-forms';
import { type Localized, textIn } from '~/domain/localized';
import type { Tried, TriedRouting } from '~/services/county/tried-case.server';
import { BulletList } from '~/ui/bullet-list';
import { Inset } from '~/ui/inset';
import { dutyTrialWords } from '~/words/county/duty-trial';
import { formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

type Props = { lang: Lang; tried: Tried; typed: TypedTry; names: Readonly<Record<string, Localized>> };

/** Where the made-up report goes by the draft, beside the duties in force, and why. */
export function DutyTrialResult({ lang, tried: { drafted, inForce }, typed, names }: Props) {
  const words = dutyTrialWords[lang];
  const both = drafted !== null && inForce !== null;
  return (
    <section aria-live="polite" data-tried>
      {both && <Inset>{goal(drafted) === goal(inForce) ? words.same : words.different}</Inset>}
      <h3 className="govuk-heading-s">{words.drafted}</h3>
      {drafted ? <Goes lang={lang} to={drafted} typed={typed} names={names} /> : <Body text={words.noDraft} />}
      <h3 className="govuk-heading-s">{words.inForce}</h3>
      {inForce ? <Goes lang={lang} to={inForce} typed={typed} names={names} /> : <Body text={words.noForce} />}
    </section>
  );
}

/** Where it goes, to be compared. */
const goal = (to: TriedRouting): string => (to.way === 'unit' ? to.responsibleUnitId : `${to.way} ${to.keyless}`);

const Body = ({ text }: { text: string }) => <p className="govuk-body">{text}</p>;

function Goes({ lang, to, typed, names }: Omit<Props, 'tried'> & { to: TriedRouting }) {
  const words = dutyTrialWords[lang];
  if (to.way === 'superior') return <Body text={to.keyless ? words.keyless : words.superior} />;
  const named = (id: string) => textIn(names[id] ?? {}, lang) || id;
  const { routing } = vocabularyWords[lang];
  const told = [
    ...(typed.site !== '' && !to.board ? [words.noBoard] : []),
    ...(to.employer ? [words.employerFound(textIn(to.employer, lang))] : []),
    ...(typed.employer !== '' && !to.employer && !to.board ? [words.noEmployer] : []),
    ...to.reasons.map(({ rule, unitId }) => routing[rule](named(unitId))),
    ...(to.assistingUnitIds.length > 0 ? [words.assisting(formatList(to.assistingUnitIds.map(named), lang))] : []),
  ];
  return (
    <>
      <p className="govuk-body">
        <strong>{words.goesTo(named(to.responsibleUnitId))}</strong>
      </p>
      <BulletList items={told} />
    </>
  );
}
