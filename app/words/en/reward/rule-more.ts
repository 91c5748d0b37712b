import type { Shape } from '~/words/define';
import type { ruleMoreWords as zh } from '~/words/zh/reward/rule-more';

export const ruleMoreWords: Shape<typeof zh> = {
  title: 'What else the rule says',
  secondClass: (percent) => `Reports of the second class get ${percent} of the fine.`,
  concealedInjury: (least, most) =>
    `A concealed accident that injured people and killed nobody: the department decides between ${least} and ${most}.`,
  special: (least, most) => `Where a disaster was averted, ${least} to ${most} may be added.`,
  early: (least, most) =>
    `After a preliminary check that finds it true, ${least} to ${most} may be paid at once; it counts towards the reward.`,
  monthly: (most) =>
    `One named person gets at most ${most} a month for general hazards, general violations and situations.`,
  approval: (most) => `Above ${most}, the level above has to approve as well as the unit’s lead.`,
  lowersUnclaimed:
    'Where a penalty is lowered later, a reward that nobody claimed yet is computed by the new one; what was paid is not asked back.',
  realName: 'Insiders get more only with their name and a way to reach them.',
  noFormer: 'People who no longer work there do not count as insiders.',
};
