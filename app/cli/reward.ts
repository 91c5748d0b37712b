import { parseArgs } from 'node:util';
import { accidentGrades2007 } from '~/domain/county/policies/accident-grades-2007';
import { nationalReward2018 } from '~/domain/county/policies/national-reward-2018';
import { parsePolicyOf } from '~/domain/county/policy';
import type { RewardPolicy } from '~/domain/county/reward-policy';
import { chinaDate } from '~/domain/dates';
import { parseYuan } from '~/domain/money';
import { isRefusal } from '~/domain/refusal';
import { computeReward } from '~/domain/reward/reward';
import type { RewardFacts } from '~/domain/reward/reward-facts';
import { readCount } from '~/domain/typed/count';
import { readWholeDay } from '~/domain/typed/day';
import { ACCIDENT_GRADES, MATTERS, VERDICTS } from '~/domain/vocabulary';
import { rewardPolicyOn } from '~/services/county/policies.server';
import { formatMoney } from '~/words/language';
import { rewardStepText, vocabularyWords } from '~/words/vocabulary';
import { type Command, type CommandContext, UsageError } from './command';

const OPTIONS = {
  matter: { type: 'string' },
  verdict: { type: 'string', default: 'substantiated' },
  /** Amount in yuan. */
  penalty: { type: 'string' },
  /** Amount in yuan, within the local range for a general hazard. */
  chosen: { type: 'string' },
  major: { type: 'boolean', default: false },
  /** Unlawful production, trade or building. */
  unlawful: { type: 'boolean', default: false },
  'concealed-deaths': { type: 'string', default: '0' },
  'total-deaths': { type: 'string', default: '0' },
  grade: { type: 'string' },
  insider: { type: 'boolean', default: false },
  anonymous: { type: 'boolean', default: false },
  known: { type: 'boolean', default: false },
  official: { type: 'boolean', default: false },
  fabricated: { type: 'boolean', default: false },
  /** Day on which the report came in. */
  day: { type: 'string' },
  /** The national rule alone, without the county's and without a database. */
  national: { type: 'boolean', default: false },
} as const;

/**
 * `anshao reward`: the reward that follows from the facts, with its steps and their legal basis; nothing is written.
 * JSON: { amountFen, refusedBecause?, steps, policy: { id, legalBasis, checked } }, amounts as digits of fen.
 */
export const run: Command = async (context) => {
  const { facts, day, national } = read(context.args);
  const { grades } = parsePolicyOf('accidentGrades', accidentGrades2007);
  const policy = national ? parsePolicyOf('reward', nationalReward2018) : await policyOf(context, day);
  const { amountFen, steps, refusedBecause } = computeReward(policy, facts, grades);
  const { id, legalBasis, checked } = policy;
  const { print } = context;
  if (context.json) {
    const why = refusedBecause ? { refusedBecause } : {};
    print(JSON.stringify({ amountFen: String(amountFen), ...why, steps, policy: { id, legalBasis, checked } }));
    return 0;
  }
  for (const [index, step] of steps.entries()) {
    const result = formatMoney(BigInt(step.resultFen), 'zh');
    print(`${index + 1}. ${rewardStepText(step, 'zh')} → ${result}  （${step.legalBasis}）`);
  }
  print(`= ${formatMoney(amountFen, 'zh')}`);
  if (refusedBecause) print(`${vocabularyWords.zh.rewardRefusals[refusedBecause]} [${refusedBecause}]`);
  if (!checked) print(`未与印发文本核对 [checked: no] ${id}`);
  return 0;
};

async function policyOf({ open }: CommandContext, day: string | null): Promise<RewardPolicy> {
  const { ctx } = await open();
  try {
    return await rewardPolicyOn(ctx.db, day ?? chinaDate(ctx.now()));
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'notFound') throw error;
    return parsePolicyOf('reward', nationalReward2018);
  }
}

function read(args: string[]): { facts: RewardFacts; day: string | null; national: boolean } {
  const values = parse(args);
  const day = dayOf(values.day);
  const chosenFen = yuan('chosen', values.chosen);
  const facts: RewardFacts = {
    matter: oneOf('matter', MATTERS, values.matter),
    verdict: oneOf('verdict', VERDICTS, values.verdict),
    penaltyFen: yuan('penalty', values.penalty),
    concealedDeaths: count('concealed-deaths', values['concealed-deaths']),
    totalDeaths: count('total-deaths', values['total-deaths']),
    accidentGrade: values.grade === undefined ? null : oneOf('grade', ACCIDENT_GRADES, values.grade),
    insider: values.insider,
    anonymity: values.anonymous ? 'anonymous' : 'named',
    majorHazard: values.major,
    unlawfulProduction: values.unlawful,
    excluded: { alreadyKnown: values.known, supervisingOfficial: values.official, fabricated: values.fabricated },
    provesByCode: true,
    ...(chosenFen === null ? {} : { chosenFen }),
  };
  return { facts, day, national: values.national };
}

function dayOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  const read = readWholeDay(value);
  if ('problem' in read) throw new UsageError('--day must be a day with its year, such as 2026-11-20.');
  return read.day;
}

function oneOf<T extends string>(name: string, codes: readonly T[], value: string | undefined): T {
  const found = codes.find((code) => code === value);
  if (!found) throw new UsageError(`--${name} must be one of ${codes.join(', ')}.`);
  return found;
}

function yuan(name: string, value: string | undefined): bigint | null {
  if (value === undefined) return null;
  const fen = parseYuan(value);
  if (fen === null) throw new UsageError(`--${name} must be an amount in yuan, such as 20000 or 20000.50.`);
  return fen;
}

function count(name: string, value: string): number {
  const read = readCount(value);
  if (read === null) throw new UsageError(`--${name} must be a whole number.`);
  return read;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Wrong arguments.');
  }
}
