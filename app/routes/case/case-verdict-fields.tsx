import { LONGEST_TEXT } from '~/browser/case/case-acts';
import { newestFinding } from '~/browser/case/case-workspace';
import { VERDICTS } from '~/domain/vocabulary';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { Radios } from '~/ui/radios';
import { TextArea } from '~/ui/text-area';
import { caseWords } from '~/words/case/case';
import { labelled } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { type ActFormProps, ActText, fieldOf } from './case-act-field';

/** What the handler found, and why without a visit if there was none. */
export function VerdictFields(props: ActFormProps) {
  const t = caseWords[props.lang];
  const { verdicts } = vocabularyWords[props.lang];
  const unvisited = props.page.facts.siteVisitedOn === null;
  return (
    <>
      <Radios {...fieldOf(props, 'verdict')} label={t.verdictLabel} choices={choicesFrom(VERDICTS, verdicts)} />
      <ActText {...props} label={t.findingText} />
      <input type="hidden" name="visited" value={unvisited ? 'no' : 'yes'} />
      {unvisited && (
        <TextArea
          {...fieldOf(props, 'unvisited')}
          label={t.unvisitedText}
          hint={t.unvisitedHint}
          maxLength={LONGEST_TEXT}
          rows={3}
        />
      )}
    </>
  );
}

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
        <p className="govuk-body anshao-lines">{text}</p>
        {unvisited && (
          <p className="govuk-body anshao-lines">
            {labelled(t.unvisitedText, lang)}
            {unvisited}
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
