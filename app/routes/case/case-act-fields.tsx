import type { ReactNode } from 'react';
import { askedFields, LONGEST_TEXT } from '~/browser/case/act-form';
import type { CaseActName } from '~/domain/acts/case-acts';
import { textIn } from '~/domain/localized';
import { Checkboxes } from '~/ui/checkboxes';
import { DateInput } from '~/ui/date-input';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { caseWords } from '~/words/case/case';
import { ActField, type ActFormProps, ActText, fieldOf } from './case-act-field';
import { ExtensionFields } from './case-extension-fields';
import { FindingToSign } from './case-finding-to-sign';
import { AnswerFields, SendUpFields } from './case-superior-fields';
import { VerdictFields } from './case-verdict-fields';

/** Acts whose forms have more than the fields that their rows describe. */
const OWN: { readonly [A in CaseActName]?: (props: ActFormProps) => ReactNode } = {
  proposeVerdict: VerdictFields,
  confirmVerdict: FindingToSign,
  askExtension: ExtensionFields,
  extend: ExtensionFields,
  sendUp: SendUpFields,
  superiorAnswered: AnswerFields,
  enterReview: AnswerFields,
  changeOnReview: VerdictFields,
  transfer: TransferFields,
  message: MessageFields,
  recordPenalty: PenaltyFields,
  correctPenalty: PenaltyFields,
  reply: ReplyFields,
};

export function ActFields(props: ActFormProps) {
  const { act, lang, page } = props;
  const Own = OWN[act];
  if (Own) return <Own {...props} />;
  const hints: { readonly [A in CaseActName]?: string } = caseWords[lang].hints;
  return (
    <>
      {hints[act] && <p className="govuk-body">{hints[act]}</p>}
      {askedFields(act, page.facts).map(([name, field]) => (
        <ActField key={name} name={name} field={field} {...props} />
      ))}
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

/** For one report, where the case has several. */
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
      <TextInput {...field('creditCode')} label={t.creditCode} maxLength={60} width={20} />
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
