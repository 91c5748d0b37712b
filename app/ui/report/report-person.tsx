import { Checkboxes } from '~/ui/checkboxes';
import { yesNo } from '~/ui/choice';
import { Radios } from '~/ui/radios';
import { ReportQuestion, ReportSection } from './report-question';
import type { FieldTools, ReportChoices } from './report-shown';

type Props = { tools: FieldTools; rewards: ReportChoices['rewards'] };

/**
 * Who reports: anonymous or by name, wants a reward or not. Questions that the answer makes unnecessary are hidden
 * where the browser can do that.
 */
export function ReportPerson({ tools, rewards }: Props) {
  const { words, values, of } = tools;
  const own = {
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
    contactPhone: (
      <div className="anshao-if-anonymous">
        <ReportQuestion field="contactPhone" tools={tools} />
      </div>
    ),
    wantsReward: (
      <Radios
        {...of('wantsReward')}
        label={words.wantsReward.label}
        hint={rewards.anonymous ? words.wantsReward.anonymous : words.wantsReward.namedOnly}
        choices={yesNo(words.wantsReward)}
        defaultValue={values.wantsReward || 'yes'}
        inline
      />
    ),
  };
  return (
    <>
      <ReportSection section="who" tools={tools} own={own} />
      <fieldset className="govuk-fieldset anshao-named anshao-if-named">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{words.namedTitle}</legend>
        <ReportSection section="named" tools={tools} own={{}} />
      </fieldset>
      <div className="anshao-if-personal">
        <Consent tools={tools} />
      </div>
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
