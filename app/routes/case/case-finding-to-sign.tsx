import { newestFinding } from '~/browser/case/case-workspace';
import { Checkboxes } from '~/ui/checkboxes';
import { SiteLanguage } from '~/ui/site-language';
import { actFieldWords } from '~/words/case/act-fields';
import { caseWords } from '~/words/case/case';
import { labelled } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import type { ActFormProps } from './case-act-field';
import { AccidentSaid } from './case-verdict-fields';

/** What the lead puts their name under: the finding itself, with the button below it. */
export function FindingToSign({ lang, opened, errors }: ActFormProps) {
  const t = caseWords[lang];
  const finding = opened && newestFinding(opened);
  if (!finding) return <p className="govuk-body">{t.findingLost}</p>;
  const { verdict, text, unvisited } = finding.content;
  const verdicts: Record<string, string> = vocabularyWords[lang].verdicts;
  return (
    <>
      <div className="govuk-inset-text" data-finding-to-sign>
        <p className="govuk-body">
          <strong>{verdicts[verdict ?? ''] ?? verdict}</strong>
        </p>
        <p className="govuk-body anshao-lines">
          <SiteLanguage>{text}</SiteLanguage>
        </p>
        <AccidentSaid lang={lang} content={finding.content} />
        {unvisited && (
          <p className="govuk-body anshao-lines">
            {labelled(actFieldWords[lang].proposeVerdict.unvisited.label, lang)}
            <SiteLanguage>{unvisited}</SiteLanguage>
          </p>
        )}
      </div>
      <p className="govuk-body">{t.confirmHint}</p>
      <Checkboxes
        name="read"
        id="confirmVerdict-read"
        error={errors.read}
        label={t.findingRead}
        choices={[{ value: 'yes', label: t.findingReadYes }]}
        defaultValues={[]}
      />
    </>
  );
}
