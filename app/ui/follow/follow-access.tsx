import { type Localized, textIn } from '~/domain/localized';
import { Tag } from '~/ui/tag';
import { Timeline } from '~/ui/timeline';
import { type FollowAccessWords, followAccessWords } from '~/words/follow/follow-access';
import { formatList, type Lang } from '~/words/language';

export type AccessFacts = {
  on: string;
  act: 'asked' | 'approved' | 'refused' | 'opened' | 'expired';
  kind: 'identity' | 'escrow';
  reason: string;
  purpose: string;
  fields: readonly string[];
  outcome: string | null;
  emergency: boolean;
  unit: Localized | null;
};

/** Every step towards opening the reporter's identity, in plain words, oldest first. */
export function FollowAccess({ access, lang }: { access: readonly AccessFacts[]; lang: Lang }) {
  const words = followAccessWords[lang];
  return (
    <section data-access>
      <h2 className="govuk-heading-m" id="access" tabIndex={-1}>
        {words.title}
      </h2>
      <p className="govuk-body">{words.lead}</p>
      {access.length === 0 ? (
        <p className="govuk-body">{words.none}</p>
      ) : (
        <Timeline
          label={words.title}
          events={access.map((step, index) => ({
            key: String(index),
            title: words.acts[step.act](words.kinds[step.kind]),
            date: step.on,
            by: step.unit ? textIn(step.unit, lang) : undefined,
            body: <Why step={step} words={words} lang={lang} />,
          }))}
        />
      )}
    </section>
  );
}

/** The reason stands beside each step, so that nobody has to look back for it. */
function Why({ step, words, lang }: { step: AccessFacts; words: FollowAccessWords; lang: Lang }) {
  const purpose = purposeText(step, words, lang);
  return (
    <>
      {step.emergency && (
        <p className="govuk-body">
          <Tag tone="bad">{words.emergency}</Tag>
        </p>
      )}
      <p className="govuk-body">{words.why(named(words.reasons, step.reason) ?? words.otherReason)}</p>
      {purpose && <p className="govuk-body">{words.whatFor(purpose)}</p>}
      {step.outcome && (
        <p className="govuk-body">{words.outcome(named(words.outcomes, step.outcome) ?? step.outcome)}</p>
      )}
    </>
  );
}

function purposeText({ purpose, fields }: AccessFacts, words: FollowAccessWords, lang: Lang): string | null {
  if (purpose === 'fields') {
    const shown = fields.map((field) => named(words.fields, field) ?? field);
    return words.purposes.fields(formatList(shown, lang));
  }
  return purpose === 'contact' || purpose === 'review' || purpose === 'takeover' ? words.purposes[purpose] : null;
}

function named(names: Readonly<Record<string, string>>, code: string): string | null {
  return Object.hasOwn(names, code) ? (names[code] ?? null) : null;
}
