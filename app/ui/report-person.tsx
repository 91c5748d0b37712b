import { FIELD_LIMITS } from '~/domain/report';
import { Checkboxes } from './checkboxes';
import { useCommon } from './language';
import { Radios } from './radios';
import type { FieldTools, ReportChoices } from './report-form';
import { TextInput } from './text-input';

type Props = { tools: FieldTools; rewards: ReportChoices['rewards'] };

/** Who reports: insider or not, anonymous or by name, wants a reward or not. */
export function ReportPerson({ tools: { words, values, of }, rewards }: Props) {
  return (
    <>
      <h2 className="govuk-heading-m">{words.sections.who}</h2>
      <Radios
        {...of('insider')}
        label={words.insider.label}
        hint={rewards.insiderUplift ? words.insider.uplift : words.insider.hint}
        choices={[
          { value: 'yes', label: words.insider.yes },
          { value: 'no', label: words.insider.no },
        ]}
        defaultValue={values.insider || 'no'}
        inline
      />
      <Radios
        {...of('anonymity')}
        label={words.anonymity.label}
        choices={[
          { value: 'anonymous', label: words.anonymity.anonymous, hint: words.anonymity.anonymousHint },
          { value: 'named', label: words.anonymity.named, hint: words.anonymity.namedHint },
        ]}
      />
      <NamedQuestions tools={{ words, values, of }} />
      <Radios
        {...of('wantsReward')}
        label={words.wantsReward.label}
        hint={rewards.anonymous ? words.wantsReward.anonymous : words.wantsReward.namedOnly}
        choices={[
          { value: 'yes', label: words.wantsReward.yes },
          { value: 'no', label: words.wantsReward.no },
        ]}
        defaultValue={values.wantsReward || 'yes'}
        inline
      />
    </>
  );
}

function NamedQuestions({ tools: { words, values, of } }: { tools: FieldTools }) {
  const common = useCommon();
  return (
    <fieldset className="govuk-fieldset anshao-named">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{words.namedTitle}</legend>
      <TextInput {...of('name')} label={words.name.label} maxLength={FIELD_LIMITS.name} width={20} />
      <TextInput {...of('phone')} label={words.phone.label} type="tel" inputMode="tel" width={20} maxLength={40} />
      <TextInput
        {...of('idNumber')}
        label={common.optional(words.idNumber.label)}
        hint={words.idNumber.hint}
        width={20}
      />
      <Checkboxes
        name="consent"
        error={of('consent').error}
        label={words.consent.title}
        choices={[{ value: 'yes', label: words.consent.label, hint: words.consent.hint }]}
        defaultValues={values.consent === 'yes' ? ['yes'] : []}
      />
    </fieldset>
  );
}
