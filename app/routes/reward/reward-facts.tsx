import type { SaidAccident } from '~/domain/report/accident-entry';
import { INSIDER_KINDS } from '~/domain/reward/reward-facts';
import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import type { RewardForCase } from '~/services/reward/reward-page.server';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { useCommon } from '~/ui/language';
import { situationChoices } from '~/ui/reward/situation-choices';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import { policyWords } from '~/words/county/policy';
import type { Lang } from '~/words/language';
import { rewardWords } from '~/words/reward/reward';
import { vocabularyWords } from '~/words/vocabulary';

type Props = { lang: Lang; reward: RewardForCase };

type FactProps = Props & {
  penalty: string;
  insider: boolean;
  /** What the finding says of the accident. */
  accident: SaidAccident | null;
};

/** The facts that an officer enters to compute a reward. */
export function FactFields({ lang, reward, penalty, insider, accident }: FactProps) {
  const t = rewardWords[lang];
  const common = useCommon();
  const { matter, policy } = reward;
  const hazard = matter === 'hazard' || matter === 'majorRisk';
  const exclusions = ['alreadyKnown', 'supervisingOfficial', 'fabricated'] as const;
  const flag = (name: string, label: string, on: boolean) => (
    <Checkboxes
      name={name}
      id={`reward-${name}`}
      label={label}
      choices={[{ value: 'yes', label: common.yes }]}
      defaultValues={on ? ['yes'] : []}
    />
  );
  return (
    <>
      <SituationField lang={lang} reward={reward} />
      {hazard && flag('majorHazard', t.majorHazard, false)}
      {matter === 'violation' && flag('unlawfulProduction', t.unlawfulProduction, false)}
      {matter === 'concealedAccident' ? (
        <DeathFields lang={lang} reward={reward} accident={accident} />
      ) : (
        <TextInput
          name="penalty"
          id="reward-penalty"
          label={t.penalty}
          hint={t.penaltyHint}
          defaultValue={penalty}
          inputMode="decimal"
          width={10}
        />
      )}
      {(hazard || matter === 'violation' || policy.concealedInjury.maxFen !== null) && (
        <TextInput
          name="chosen"
          id="reward-chosen"
          label={t.chosen}
          hint={t.chosenHint}
          inputMode="decimal"
          width={10}
        />
      )}
      {policy.penaltyShare.secondBasisPoints !== null && flag('secondClass', t.secondClass, false)}
      {flag('insider', t.insider, insider)}
      <ParticularFields lang={lang} reward={reward} />
      <Checkboxes
        name="excluded"
        id="reward-excluded"
        label={t.exclusions}
        choices={choicesFrom(exclusions, t.exclusionNames)}
      />
    </>
  );
}

/** What only some rules ask for; each is asked where the rule in force has it. */
function ParticularFields({ lang, reward: { policy } }: Props) {
  const t = rewardWords[lang];
  const money = { inputMode: 'decimal', width: 10 } as const;
  return (
    <>
      {policy.insider && (
        <Select
          name="insiderKind"
          id="reward-insiderKind"
          label={t.insiderKind}
          choices={choicesFrom(INSIDER_KINDS, t.insiderKinds)}
          placeholder={false}
          defaultValue="employee"
        />
      )}
      {policy.special.maxFen !== null && (
        <TextInput name="special" id="reward-special" label={t.special} hint={t.leaveEmpty} {...money} />
      )}
      {policy.monthly.perPersonFen !== null && (
        <TextInput
          name="paidThisMonth"
          id="reward-paidThisMonth"
          label={t.paidThisMonth}
          hint={t.leaveEmpty}
          {...money}
        />
      )}
      {policy.early.maxFen !== null && (
        <TextInput name="paidEarly" id="reward-paidEarly" label={t.paidEarly} hint={t.leaveEmpty} {...money} />
      )}
      {policy.payer && <p className="govuk-body">{policyWords[lang].payers[policy.payer]}</p>}
    </>
  );
}

/** Deaths and grade of an accident, which begin with what the finding says. */
function DeathFields({ lang, reward: { policy }, accident }: Props & Pick<FactProps, 'accident'>) {
  const t = rewardWords[lang];
  return (
    <>
      <TextInput
        name="concealedDeaths"
        id="reward-concealedDeaths"
        label={t.concealedDeaths}
        defaultValue={accident?.accidentConcealed}
        inputMode="numeric"
        width={3}
      />
      <TextInput
        name="totalDeaths"
        id="reward-totalDeaths"
        label={t.totalDeaths}
        defaultValue={accident?.accidentDeaths}
        inputMode="numeric"
        width={3}
      />
      {policy.concealedInjury.maxFen !== null && (
        <TextInput
          name="concealedInjuries"
          id="reward-concealedInjuries"
          label={t.concealedInjuries}
          inputMode="numeric"
          width={3}
        />
      )}
      <Select
        name="accidentGrade"
        id="reward-accidentGrade"
        label={t.grade}
        defaultValue={accident?.accidentGrade}
        choices={choicesFrom(ACCIDENT_GRADES, vocabularyWords[lang].accidentGrades)}
      />
    </>
  );
}

/** The county's list of fixed amounts, the case's own trade first; nothing where there is no list. */
function SituationField({ lang, reward: { policy, sector } }: Props) {
  const t = rewardWords[lang];
  const { nameOf } = useSectors(lang);
  const situations = situationChoices(policy.situations?.items ?? [], nameOf, lang, sector);
  if (situations.length === 0) return null;
  return (
    <Select name="situation" id="reward-situation" label={t.situation} hint={t.situationHint} choices={situations} />
  );
}
