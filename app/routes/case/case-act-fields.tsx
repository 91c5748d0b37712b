import { isTextAct, LONGEST_TEXT } from '~/browser/case/case-acts';
import { textIn } from '~/domain/localized';
import { NOT_ACCEPTED_REASONS } from '~/domain/vocabulary';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { caseWords } from '~/words/case/case';
import { vocabularyWords } from '~/words/vocabulary';
import { type ActFormProps, ActText, fieldOf } from './case-act-field';
import { FindingToSign, VerdictFields } from './case-verdict-fields';

export function ActFields(props: ActFormProps) {
  const { act, lang } = props;
  const t = caseWords[lang];
  switch (act) {
    case 'confirmVerdict':
      return <FindingToSign {...props} />;
    case 'refuse':
      return <RefusalFields {...props} />;
    case 'transfer':
      return <TransferFields {...props} />;
    case 'assign':
      return <OfficerField {...props} />;
    case 'message':
      return <MessageFields {...props} />;
    case 'visit':
      return (
        <>
          <DateInput {...fieldOf(props, 'visitedOn')} label={t.visitedOn} defaultValue={props.today} />
          <ActText {...props} label={t.visitText} />
        </>
      );
    case 'proposeVerdict':
      return <VerdictFields {...props} />;
    case 'recordPenalty':
    case 'correctPenalty':
      return <PenaltyFields {...props} />;
    case 'reply':
      return <ReplyFields {...props} />;
    default:
      return isTextAct(act) ? (
        <ActText {...props} label={t.texts[act]} />
      ) : (
        <p className="govuk-body">{t.hints[act]}</p>
      );
  }
}

function RefusalFields(props: ActFormProps) {
  const t = caseWords[props.lang];
  const reasons = vocabularyWords[props.lang].notAcceptedReasons;
  return (
    <>
      <Select
        {...fieldOf(props, 'reason')}
        label={t.refuseReason}
        choices={choicesFrom(NOT_ACCEPTED_REASONS, reasons)}
      />
      <ActText {...props} label={t.refuseText} hint={t.refuseTextHint} />
    </>
  );
}

function TransferFields(props: ActFormProps) {
  const t = caseWords[props.lang];
  return (
    <>
      <Select
        {...fieldOf(props, 'unit')}
        label={t.transferTo}
        hint={t.transferHint}
        placeholder={t.chooseUnit}
        choices={props.page.targets.map(({ unitId, names }) => ({ value: unitId, label: textIn(names, props.lang) }))}
      />
      <ActText {...props} label={t.transferText} />
      <Checkboxes
        {...fieldOf(props, 'sure')}
        label={t.transferSure}
        choices={[{ value: 'yes', label: t.transferSureYes }]}
        defaultValues={[]}
      />
    </>
  );
}

function OfficerField(props: ActFormProps) {
  const t = caseWords[props.lang];
  return (
    <Select
      {...fieldOf(props, 'officer')}
      label={t.assignTo}
      placeholder={t.chooseOfficer}
      choices={props.page.officers.map(({ memberId, name }) => ({ value: memberId, label: name }))}
    />
  );
}

/** To one report, where the case has several. */
function MessageFields(props: ActFormProps) {
  const t = caseWords[props.lang];
  const reports = props.opened?.reports ?? [];
  return (
    <>
      {reports.length > 1 && (
        <Select
          {...fieldOf(props, 'reportId')}
          label={t.toReport}
          placeholder={false}
          defaultValue={reports[0]?.reportId}
          choices={reports.map(({ reportId }, index) => ({ value: reportId, label: t.reportNumber(index + 1) }))}
        />
      )}
      <ActText {...props} label={t.messageText} hint={t.messageHint} />
    </>
  );
}

function PenaltyFields({ act, lang, page, today, errors }: ActFormProps) {
  const t = caseWords[lang];
  const field = (name: string) => fieldOf({ act, errors }, name);
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

function ReplyFields({ act, lang, errors }: ActFormProps) {
  const t = caseWords[lang];
  const field = (name: string) => fieldOf({ act, errors }, name);
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
