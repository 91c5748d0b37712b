import { LONGEST_TEXT } from '~/browser/case/case-acts';
import { newestFinding } from '~/browser/case/case-workspace';
import type { CaseActName } from '~/domain/acts/case-acts';
import { textIn } from '~/domain/localized';
import { NOT_ACCEPTED_REASONS, VERDICTS } from '~/domain/vocabulary';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { caseWords } from '~/words/case/case';
import { labelled } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import type { ActsProps } from './use-case-acts';

type Props = ActsProps & { act: CaseActName; errors: Record<string, string> };

/** The fields of one act; names are stable, ids carry the act because several forms stand on the page. */
export function ActFields(props: Props) {
  const { act, lang, page, opened, today } = props;
  const t = caseWords[lang];
  const words = vocabularyWords[lang];
  const field = (name: string) => ({ name, id: `${act}-${name}`, error: props.errors[name] });
  const text = (label: string, hint?: string) => (
    <TextArea {...field('text')} label={label} hint={hint} maxLength={LONGEST_TEXT} rows={5} />
  );
  switch (act) {
    case 'accept':
      return <p className="govuk-body">{t.acceptHint}</p>;
    case 'confirmVerdict':
      return <FindingToSign {...props} />;
    case 'close':
      return <p className="govuk-body">{t.closeHint}</p>;
    case 'refuse':
      return (
        <>
          <Select
            {...field('reason')}
            label={t.refuseReason}
            choices={choicesFrom(NOT_ACCEPTED_REASONS, words.notAcceptedReasons)}
          />
          {text(t.refuseText, t.refuseTextHint)}
        </>
      );
    case 'transfer':
      return (
        <>
          <Select
            {...field('unit')}
            label={t.transferTo}
            hint={t.transferHint}
            placeholder={t.chooseUnit}
            choices={page.targets.map((unit) => ({
              value: unit.unitId,
              label: textIn(unit.names, lang),
            }))}
          />
          {text(t.transferText)}
          <Checkboxes
            {...field('sure')}
            label={t.transferSure}
            choices={[{ value: 'yes', label: t.transferSureYes }]}
            defaultValues={[]}
          />
        </>
      );
    case 'assign':
      return (
        <Select
          {...field('officer')}
          label={t.assignTo}
          placeholder={t.chooseOfficer}
          choices={page.officers.map(({ memberId, name }) => ({ value: memberId, label: name }))}
        />
      );
    case 'message':
      return (
        <>
          {opened && opened.reports.length > 1 && (
            <Select
              {...field('reportId')}
              label={t.toReport}
              placeholder={false}
              defaultValue={opened.reports[0]?.reportId}
              choices={opened.reports.map(({ reportId }, index) => ({
                value: reportId,
                label: t.reportNumber(index + 1),
              }))}
            />
          )}
          {text(t.messageText, t.messageHint)}
        </>
      );
    case 'visit':
      return (
        <>
          <DateInput {...field('visitedOn')} label={t.visitedOn} defaultValue={today} />
          {text(t.visitText)}
        </>
      );
    case 'proposeVerdict':
      return (
        <>
          <Radios {...field('verdict')} label={t.verdictLabel} choices={choicesFrom(VERDICTS, words.verdicts)} />
          {text(t.findingText)}
          <input type="hidden" name="visited" value={page.facts.siteVisitedOn === null ? 'no' : 'yes'} />
          {page.facts.siteVisitedOn === null && (
            <TextArea
              {...field('unvisited')}
              label={t.unvisitedText}
              hint={t.unvisitedHint}
              maxLength={LONGEST_TEXT}
              rows={3}
            />
          )}
        </>
      );
    case 'recordPenalty':
    case 'correctPenalty':
      return <PenaltyFields {...props} />;
    case 'reply':
      return <ReplyFields {...props} />;
    case 'note':
      return text(t.noteText);
    case 'returnVerdict':
      return text(t.returnText);
    case 'rectify':
      return text(t.rectifyText);
    case 'strikeOff':
      return text(t.strikeOffText);
  }
}

/** What the lead puts their name under: the finding itself, with the button below it. */
function FindingToSign({ lang, opened, errors }: Props) {
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

function PenaltyFields({ act, lang, page, today, errors }: Props) {
  const t = caseWords[lang];
  const field = (name: string) => ({ name, id: `${act}-${name}`, error: errors[name] });
  return (
    <>
      <TextInput {...field('decisionNumber')} label={t.decisionNumber} maxLength={80} />
      <DateInput {...field('decidedOn')} label={t.decidedOn} defaultValue={today} />
      <TextInput {...field('offender')} label={t.offender} maxLength={120} />
      <TextInput {...field('creditCode')} label={t.creditCode} maxLength={18} width={20} />
      <TextArea {...field('offence')} label={t.offence} rows={3} maxLength={500} />
      <TextInput {...field('legalBasis')} label={t.legalBasis} maxLength={300} />
      <TextInput {...field('amountYuan')} label={t.amountYuan} hint={t.amountHint} inputMode="decimal" width={10} />
      <input type="hidden" name="sector" value={page.facts.sector} />
      <input type="hidden" name="town" value={page.facts.town ?? ''} />
      <p className="govuk-hint">{t.penaltyListed}</p>
    </>
  );
}

function ReplyFields({ lang, errors }: Props) {
  const t = caseWords[lang];
  const field = (name: string) => ({ name, id: `reply-${name}`, error: errors[name] });
  const options = Object.entries(t.rewardDueOptions).map(([value, label]) => ({ value, label }));
  return (
    <>
      <p className="govuk-hint">{t.replyHint}</p>
      {(['conclusion', 'howChecked', 'decided'] as const).map((name) => (
        <TextArea key={name} {...field(name)} label={t[name]} rows={3} maxLength={LONGEST_TEXT} />
      ))}
      <Radios {...field('rewardDue')} label={t.rewardDue} choices={options} />
    </>
  );
}
