import { Checkboxes } from '~/ui/checkboxes';
import { Radios } from '~/ui/radios';
import { ReportSection } from './report-question';
import type { FieldTools, ReportChoices } from './report-shown';

type Props = { tools: FieldTools; rewards: ReportChoices['rewards'] };

/** Who reports: insider or not, anonymous or by name, wants a reward or not. */
export function ReportPerson({ tools, rewards }: Props) {
  const { words, values, of } = tools;
  const yesNo = (yes: string, no: string) => [
    { value: 'yes', label: yes },
    { value: 'no', label: no },
  ];
  const own = {
    insider: (
      <Radios
        {...of('insider')}
        label={words.insider.label}
        hint={rewards.insiderUplift ? words.insider.uplift : words.insider.hint}
        choices={yesNo(words.insider.yes, words.insider.no)}
        defaultValue={values.insider || 'no'}
        inline
      />
    ),
    anonymity: (
      <Radios
        {...of('anonymity')}
        label={words.anonymity.label}
        choices={[
          { value: 'anonymous', label: words.anonymity.anonymous, hint: words.anonymity.anonymousHint },
          { value: 'named', label: words.anonymity.named, hint: words.anonymity.namedHint },
        ]}
      />
    ),
    wantsReward: (
      <Radios
        {...of('wantsReward')}
        label={words.wantsReward.label}
        hint={rewards.anonymous ? words.wantsReward.anonymous : words.wantsReward.namedOnly}
        choices={yesNo(words.wantsReward.yes, words.wantsReward.no)}
        defaultValue={values.wantsReward || 'yes'}
        inline
      />
    ),
  };
  return (
    <>
      <h2 className="govuk-heading-m">{words.sections.who}</h2>
      <ReportSection section="who" tools={tools} own={own} />
      <fieldset className="govuk-fieldset anshao-named">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{words.namedTitle}</legend>
        <ReportSection section="named" tools={tools} own={{ consent: <Consent tools={tools} /> }} />
      </fieldset>
      <ReportSection section="reward" tools={tools} own={own} />
    </>
  );
}

function Consent({ tools: { words, values, of } }: { tools: FieldTools }) {
  return (
    <Checkboxes
      name="consent"
      error={of('consent').error}
      label={words.consent.title}
      choices={[{ value: 'yes', label: words.consent.label, hint: words.consent.hint }]}
      defaultValues={values.consent === 'yes' ? ['yes'] : []}
    />
  );
}
