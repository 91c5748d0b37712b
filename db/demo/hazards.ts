import { openHazards, type StepWords, sealHazardStep, sealNewHazard } from '~/browser/case/hazard-workspace';
import { readAnswer } from '~/contract/answers/answer';
import { hazardWorkspace } from '~/contract/answers/hazard';
import type { HazardStep } from '~/domain/case/hazard';
import { HAZARD_FIELDS, type HazardField } from '~/domain/case/hazard-entry';
import type { HazardGrade } from '~/domain/case/hazard-kinds';
import { addDays, type IsoDate } from '~/domain/dates';
import { shownAs } from '~/domain/shown';
import { fromBase64 } from '~/envelope/bytes';
import { enterHazard, stepHazard } from '~/services/case/hazard.server';
import { hazardLedger } from '~/services/case/hazard-page.server';
import { type Context, today } from '~/services/context.server';
import {
  moveSupervision,
  registerSupervision,
  supervisionShown,
  supervisionsPage,
} from '~/services/publication/supervision.server';
import type { EnrolledMember } from '../../app/services/keys/enrolled-member.server';
import type { DemoStep } from './play';
import { type Cast, holderOf, keyringOf, personOf } from './players';
import { DEMO_SITES } from './sites';

type Found = { daysAgo: number; grade: HazardGrade; days: number; said: Partial<Record<HazardField, string>> };

/** What the checks of a department found, as its ledger has it. */
const FOUND: readonly Found[] = [
  {
    daysAgo: 60,
    grade: 'major',
    days: 90,
    said: {
      site: '二号仓库东侧',
      description: '消防通道长期堆放木料，不能通行',
      basis: '《重大火灾隐患判定规则》',
      onOwnList: 'no',
      goal: '通道全程畅通',
      responsibility: '仓库主任（演示）',
      measures: '搬走木料，划黄线，装监控',
      funds: '企业自筹 2 万元',
      contingency: '专人值守，备用疏散路线',
      plan: '先清通道，再建货棚',
      interim: '仓库停用，断电',
      difficulty: '协调镇里借用货场存放木料',
    },
  },
  {
    daysAgo: 40,
    grade: 'general',
    days: 15,
    said: {
      site: '配电间',
      description: '配电箱缺门，线头外露',
      onOwnList: 'yes',
      responsibility: '电工班（演示）',
      measures: '加装箱门，包扎线头',
    },
  },
  {
    daysAgo: 35,
    grade: 'general',
    days: 20,
    said: {
      site: '北门',
      description: '应急照明不亮',
      onOwnList: 'yes',
      responsibility: '后勤科（演示）',
      measures: '更换蓄电池',
    },
  },
  { daysAgo: 20, grade: 'none', days: 0, said: {} },
];

/** Checks of one department in the last two months: one under supervision, one late, one struck off, one without a finding. */
export function hazardSteps(ctx: Context, cast: Cast, now: IsoDate): DemoStep[] {
  const [site] = DEMO_SITES;
  if (site === undefined) return [];
  const unitId = cast.unitIds.get(site.regulator) ?? '';
  const officer = holderOf(cast, unitId, 'handler');
  const lead = holderOf(cast, unitId, 'lead');
  const at = (daysAgo: number, run: () => Promise<unknown>): DemoStep => ({ day: addDays(now, -daysAgo), run });
  const employer = site.employer.zh ?? '';
  const ids: string[] = [];
  const step = (by: EnrolledMember, index: number, what: HazardStep, words: StepWords) => () =>
    stepOf(ctx, by, ids[index] ?? '', what, words);
  return [
    ...FOUND.map((found) =>
      at(found.daysAgo, async () => ids.push(await enter(ctx, officer, { ...found, employer, board: site.code }))),
    ),
    at(55, step(lead, 0, { type: 'supervise' }, { text: '县安委办挂牌〔演示〕1号' })),
    at(54, () =>
      registerSupervision(ctx, lead.actor, {
        orderNumber: '县安委办挂牌〔演示〕1号',
        supervisor: '县安委办',
        employer,
        hazard: '消防通道长期堆放木料，不能通行',
        dueOn: addDays(now, 30),
      }),
    ),
    at(50, () => publish(ctx, personOf(cast, 'publisher').actor)),
    at(15, step(officer, 2, { type: 'reinspect', passed: true }, { text: '照明已恢复', passed: true })),
    at(14, step(lead, 2, { type: 'strikeOff' }, { text: '同意销号' })),
  ];
}

/** Publishes what waits for it. */
async function publish(ctx: Context, publisher: EnrolledMember['actor']) {
  for (const row of (await supervisionsPage(ctx, publisher)).rows) {
    await moveSupervision(ctx, publisher, 'publish', { id: row.id, shown: shownAs(supervisionShown(row)) });
  }
}

async function writing(ctx: Context, by: EnrolledMember) {
  const page = await hazardLedger(ctx, by.actor, {});
  return { page, workspace: readAnswer(hazardWorkspace, page), keyring: keyringOf(by), today: today(ctx) };
}

type Entered = Found & { employer: string; board: string };

async function enter(ctx: Context, by: EnrolledMember, { grade, days, said, employer, board }: Entered) {
  const given = await writing(ctx, by);
  const dueOn = grade === 'none' ? null : addDays(given.today, days);
  const blank = Object.fromEntries(HAZARD_FIELDS.map((field) => [field, ''])) as Record<HazardField, string>;
  const check = { employer, board, grade, foundOn: given.today, dueOn: dueOn ?? '' };
  const sealed = await sealNewHazard({ ...blank, ...said, ...check }, given);
  await enterHazard(ctx, by.actor, { ...sealed, bytes: fromBase64(sealed.bytes), grade, dueOn });
  return sealed.hazardId;
}

async function stepOf(ctx: Context, by: EnrolledMember, hazardId: string, step: HazardStep, words: StepWords) {
  const { page, ...given } = await writing(ctx, by);
  const [opened] = await openHazards(
    page.rows.filter((row) => row.hazardId === hazardId),
    given.workspace,
    given.keyring,
  );
  if (!opened?.said) throw new Error('The demo does not open an entry of its ledger');
  const written = await sealHazardStep({ ...opened, said: opened.said }, { act: step.type, words }, given);
  const { version, bytes, ...rest } = written;
  await stepHazard(ctx, by.actor, { ...rest, version: Number(version), bytes: fromBase64(bytes) }, step);
}
