import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import type { RewardForCase } from '~/services/reward/reward-page.server';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { useCommon } from '~/ui/language';
import { situationChoices } from '~/ui/reward/situation-choices';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import type { Lang } from '~/words/language';
import { rewardWords } from '~/words/reward/reward';
import { vocabularyWords } from '~/words/vocabulary';

type Props = { lang: Lang; reward: RewardForCase };

/** The facts that an officer enters to compute a reward. */
export function FactFields({ lang, reward, penalty, insider }: Props & { penalty: string; insider: boolean }) {
  const t = rewardWords[lang];
  const names = vocabularyWords[lang];
  const common = useCommon();
  const { matter } = reward;
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
        <>
          <TextInput
            name="concealedDeaths"
            id="reward-concealedDeaths"
            label={t.concealedDeaths}
            inputMode="numeric"
            width={3}
          />
          <TextInput name="totalDeaths" id="reward-totalDeaths" label={t.totalDeaths} inputMode="numeric" width={3} />
          <Select
            name="accidentGrade"
            id="reward-accidentGrade"
            label={t.grade}
            choices={choicesFrom(ACCIDENT_GRADES, names.accidentGrades)}
          />
        </>
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
      {(hazard || matter === 'violation') && (
        <TextInput
          name="chosen"
          id="reward-chosen"
          label={t.chosen}
          hint={t.chosenHint}
          inputMode="decimal"
          width={10}
        />
      )}
      {flag('insider', t.insider, insider)}
      <Checkboxes
        name="excluded"
        id="reward-excluded"
        label={t.exclusions}
        choices={choicesFrom(exclusions, t.exclusionNames)}
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
